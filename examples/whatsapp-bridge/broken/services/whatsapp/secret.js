'use strict';

const crypto = require('node:crypto');

const digest = (text) => crypto.createHash('sha256').update(text).digest();

/** Let only Flask in. */
function requireSecret(req, res, next) {
  const secret = process.env.INTERNAL_SECRET || 'baileys-secret';
  const sent = req.get('X-Internal-Secret');
  if (!secret || !sent || !crypto.timingSafeEqual(digest(sent), digest(secret))) {
    return res.status(401).json({ error: 'unauthorized' });
  }
  return next();
}

module.exports = { requireSecret };
