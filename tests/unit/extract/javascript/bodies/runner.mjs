// Runs each form of the table on real `Response` objects and tells what happened.
// Reads [{source}] on stdin, writes [[{reached, escaped}, …per scenario], …] on stdout.
import { readFileSync } from 'node:fs';

const { forms, scenarios } = JSON.parse(readFileSync(0, 'utf8'));
let escapes = 0;
process.on('unhandledRejection', () => { escapes += 1; });
const tick = () => new Promise(resolve => setTimeout(resolve, 0));

async function attempt(source, scenario) {
  let reached = 0;
  const watched = body => {
    const headers = {};
    if (scenario.content_type) headers['content-type'] = scenario.content_type;
    if (scenario.length) headers['content-length'] = scenario.length;
    return watch(new Response(body, { status: scenario.status, headers }));
  };
  const watch = response => {
    const { json, clone } = response;
    response.json = function () { reached += 1; return json.call(this); };
    response.clone = function () { return watch(clone.call(this)); };
    return response;
  };
  const fetch = async () => {
    if (scenario.fails) throw new TypeError('fetch failed');
    return watched(scenario.status === 204 ? null : scenario.text);
  };
  const ky = async () => {
    const response = await fetch();
    if (!response.ok) throw new Error('HTTPError');
    return response;
  };
  ky.get = ky;
  ky.create = () => ky;
  const parser = {
    parse(text) {
      try { return JSON.parse(text); } catch (error) { reached += 1; throw error; }
    },
  };
  const names = {
    fetch, ky, nodeFetch: fetch, uFetch: fetch, require: () => fetch, window: { fetch },
    globalThis: { fetch }, JSON: parser, show: () => null,
  };
  const body = source.replace(/^import .*$/gm, '');
  const before = escapes;
  let rejected = false;
  try {
    const run = new Function(...Object.keys(names), `${body}; return run;`)(...Object.values(names));
    await run('/x');
  } catch { rejected = true; }
  await tick();
  return { reached: reached > 0, escaped: rejected || escapes > before };
}

const results = [];
for (const source of forms) {
  const row = [];
  for (const scenario of scenarios) row.push(await attempt(source, scenario));
  results.push(row);
}
process.stdout.write(JSON.stringify(results));
