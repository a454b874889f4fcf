"""Whole small projects, such as checkers of drift between client and server are tried on.

The cases are those that tieline's tests hold for Express, Flask, FastAPI, Next, axios, fetch and
RTK Query, in projects of our own: what each request leads to, and what is said of those that lead
nowhere.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dupelint import app

EXPRESS = {
    "server/app.js": """\
const express = require('express');
const shop = require('./routes/shop');

const app = express();

app.use(express.json());
app.use('/shop/v2', shop);
app.get('/alive', (req, res) => res.json({ alive: true }));
app.route('/mode')
  .get((req, res) => res.json({ mode: 'day' }))
  .post((req, res) => res.json({ mode: req.body.mode }));
app.all('/hook', (req, res) => res.json({}));
app.listen(4000);
""",
    "server/routes/shop.js": """\
const { Router } = require('express');
const orders = require('./orders');

const router = Router();

router.use('/orders', orders);
router.get('/echo', (req, res) => res.json({ echo: req.query.q }));

const lonely = Router();
lonely.get('/nobody', (req, res) => res.json({}));

module.exports = router;
""",
    "server/routes/orders.js": """\
const express = require('express');

const router = express.Router();

router.get('/', (req, res) => res.json([]));
router.post('/', (req, res) => res.json({}));
router.get('/:id', (req, res) => res.json({ id: req.params.id }));
router.delete('/:id', (req, res) => res.json({}));

module.exports = router;
""",
}
FLASK = {
    "server/app.py": """\
from flask import Blueprint, Flask

app = Flask(__name__)
shop = Blueprint("shop", __name__, url_prefix="/shop")


@app.route("/alive")
def alive():
    return {"alive": True}


@shop.route("/orders", methods=["GET", "POST"])
def orders():
    return []


@shop.route("/orders/<int:number>", methods=["DELETE"])
def order(number):
    return {}


app.register_blueprint(shop)
""",
}
AXIOS_AND_FETCH = """\
import axios from 'axios';

const shop = axios.create({ baseURL: '/shop' });

export const list = () => axios.get('/shop/orders');
export const add = (order) => axios.post('/shop/orders', order);
export const one = (id) => axios.get(`/shop/orders/${id}`);
export const remove = (id) => axios({ url: `/shop/orders/${id}`, method: 'delete' });
export const alive = () => fetch('/alive');
export const change = (id) => fetch(`/shop/orders/${id}`, { method: 'PUT' });
export const all = () => shop.get('/orders');
export const unpaid = () => fetch(`/shop/orders?paid=${false}&sort=${1}`, { method: 'GET' });
export const echo = () => shop.put('/echo', {});
const known = new Map();
export const cached = () => known.get('/no-route');
"""
OF_EXPRESS = """\
import axios from 'axios';

const shop = axios.create({ baseURL: '/shop/v2' });

export const list = () => shop.get('/orders');
export const one = (id) => shop.get(`/orders/${id}`);
export const echo = () => fetch('/shop/v2/echo');
export const add = (order) => shop.post('/orders', order);
export const remove = (id) => shop.delete(`/orders/${id}`);
export const mode = () => [fetch('/mode'), fetch('/mode', { method: 'POST' })];
export const hook = () => fetch('/hook', { method: 'PATCH' });
export const stats = () => shop.get('/stats');
export const change = (id) => shop.put(`/orders/${id}`, {});
export const nobody = () => fetch('/nobody');
"""

FASTAPI = {
    "server/main.py": """\
from fastapi import APIRouter, FastAPI

app = FastAPI()
orders = APIRouter(prefix="/orders")


@orders.get("/")
def every():
    return []


@orders.get("/{number}")
def one(number: str):
    return {"number": number}


@orders.post("/")
def add():
    return {}


@app.get("/alive")
def alive():
    return {"alive": True}


app.include_router(orders, prefix="/shop")
""",
}
OF_FASTAPI = """\
import axios from 'axios';

export const list = () => axios.get('/shop/orders/');
export const add = (order) => axios.post('/shop/orders/', order);
export const one = (id) => axios.get(`/shop/orders/${id}`);
export const remove = (id) => axios({ url: `/shop/orders/${id}`, method: 'delete' });
export const echo = () => fetch('/shop/echo', { method: 'GET' });
export const change = (id) => fetch(`/shop/orders/${id}`, { method: 'PUT' });
"""
RTK = """\
import { createApi, fetchBaseQuery } from '@reduxjs/toolkit/query/react';

export const shop = createApi({
  reducerPath: 'shop',
  baseQuery: fetchBaseQuery({ baseUrl: '/shop/v2' }),
  endpoints: (builder) => ({
    list: builder.query({ query: () => 'orders' }),
    one: builder.query({ query: (id) => `orders/${id}` }),
    echo: builder.query({ query: () => 'echo' }),
    add: builder.mutation({ query: (body) => ({ url: 'orders', method: 'POST', body }) }),
    remove: builder.mutation({ query: (id) => ({ url: `orders/${id}`, method: 'DELETE' }) }),
    stats: builder.query({ query: () => 'stats' }),
    change: builder.mutation({ query: (id) => ({ url: `orders/${id}`, method: 'PUT' }) }),
  }),
});
"""
NEXT = {
    "package.json": '{"dependencies": {"next": "14", "react": "18"}}',
    "app/api/orders/route.ts": """\
