'use strict';

const express = require('express');

const { start } = require('../whatsapp/baileys_service');

const app = express();
const port = process.env.BAILEYS_PORT || 3001;

app.get('/health', (req, res) => res.json({ ok: true }));
app.listen(port, () => console.log(`health on ${port}`));

start();
