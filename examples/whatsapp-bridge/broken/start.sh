#!/usr/bin/env bash
# Starts everything on the server.
set -a
. ./.env.shared
set +a
export BAILEYS_PORT=3001

lsof -ti :3001 | xargs -r kill
node services/baileys/server.js &
gunicorn -w 4 -k eventlet -b 0.0.0.0:5000 wsgi:app &
echo "started"
