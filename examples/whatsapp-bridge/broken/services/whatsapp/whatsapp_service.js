'use strict';

const fs = require('node:fs');
const path = require('node:path');

const express = require('express');

const { makeWASocket, useFileAuthState } = require('./socket');

const PORT = process.env.BAILEYS_PORT || 3300;
const FLASK_BASE_URL = process.env.FLASK_BASE_URL || 'http://127.0.0.1:5000';
const AUTH_FOLDER = path.join(process.cwd(), 'storage', 'whatsapp', 'default', 'auth');

let latestQr = null;
let connected = false;

function connect() {
  if (!fs.existsSync(AUTH_FOLDER)) fs.mkdirSync(AUTH_FOLDER);
  const { state, saveCreds } = useFileAuthState(AUTH_FOLDER);
  const socket = makeWASocket({ auth: state });
  socket.ev.on('creds.update', saveCreds);
  socket.ev.on('connection.update', ({ connection, qr }) => {
    if (qr) latestQr = qr;
    if (connection === 'open') {
      connected = true;
      reportStatus('open');
    }
    if (connection === 'close') {
      connected = false;
      connect();
    }
  });
}

function reportStatus(status) {
  fetch(`${FLASK_BASE_URL}/webhook/baileys/status`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ id: 'default', status }),
  }).catch(() => {});
}

/** The phone number in a WhatsApp id. */
function phoneOf(jid) {
  return `+${jid.split('@')[0]}`;
}

const app = express();

app.post('/whatsapp/:tenantId/start', (req, res) => {
  connect();
  res.json({ ok: true });
});

app.get('/whatsapp/:tenantId/status', (req, res) => {
  res.json({ connected, qr: latestQr !== null });
});

app.get('/whatsapp/:tenantId/qr', (req, res) => {
  if (!latestQr) return res.status(204).end();
  return res.json({ qr: latestQr });
});

app.listen(PORT, () => console.log(`WhatsApp service on ${PORT}`));

module.exports = { phoneOf };
