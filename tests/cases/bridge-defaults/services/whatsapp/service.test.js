const express = require('express');

test('listens', () => express().listen(3300));
test('the old port', () => fetch('http://localhost:3001/whatsapp/1/status'));
