'use strict';

const express = require('express');

const { sessionOf } = require('./session');

const qrRoutes = express.Router();

qrRoutes.get('/:id/qr', (req, res) => {
  const { qr } = sessionOf(req.params.id);
  if (!qr) return res.status(204).end();
  return res.json({ qr });
});

module.exports = { qrRoutes };
