const express = require('express');

const app = express();
app.get('/healthz', (req, res) => res.json({ ok: true }));
app.get('/whatsapp/:tenant/qr', (req, res) => res.json({ dataUrl: null }));
app.get('/whatsapp/:tenant/status', (req, res) => res.json({ connected: false }));

const PORT = process.env.BAILEYS_PORT || 3300;

process.on('unhandledRejection', (reason) => console.error(reason));
process.on('uncaughtException', (error) => console.error(error));

exports.start = () => app.listen(PORT, () => console.log(`listening on ${PORT}`));
