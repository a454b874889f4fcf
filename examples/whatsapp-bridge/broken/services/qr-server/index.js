'use strict';

const axios = require('axios');
const express = require('express');

const PORT = process.env.QR_PORT || 3310;
const BAILEYS_BASE_URL = process.env.BAILEYS_BASE_URL || 'http://127.0.0.1:3300';

const app = express();

app.get('/qr', async (req, res) => {
  if (req.get('X-Internal-Secret') !== process.env.INTERNAL_SECRET) {
    return res.status(401).json({ error: 'unauthorized' });
  }
  const { data } = await axios.get(`${BAILEYS_BASE_URL}/whatsapp/default/qr`);
  return res.send(`<img src="${data.dataUrl}" alt="QR code">`);
});

app.listen(PORT, () => console.log(`QR page on ${PORT}`));

process.on('unhandledRejection', (reason) => console.error('[unhandledRejection]', reason));
process.on('uncaughtException', (error) => console.error('[uncaughtException]', error));
