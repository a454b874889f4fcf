'use strict';

const fs = require('node:fs');
const path = require('node:path');

const { DisconnectReason, makeWASocket, useFileAuthState } = require('./socket');
const { forwardMessages } = require('./webhook');

const STORAGE = process.env.WHATSAPP_STORAGE || path.join(__dirname, '../../storage/whatsapp');
const RECONNECT_DELAY_MS = 200;

const sessions = new Map();

function sessionOf(tenantId) {
  return sessions.get(tenantId) ?? { tenantId, socket: null, qr: null, connected: false };
}

/** Open the tenant's socket unless it is open already. */
function connect(tenantId) {
  const session = sessionOf(tenantId);
  sessions.set(tenantId, session);
  if (session.socket) return session;

  const authFolder = path.join(STORAGE, tenantId, 'auth');
  if (!fs.existsSync(authFolder)) fs.mkdirSync(authFolder);
  const { state, saveCreds } = useFileAuthState(authFolder);
  const socket = makeWASocket({ auth: state });
  session.socket = socket;
  socket.ev.on('creds.update', saveCreds);
  socket.ev.on('messages.upsert', ({ messages }) => forwardMessages(tenantId, messages));
  socket.ev.on('connection.update', (update) => {
    const { connection, qr, lastDisconnect } = update;
    const reason = lastDisconnect?.error?.output?.statusCode;
    console.log(`[update] ${tenantId} connection=${connection} qr=${Boolean(qr)} reason=${reason}`);
    if (qr) session.qr = qr;
    if (connection === 'open') {
      session.qr = null;
      session.connected = true;
    }
    if (connection === 'close') {
      session.qr = null;
      session.connected = false;
      session.socket = null;
      if (reason === DisconnectReason.loggedOut) {
        console.warn(`[update] ${tenantId} logged out: remove ${authFolder}, then pair again`);
        return;
      }
      setTimeout(() => connect(tenantId), RECONNECT_DELAY_MS);
    }
  });
  return session;
}

module.exports = { connect, sessionOf };
