// Loads Express programs with the real Express; says what their stacks hold and what answers.
// Reads jobs `[folder, [[method, path], …]]` as JSON from standard input; NODE_PATH finds Express.
'use strict';

const http = require('node:http');

function routes(stack, prefix) {
  return stack.flatMap((layer) => {
    const paths = [layer.route ? layer.route.path : layer.rawPath].flat();
    return paths.flatMap((path) => {
      const whole = path === '/' ? prefix : prefix + path.replace(/\/$/, '');
      if (layer.route) {
        const methods = Object.keys(layer.route.methods).length > 20 ? ['all'] : Object.keys(layer.route.methods);
        return methods.map((method) => [method.toUpperCase(), whole || '/']);
      }
      return layer.handle.stack ? routes(layer.handle.stack, whole) : [];
    });
  });
}

function ask(port, method, path) {
  return new Promise((resolve, reject) => {
    const request = http.request({ port, method, path, agent: false }, (response) => {
      let text = '';
      response.on('data', (piece) => (text += piece));
      response.on('end', () => resolve(response.statusCode === 200 ? text : ''));
    });
    request.on('error', reject);
    request.end();
  });
}

async function probe([folder, requests]) {
  const app = require(`${folder}/main.js`);
  const server = await new Promise((resolve) => {
    const opened = app.listen(0, '127.0.0.1', () => resolve(opened));
  });
  const answers = [];
  for (const [method, path] of requests) {
    answers.push(await ask(server.address().port, method, path));
  }
  server.close();
  return [routes(app.router.stack, ''), answers];
}

async function main() {
  let text = '';
  for await (const piece of process.stdin) text += piece;
  const found = [];
  for (const job of JSON.parse(text)) found.push(await probe(job));
  process.stdout.write(JSON.stringify(found));
}

main();
