import express from 'express';

export function createServer() {
  const app = express();
  app.get('/items', (_req, res) => res.json([]));
  return app;
}
