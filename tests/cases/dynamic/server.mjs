import { readdirSync } from 'node:fs';
import express from 'express';

const app = express();
for (const name of readdirSync('./routes')) {
  const { default: router } = await import(`./routes/${name}`);
  app.use(router);
}
app.listen(process.env.PORT);
