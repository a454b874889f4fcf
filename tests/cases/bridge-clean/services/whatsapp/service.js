const express = require('express');

const app = express();
app.get('/healthz', (req, res) => res.json({ ok: true }));
app.get('/whatsapp/:tenant/qr', (req, res) => res.json({ dataUrl: null }));
app.get('/whatsapp/:tenant/status', (req, res) => res.json({ connected: false }));

exports.start = () => app.listen(3300, () => console.log('listening on 3300'));