import { NextResponse } from 'next/server';

export async function GET() {
  return NextResponse.json([]);
}

export async function POST() {
  return NextResponse.json({});
}
""",
    "app/api/orders/[id]/route.ts": """\
export const GET = async () => Response.json({});
export async function DELETE() {
  return Response.json({});
}
""",
    "pages/api/old/[slug].ts": """\
export default function handler(req, res) {
  res.status(200).json({ slug: req.query.slug });
}
""",
    "app/page.tsx": """\
'use client';

export default function Page() {
  const load = (id: string) => [
    fetch('/api/orders'),
    fetch('/api/orders', { method: 'POST' }),
    fetch(`/api/orders/${id}`),
    fetch(`/api/orders/${id}`, { method: 'DELETE' }),
    fetch('/api/old/a', { method: 'PATCH' }),
    fetch(`/api/orders/${id}`, { method: 'PUT' }),
    fetch('/api/order'),
  ];
  return <button onClick={() => load('1')} />;
}
""",
}

PROJECTS = {
    "axios and fetch, FastAPI": (
        FASTAPI | {"client/main.js": OF_FASTAPI},
        {
            "GET /shop/orders/": "GET /shop/orders/",
            "POST /shop/orders/": "POST /shop/orders/",
            "GET /shop/orders/{}": "GET /shop/orders/{number}",
            "DELETE /shop/orders/{}": "method: GET",
            "GET /shop/echo": "path",
            "PUT /shop/orders/{}": "method: GET",
        },
    ),
    "RTK Query, Express": (
        EXPRESS | {"client/main.js": RTK},
        {
            "GET /shop/v2/orders": "GET /shop/v2/orders",
            "GET /shop/v2/orders/{}": "GET /shop/v2/orders/:id",
            "GET /shop/v2/echo": "GET /shop/v2/echo",
            "POST /shop/v2/orders": "POST /shop/v2/orders",
            "DELETE /shop/v2/orders/{}": "DELETE /shop/v2/orders/:id",
            "GET /shop/v2/stats": "path",
            "PUT /shop/v2/orders/{}": "method: DELETE,GET",
        },
    ),
    "fetch, Next": (
        NEXT,
        {
            "GET /api/orders": "GET /api/orders",
            "POST /api/orders": "POST /api/orders",
            "GET /api/orders/{}": "GET /api/orders/[id]",
            "DELETE /api/orders/{}": "DELETE /api/orders/[id]",
            "PATCH /api/old/a": "ALL /api/old/[slug]",
            "PUT /api/orders/{}": "method: DELETE,GET",
            "GET /api/order": "path",
        },
    ),
    "axios and fetch, Flask": (
        FLASK | {"client/main.js": AXIOS_AND_FETCH},
        {
            "GET /shop/orders": "GET,POST /shop/orders",
            "POST /shop/orders": "GET,POST /shop/orders",
            "GET /shop/orders/{}": "method: DELETE",
            "DELETE /shop/orders/{}": "DELETE /shop/orders/<int:number>",
            "GET /alive": "GET /alive",
            "PUT /shop/orders/{}": "method: DELETE",
            "PUT /shop/echo": "path",
        },
    ),
    "axios and fetch, Express": (
        EXPRESS | {"client/main.js": OF_EXPRESS},
        {
            "GET /shop/v2/orders": "GET /shop/v2/orders",
            "GET /shop/v2/orders/{}": "GET /shop/v2/orders/:id",
            "GET /shop/v2/echo": "GET /shop/v2/echo",
            "POST /shop/v2/orders": "POST /shop/v2/orders",
            "DELETE /shop/v2/orders/{}": "DELETE /shop/v2/orders/:id",
            "GET /mode": "GET /mode",
            "POST /mode": "POST /mode",
            "PATCH /hook": "ALL /hook",
            "GET /shop/v2/stats": "path",
            "PUT /shop/v2/orders/{}": "method: DELETE,GET",
            "GET /nobody": "path",
        },
    ),
}


def written(folder: Path, files: dict[str, str]) -> None:
    for name, text in {"dupelint.toml": "", **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.mark.parametrize("title", PROJECTS)
def test_what_requests_lead_to(tmp_path: Path, title: str) -> None:
    files, expected = PROJECTS[title]
    written(tmp_path, files)
    with app.linked(tmp_path) as project:
        ask = project.store.ask
        found = {
            f"{method} {path}": f"{methods} {pattern}"
            for method, path, methods, pattern in ask(
                "SELECT method, live_call.path, methods, live_route.path FROM call_route"
                " JOIN live_call ON live_call.id = call JOIN live_route ON live_route.id = route"
                " WHERE call_route.kind = 'serves'"
            )
        }
        for method, path, fault, methods in ask(
            "SELECT method, path, fault, methods FROM unserved_call WHERE withheld = ''"
        ):
            found[f"{method} {path}"] = f"{fault}: {methods}" if methods else fault
    assert found == expected
