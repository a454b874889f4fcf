const express = require('express');
const service = require('./service');

const app = express();
app.get('/healthz', (req, res) => res.json({ ok: true }));
app.listen(3300);
service.start();
