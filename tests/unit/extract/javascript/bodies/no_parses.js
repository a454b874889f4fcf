// Calls that look like the parse of a response, and are none.

//// 31
import ky from 'ky';
async function run(u) { return await ky.get(u).json(); }

import got from 'got';
const run = u => got(u).json();

//// 33
import axios from 'axios';
async function run(u) { const { data } = await axios.get(u); return data; }

import axios from 'axios';
const run = async u => { const r = await axios(u); return r.json(); };

import { ofetch } from 'ofetch';
const run = async u => (await ofetch(u)).json();

const run = async u => (await $fetch(u)).json();

//// 35
app.get('/x', (req, res) => { res.json({ a: 1 }); });

app.get('/x', (req, res) => { res.status(204).json(); });

export function GET() { return NextResponse.json({ a: 1 }); }

export function GET() { return Response.json({ a: 1 }); }

app.use(express.json());

//// 36
export async function POST(request) { const body = await request.json(); return body; }

app.post('/x', async (req, res) => { const b = await req.json(); res.send(b); });

app.post('/x', async (c) => { const b = await c.req.json(); return b; });

//// 40
const s = model.json();

//// -
async function run() { const r = new Response('{}'); return await r.json(); }

test('x', async ({ request }) => { const r = await request.get('/x'); expect(await r.json()).toBe(1); });

const x = JSON.parse(localStorage.getItem('x')); const t = el.text();

// r.json()
const s = 'await r.json()';

import data from './data.json'; const y = require('./x.json');

const f = (thing) => thing.json();

const t = await file.text(); JSON.parse(t);
