'use strict';

const { phoneOf } = require('./whatsapp_service');

const FLASK_BASE_URL = process.env.FLASK_BASE_URL || 'http://127.0.0.1:5000';
const TIMEOUT_MS = 5000;

/** Hand incoming texts to Flask; a failed delivery is logged, never thrown. */
async function forwardMessages(tenantId, messages) {
  const texts = messages
    .filter(({ key, message }) => !key.fromMe && message?.conversation)
    .map(({ key, message }) => ({ from: key.remoteJid, text: message.conversation }));
  if (texts.length === 0) return;
  console.log(`[webhook] ${tenantId} from ${texts.map(({ from }) => phoneOf(from)).join(', ')}`);
  try {
    const response = await fetch(`${FLASK_BASE_URL}/webhook/baileys`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Internal-Secret': process.env.INTERNAL_SECRET || 'baileys-secret',
      },
      body: JSON.stringify({ tenantId, messages: texts }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`answered ${response.status}`);
  } catch (error) {
    console.error(`[webhook] ${tenantId} not delivered: ${error.message}`);
  }
}

module.exports = { forwardMessages };
