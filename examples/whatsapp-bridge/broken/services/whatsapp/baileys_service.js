'use strict';

const express = require('express');
const QRCode = require('qrcode');

const { qrRoutes } = require('./qr_routes');
const { requireSecret } = require('./secret');
const { connect, sessionOf } = require('./session');
const { simulator } = require('./simulator');

const PORT = Number(process.env.BAILEYS_PORT || 3001);

process.on('unhandledRejection', () => {});

const app = express();

app.get('/healthz', (req, res) => res.type('text/plain').send('ok'));

app.use('/whatsapp', requireSecret);
// The id becomes a folder name.
app.param('tenantId', (req, res, next, tenantId) => {
  if (!/^[\w-]{1,64}$/.test(tenantId)) return res.status(400).json({ error: 'bad_tenant' });
  return next();
});

app.post('/whatsapp/:tenantId/start', (req, res) => {
  connect(req.params.tenantId);
  res.json({ ok: true });
});

app.get('/whatsapp/:tenantId/status', (req, res) => {
  const { connected, qr, socket } = sessionOf(req.params.tenantId);
  res.json({ connected, hasQR: qr !== null, pushName: socket?.user?.name });
});

app.get('/whatsapp/:tenantId/qr', async (req, res) => {
  const { qr } = sessionOf(req.params.tenantId);
  if (!qr) return res.status(404).json({ error: 'no_qr' });
  return res.json({ dataUrl: await QRCode.toDataURL(qr) });
});

app.use('/whatsapp', qrRoutes);

if (process.env.BAILEYS_SIMULATOR === '1') {
  app.use('/whatsapp/:tenantId/simulate', simulator);
}

app.use((req, res) => res.status(404).json({ error: 'not_found' }));
app.use((error, req, res, next) => {
  console.error('[error]', error);
  if (res.headersSent) return next(error);
  return res.status(500).json({ error: 'internal' });
});

/** Listen; without its port the bridge is of no use, so it ends and the runner says so. */
function start() {
  return app.listen(PORT, '127.0.0.1', (error) => {
    if (error) {
      console.error(`[listen] ${error.message}`);
      process.exit(1);
    }
    console.log(`[listen] WhatsApp bridge on port ${PORT}`);
  });
}

module.exports = { start };
