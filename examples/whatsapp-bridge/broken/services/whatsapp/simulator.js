'use strict';

// What a phone would do, on demand. Mounted behind the secret when BAILEYS_SIMULATOR=1.

const express = require('express');

const { sessionOf } = require('./session');

const simulator = express.Router({ mergeParams: true });

simulator.use((req, res, next) => {
  if (!sessionOf(req.params.tenantId).socket) return res.status(409).json({ error: 'not_started' });
  return next();
});

simulator.post('/scan', (req, res) => {
  sessionOf(req.params.tenantId).socket.simulateScan('Ada');
  res.json({ ok: true });
});

simulator.post('/logout', (req, res) => {
  sessionOf(req.params.tenantId).socket.simulateLogout();
  res.json({ ok: true });
});

simulator.post('/message', (req, res) => {
  sessionOf(req.params.tenantId).socket.simulateMessage('15550101@s.whatsapp.net', 'hello');
  res.json({ ok: true });
});

module.exports = { simulator };
