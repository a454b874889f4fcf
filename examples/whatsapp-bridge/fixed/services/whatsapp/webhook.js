'use strict';

const axios = require('axios');

const FLASK_BASE_URL = process.env.FLASK_BASE_URL || 'http://127.0.0.1:5000';
const TIMEOUT_MS = 5000;

/** Hand incoming texts to Flask; a failed delivery is logged, never thrown. */
async function forwardMessages(tenantId, messages) {
  const texts = messages
    .filter(({ key, message }) => !key.fromMe && message?.conversation)
    .map(({ key, message }) => ({ from: key.remoteJid, text: message.conversation }));
  if (texts.length === 0) return;
  try {
    await axios.post(
      `${FLASK_BASE_URL}/webhook/baileys`,
      { tenantId, messages: texts },
      { headers: { 'X-Internal-Secret': process.env.INTERNAL_SECRET }, timeout: TIMEOUT_MS },
    );
    console.log(`[message] ${tenantId} delivered=${texts.length}`);
  } catch (error) {
    console.error(`[webhook] ${tenantId} not delivered: ${error.message}`);
  }
}

module.exports = { forwardMessages };
