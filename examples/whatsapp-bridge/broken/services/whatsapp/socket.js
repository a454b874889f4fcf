'use strict';

// A stand-in for Baileys' socket: the same events in the same order, and no network.
// The three simulate functions do what a phone would do.

const { EventEmitter } = require('node:events');
const fs = require('node:fs');
const path = require('node:path');

const DisconnectReason = { loggedOut: 401, restartRequired: 515 };
const QR_DELAY_MS = 50;

/** Credentials in a folder, as useMultiFileAuthState keeps them. */
function useFileAuthState(folder) {
  const file = path.join(folder, 'creds.json');
  const creds = fs.existsSync(file)
    ? JSON.parse(fs.readFileSync(file, 'utf8'))
    : { registered: false, revoked: false };
  return { state: { creds }, saveCreds: () => fs.writeFileSync(file, JSON.stringify(creds)) };
}

function makeWASocket({ auth: { creds } }) {
  const ev = new EventEmitter();
  const socket = { ev, user: undefined, simulateScan, simulateLogout, simulateMessage };

  function close(statusCode) {
    const error = Object.assign(new Error('connection closed'), { output: { statusCode } });
    ev.emit('connection.update', { connection: 'close', lastDisconnect: { error, date: new Date() } });
  }

  // After a scan the real server saves the credentials and asks for a restart.
  function simulateScan(pushName) {
    creds.registered = true;
    creds.me = { id: '15550100@s.whatsapp.net', name: pushName };
    ev.emit('creds.update', creds);
    close(DisconnectReason.restartRequired);
  }

  function simulateLogout() {
    creds.revoked = true;
    ev.emit('creds.update', creds);
    close(DisconnectReason.loggedOut);
  }

  function simulateMessage(from, text) {
    const message = { key: { remoteJid: from, fromMe: false }, message: { conversation: text } };
    ev.emit('messages.upsert', { messages: [message], type: 'notify' });
  }

  setTimeout(() => {
    ev.emit('connection.update', { connection: 'connecting' });
    if (creds.revoked) return close(DisconnectReason.loggedOut);
    if (!creds.registered) return ev.emit('connection.update', { qr: `2@${Date.now()}` });
    socket.user = creds.me;
    ev.emit('connection.update', { connection: 'open' });
  }, QR_DELAY_MS);
  return socket;
}

module.exports = { DisconnectReason, makeWASocket, useFileAuthState };
