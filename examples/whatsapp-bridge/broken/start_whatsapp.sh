#!/usr/bin/env bash
# Starts only the WhatsApp side.
export BAILEYS_PORT=3310
export QR_PORT=3310

nohup node services/whatsapp/whatsapp_service.js > whatsapp.log 2>&1 &
nohup node services/qr-server/index.js > qr.log 2>&1 &
until curl -sf http://localhost:3310/healthz; do sleep 1; done
