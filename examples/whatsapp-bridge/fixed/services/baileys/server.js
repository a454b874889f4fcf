'use strict';

const { start } = require('../whatsapp/baileys_service');

start();
