// How code parses a response, in every form known, with the verdict each deserves.
//
// A line `//// row: reach guarded handling flags` opens a row; its spellings follow, one blank line
// between two. `reach` has one letter per response: 204, 204 with a JSON type, 200 empty, 200 HTML,
// 500 HTML; R the parse meets it, B it is kept away, ? not known. Flags: awaited, in_try, error_branch.

//// 1 unguarded: RRRRR none unhandled awaited
async function run(u) { return await (await fetch(u)).json(); }

async function run(u) { const r = await fetch(u); const d = await r.json(); return d; }

async function run(u) { let r; r = await fetch(u); const d = await r.json(); return d; }

async function run(u) { var r = await window.fetch(u), d = await r.json(); return d.x; }

async function run(u) { const { a } = await (await globalThis.fetch(u)).json(); return a; }

const run = async u => await (await fetch(u)).json();

const run = async (u) => { const [a, b] = await Promise.all([fetch(u), 1]); return await a.json(); };

async function run(u) { const p = fetch(u); const r = await p; return await r.json(); }

class Api { async get(u) { const r = await fetch(u); return await r.json(); } }
const run = u => new Api().get(u);

async function run(u) { const load = async () => { const r = await fetch(u); const d = await r.json(); return d; }; return await load(); }

async function run(u) { const r = await fetch(u).catch(e => { throw e; }); return (await r.json()).x; }

async function run(u) { const r = await fetch(u); if (r.status === 401) { show('login'); } return await r.json(); }

async function run(u) { const r = await fetch(u); if (u === '/never') return null; return await r.json(); }

//// 1 returned: RRRRR none unhandled
async function run(u) { return (await fetch(u)).json(); }

async function run(u) { const r = await fetch(u); return r.json(); }

const run = async u => (await fetch(u)).json();

//// 2 chain: RRRRR none unhandled
function run(u) { return fetch(u).then(r => r.json()); }

const run = u => fetch(u).then(function (r) { return r.json(); }).then(d => d);

function run(u) { return fetch(u).then((r) => { return r.json() }).then(show).finally(() => 0); }

function run(u) { fetch(u).then(async r => r.json()).then(show); }

function run(u) { return fetch(u).then(r => r).then(r => r.json()); }

function run(u) { return Promise.all([u].map(x => fetch(x).then(r => r.json()))); }

const run = u => new Promise((resolve, reject) => { fetch(u).then(r => r.json()).then(resolve).catch(reject); });

const toJson = r => r.json();
const run = u => fetch(u).then(toJson);

function toJson(r) { return r.json(); }
const run = async u => toJson(await fetch(u));

function run(u) { var answer = fetch(u).then(r => r.json()); return answer; }
function other(answer) { console.log(answer); return answer; }

//// 2 awaited chain: RRRRR none unhandled awaited
async function run(u) { const d = await fetch(u).then(r => r.json()); return d; }

async function run(u) { return await Promise.all([u].map(x => fetch(x).then(r => r.json()))); }

async function run(u) { const rs = await Promise.all([u].map(x => fetch(x))); return await Promise.all(rs.map(r => r.json())); }

async function run(u) { const rs = await Promise.all([u].map(x => fetch(x))); for (const r of rs) { await r.json(); } }

async function run(u) { const q = { queryFn: async () => { const r = await fetch(u); return await r.json(); } }; return await q.queryFn(); }

//// 3 optional: RRRRR none unhandled awaited
async function run(u) { const r = await fetch(u); return await r?.json(); }

async function run(u) { const r = await fetch(u); return await r?.json?.(); }

async function run(u) { const r = await fetch(u); if (r) { return await r.json(); } }

async function run(u) { const r = await fetch(u); if (!r) return null; return await r.json(); }

async function run(u) { const r = await fetch(u); return r && await r.json(); }

//// 4 clone: RRRRR none unhandled awaited
async function run(u) { const r = await fetch(u); return await r.clone().json(); }

async function run(u) { const r = (await fetch(u)).clone(); return await r.json(); }

async function run(u) { const r = await fetch(u); const c = r.clone(); return await c.json(); }

//// 5 ok: RRRRB ok unhandled awaited
async function run(u) { const r = await fetch(u); if (!r.ok) throw new Error('x'); return await r.json(); }

async function run(u) { const r = await fetch(u); if (!r.ok) { throw new Error('x'); } const d = await r.json(); return d; }

async function run(u) { const r = await fetch(u); if (r.ok) { return await r.json(); } throw new Error('x'); }

async function run(u) { const r = await fetch(u); if (r.ok === false) return null; else return await r.json(); }

async function run(u) { const r = await fetch(u); return r.ok ? await r.json() : null; }

async function run(u) { const r = await fetch(u); return r.ok && await r.json(); }

async function run(u) { const r = await fetch(u); return !r.ok || await r.json(); }

async function run(u) { const r = await fetch(u); const { ok } = r; if (!ok) return null; return await r.json(); }

async function run(u) { const r = await fetch(u); const good = r.ok; if (!good) return null; return await r.json(); }

async function run(u) { for (let i = 0; i < 1; i++) { const r = await fetch(u); if (!r.ok) continue; return await r.json(); } }

async function run(u) { const r = await fetch(u); if (!r.ok || u === '') { return null; } else { return await r.json(); } }

async function run(u) { const r = await fetch(u); if (!r.ok) { show(r.status); return; } { const d = await r.json(); return d; } }

async function run(u) { const r = await fetch(u); if (r.status === 401) { return 1; } else if (!r.ok) { return 2; } return await r.json(); }

async function run(u) { const r = await fetch(u); switch (true) { case r.ok: return await r.json(); default: return null; } }

//// 5 ok in a chain: RRRRB ok unhandled
const run = u => fetch(u).then(r => { if (!r.ok) throw new Error('x'); return r.json(); });

const run = u => fetch(u).then(r => r.ok ? r.json() : Promise.reject(r));

const run = u => fetch(u).then(r => { if (!r.ok) { return Promise.reject(new Error('x')); } return r; }).then(r => r.json());

const check = r => { if (r.ok) return r; throw new Error('x'); };
const run = u => fetch(u).then(check).then(r => r.json());

const run = u => fetch(u).then(r => { if (r.ok) { return r.json(); } throw new Error('x'); }).then(show);

//// 6 2xx: RRRRB ok unhandled awaited
async function run(u) { const r = await fetch(u); if (r.status >= 200 && r.status < 300) return await r.json(); }

async function run(u) { const r = await fetch(u); if (r.status >= 400) throw new Error('x'); return await r.json(); }

async function run(u) { const r = await fetch(u); if (Math.floor(r.status / 100) !== 2) return; return await r.json(); }

async function run(u) { const { status, ...rest } = { status: 1 }; const r = await fetch(u); if (!/^2/.test(r.status)) return; return await r.json(); }

async function run(u) { const r = await fetch(u); if (!String(r.status).startsWith('2')) return; return await r.json(); }

async function run(u) { const r = await fetch(u); if (r.status > 299 || r.status < 200) { throw r; } return await r.json(); }

//// 7 helper: RRRRB ok unhandled awaited
async function throwIfNotOk(r) { if (!r.ok) { const t = (await r.text()) || r.statusText; throw new Error(t); } }
async function run(u) { const r = await fetch(u); await throwIfNotOk(r); return await r.json(); }

function assertOk(r) { if (!r.ok) throw new Error('x'); }
async function run(u) { const r = await fetch(u); assertOk(r); const d = await r.json(); return d; }

async function throwIfNotOk(r) { if (!r.ok) throw new Error('x'); }
async function api(m, u) { const r = await fetch(u, { method: m }); await throwIfNotOk(r); return r; }
async function run(u) { const r = await api('GET', u); return await r.json(); }

const isFine = r => r.status < 400;
async function run(u) { const r = await fetch(u); if (!isFine(r)) return null; return await r.json(); }

async function checked(p) { const r = await p; if (!r.ok) throw new Error('x'); return r; }
async function run(u) { const r = await checked(fetch(u)); return await r.json(); }

//// 7 what never returns: RRRRB ok unhandled awaited
async function readError(r) { let m; try { m = await r.text(); } catch { m = ''; } throw new Error(m); }
async function run(u) { const r = await fetch(u); if (!r.ok) await readError(r); return await r.json(); }

const bail = m => { if (m) throw new Error(m); else throw new TypeError(); };
async function run(u) { const r = await fetch(u); if (!r.ok) bail('no'); return await r.json(); }

async function lost(r) { return Promise.reject(new Error(r.status)); }
async function run(u) { const r = await fetch(u); if (!r.ok) { await lost(r); } return await r.json(); }

function stop(m) { throw new Error(m); }
async function run(u) { const r = await fetch(u); r.ok || stop('no'); return await r.json(); }

class Api { stop() { throw new Error(); } }
class Users extends Api { async get(u) { const r = await fetch(u); if (!r.ok) this.stop(); return await r.json(); } }
const run = u => new Users().get(u);

//// 7 what may return: RRRRR none unhandled awaited
async function warn(r) { let m; try { m = await r.text(); } catch { throw new Error(); } show(m); }
async function run(u) { const r = await fetch(u); if (!r.ok) await warn(r.clone()); return await r.json(); }

const perhaps = m => { if (m === 'never') throw new Error(m); };
async function run(u) { const r = await fetch(u); if (!r.ok) perhaps('no'); return await r.json(); }

async function late(m) { throw new Error(m); }
async function run(u) { const r = await fetch(u); if (!r.ok) late('no').catch(show); return await r.json(); }

const reject = m => Promise.reject(m);
async function run(u) { const r = await fetch(u); if (!r.ok) reject('no').catch(show); return await r.json(); }

//// 7 a method of the class above: RRRRB ok unhandled awaited
class Base { async fetch(u) { const r = await fetch(u); if (!r.ok) throw new Error(); return r; } async get(u) { return await this.fetch(u); } }
class Users extends Base { async all(u) { const r = await this.get(u); return await r.json(); } }
const run = u => new Users().all(u);

class Base { async fetch(u) { const r = await fetch(u); if (!r.ok) throw new Error(); return r; } }
class Users extends Base { async fetch(u) { return await super.fetch(u); } }
class Admins extends Users { async all(u) { const r = await this.fetch(u); return await r.json(); } }
const run = u => new Admins().all(u);

//// 7 a method of the class above that checks nothing: RRRRR none unhandled awaited
class Base { async fetch(u) { return await fetch(u); } }
class Users extends Base { async all(u) { const r = await this.fetch(u); return await r.json(); } }
const run = u => new Users().all(u);

//// 7 helper not awaited: RRRRR none unhandled awaited
async function soft(r) { if (!r.ok) { show('x'); } }
async function run(u) { const r = await fetch(u); soft(r); return await r.json(); }

//// 8 exactly 200: BBRRB status unhandled awaited
async function run(u) { const r = await fetch(u); return r.status === 200 ? await r.json() : null; }

async function run(u) { const r = await fetch(u); if (r.status !== 200) throw new Error(`${r.status}`); return await r.json(); }

async function run(u) { const r = await fetch(u); if (200 == r.status) { return await r.json(); } return null; }

const OK = 200;
async function run(u) { const r = await fetch(u); if (r.status !== OK) return; return await r.json(); }

async function run(u) { const r = await fetch(u); const { status } = r; if (status !== 200) return; return await r.json(); }

async function run(u) { const { r, status } = { r: null, status: 0 }; const x = await fetch(u); if (x.status != 200) return r; return await x.json(); }

//// 9 list: BBRRB status unhandled awaited
async function run(u) { const r = await fetch(u); return [200, 201].includes(r.status) && await r.json(); }

const GOOD = new Set([200, 201]);
async function run(u) { const r = await fetch(u); if (!GOOD.has(r.status)) return; return await r.json(); }

const GOOD = [200, 201];
async function run(u) { const r = await fetch(u); if (GOOD.indexOf(r.status) === -1) return; return await r.json(); }

async function run(u) { const r = await fetch(u); if (!(r.status === 200 || r.status === 201)) return; return await r.json(); }

async function run(u) { const r = await fetch(u); if (![200, 201].some(s => s === r.status)) return; return await r.json(); }

//// 10 switch: BBRRB status unhandled awaited
async function run(u) { const r = await fetch(u); switch (r.status) { case 200: return await r.json(); case 204: return null; default: throw new Error('x'); } }

async function run(u) { const r = await fetch(u); switch (r.status) { case 200: case 201: { const d = await r.json(); return d; } } }

//// 10 switch, 204 alone: BBRRR empty unhandled awaited
async function run(u) { const r = await fetch(u); switch (r.status) { case 204: return null; default: return await r.json(); } }

async function run(u) { const r = await fetch(u); switch (r.status) { case 204: return null; } return await r.json(); }

//// 11 not 204: BBRRR empty unhandled awaited
async function run(u) { const r = await fetch(u); if (r.status !== 204) return await r.json(); }

async function run(u) { const r = await fetch(u); return r.status === 204 ? null : await r.json(); }

async function run(u) { const r = await fetch(u); let d = null; if (r.status != 204) { d = await r.json(); } return d; }

const StatusCodes = { NO_CONTENT: 204 };
async function run(u) { const r = await fetch(u); return r.status === StatusCodes.NO_CONTENT ? null : await r.json(); }

//// 12 204 returns: BBRRR empty unhandled awaited
async function run(u) { const r = await fetch(u); if (r.status === 204) return null; return await r.json(); }

async function run(u) { const r = await fetch(u); if (r.status === 204 || r.status === 205) { return null; } const d = await r.json(); return d; }

async function run(u) { const r = await fetch(u); const empty = r.status === 204; if (empty) return null; return await r.json(); }

async function run(u) { const r = await fetch(u); if (isEmpty(r)) return null; return await r.json(); function isEmpty(x) { return x.status === 204; } }

//// 12 ok, 204 returns: BBRRB empty unhandled awaited
async function run(u) { const r = await fetch(u); if (!r.ok) throw new Error('x'); if (r.status === 204) return null; return await r.json(); }

async function run(u) { const r = await fetch(u); if (r.ok && r.status !== 204) { return await r.json(); } }

async function run(u) { const r = await fetch(u); if (!r.ok) { throw new Error('x'); } else if (r.status === 204) { return; } else { return await r.json(); } }

//// 13 method or 204: BBRRR empty unhandled awaited
async function run(u, m) { const r = await fetch(u); if (m === 'DELETE' || r.status === 204) return null; return await r.json(); }

//// 14 type: BRRBB type unhandled awaited
async function run(u) { const r = await fetch(u); return r.headers.get('content-type')?.includes('application/json') ? await r.json() : null; }

async function run(u) { const r = await fetch(u); const ct = r.headers.get('Content-Type') || ''; if (!ct.includes('json')) return await r.text(); return await r.json(); }

async function run(u) { const r = await fetch(u); const isJson = (r.headers.get('content-type') ?? '').startsWith('application/json'); return isJson ? await r.json() : null; }

async function run(u) { const { headers } = { headers: 1 }; const r = await fetch(u); const type = r.headers.get('content-type'); if (type && type.indexOf('application/json') !== -1) { return await r.json(); } return headers; }

async function run(u) { const r = await fetch(u); if (/application\/json/i.test(r.headers.get('content-type'))) return await r.json(); }

async function run(u) { const r = await fetch(u); const { headers } = r; if (!headers.get('content-type')?.toLowerCase().includes('json')) throw new Error('x'); return await r.json(); }

const isJson = (r) => (r.headers.get('content-type') || '').includes('json');
async function run(u) { const r = await fetch(u); if (!isJson(r)) return null; return await r.json(); }

//// 15 has type: BRRRR other unhandled awaited
async function run(u) { const r = await fetch(u); return r.headers.has('content-type') && await r.json(); }

async function run(u) { const r = await fetch(u); if (!r.headers.get('content-type')) return; return await r.json(); }

//// 16 length not 0: RRBRR other unhandled awaited
async function run(u) { const r = await fetch(u); return r.headers.get('content-length') !== '0' && await r.json(); }

//// 17 204 or length 0: BBBRR empty unhandled awaited
async function run(u) { const r = await fetch(u); if (r.status === 204 || r.headers.get('content-length') === '0') return null; return await r.json(); }

async function run(u) { const r = await fetch(u); const cl = r.headers.get('content-length'); if (r.status === 204) { return null; } if (cl === '0') { return null; } return await r.json(); }

//// 18 length above 0: BBBRR empty unhandled awaited
async function run(u) { const r = await fetch(u); return Number(r.headers.get('content-length')) > 0 && await r.json(); }

async function run(u) { const r = await fetch(u); if (parseInt(r.headers.get('content-length') || '0', 10) === 0) return; return await r.json(); }

async function run(u) { const r = await fetch(u); if (!(+r.headers.get('content-length'))) return; return await r.json(); }

//// 19 body: BBRRR empty unhandled awaited
async function run(u) { const r = await fetch(u); return r.body ? await r.json() : null; }

async function run(u) { const r = await fetch(u); if (r.body === null) return null; return await r.json(); }

async function run(u) { const r = await fetch(u); if (!r.body) { return null; } return await r.json(); }

//// 20 text: RRRRR none unhandled awaited
async function run(u) { const r = await fetch(u); return JSON.parse(await r.text()); }

async function run(u) { const r = await fetch(u); const t = await r.text(); return JSON.parse(t); }

const run = u => fetch(u).then(r => r.text()).then(t => JSON.parse(t));

async function run(u) { const t = await fetch(u).then(r => r.text()); const d = JSON.parse(t.trim()); return d; }

async function run(u) { const t = await (await fetch(u)).text(); return JSON.parse(t); }

//// 21 text, empty looked at: BBBRR empty unhandled awaited
async function run(u) { const r = await fetch(u); const t = await r.text(); return t ? JSON.parse(t) : null; }

async function run(u) { const r = await fetch(u); const t = await r.text(); if (!t) return null; return JSON.parse(t); }

async function run(u) { const r = await fetch(u); const t = await r.text(); if (t.length === 0) { return null; } return JSON.parse(t); }

const run = u => fetch(u).then(r => r.text()).then(t => t ? JSON.parse(t) : {});

async function run(u) { const t = await fetch(u).then(r => r.text()); if (t === '') return {}; return JSON.parse(t); }

async function run(u) { const r = await fetch(u); const t = await r.text(); return t && JSON.parse(t); }

//// 22 text or {}: BBBRR empty unhandled awaited
async function run(u) { const r = await fetch(u); return JSON.parse((await r.text()) || '{}'); }

async function run(u) { const r = await fetch(u); const t = (await r.text()) || 'null'; return JSON.parse(t); }

//// 23 own catch: RRRRR none handled awaited
async function run(u) { const r = await fetch(u); return await r.json().catch(() => null); }

async function run(u) { const r = await fetch(u); const d = await r.json().catch(() => ({})); return d; }

async function run(u) { const r = await fetch(u); return await r.json().then(d => d, () => null); }

async function run(u) { const r = await fetch(u); return await r.json().then(d => d.x).catch(e => show(e)); }

//// 23 own catch in a chain: RRRRR none handled
const run = u => { const answer = fetch(u).then(r => r.json().catch(() => null)); return answer; };

const run = u => fetch(u).then(r => r.json().catch(() => null));

async function run(u) { const r = await fetch(u); return r.json().catch(() => null); }

const nothing = () => null;
const run = u => fetch(u).then(r => r.json().catch(nothing));

//// 24 catch throws again: RRRRR none unhandled awaited
async function run(u) { const r = await fetch(u); return await r.json().catch(e => { throw new Error('bad', { cause: e }); }); }

async function run(u) { const r = await fetch(u); return await r.json().catch(e => Promise.reject(e)); }

function fail(e) { throw e; }
async function run(u) { const r = await fetch(u); return await r.json().catch(fail); }

async function run(u) { const r = await fetch(u); try { return await r.json(); } finally { show(1); } }

//// 24 try throws again: RRRRR none unhandled awaited in_try
async function run(u) { const r = await fetch(u); try { return await r.json(); } catch (e) { throw new Error('bad'); } }

async function run(u) { const r = await fetch(u); try { return await r.json(); } catch (e) { if (u) { throw e; } else { throw new Error('bad'); } } }

//// 25 narrow try: RRRRR none handled awaited in_try
async function run(u) { const r = await fetch(u); try { return await r.json(); } catch { return null; } }

async function run(u) { const r = await fetch(u); let d; try { d = await r.json(); } catch (e) { d = {}; } return d; }

async function run(u) { const r = await fetch(u); const t = await r.text(); try { return JSON.parse(t); } catch { return t; } }

async function run(u) { const r = await fetch(u); try { const d = await r.json(); return d.x; } catch (e) { show(e); } finally { show(2); } }

async function run(u) { let d = null; const r = await fetch(u); try { d = await r.json(); } catch (e) { if (e.name === 'AbortError') throw e; } return d; }

//// 26 try without await: RRRRR none unhandled in_try
async function run(u) { const r = await fetch(u); try { return r.json(); } catch { return null; } }

async function run(u) { try { const r = await fetch(u); return r.json(); } catch (e) { show(e); return null; } }

const run = async (u) => { try { return (await fetch(u)).json(); } catch (e) { return null; } };

//// 26 clone without await: RRRRR none unhandled
async function run(u) { try { const r = await fetch(u); return r.clone().json(); } catch (e) { show(e); return null; } }

//// 26 inside a callback: RRRRR none unhandled
async function run(u) { try { return fetch(u).then(r => r.json()); } catch (e) { return null; } }

//// 27 wide chain: RRRRR none misreported
const run = u => fetch(u).then(r => r.json()).catch(show);

function run(u) { fetch(u).then(r => r.json()).then(d => show(d)).catch(e => show(e)); }

function run(u) { return fetch(u).then(r => { return r.json(); }).then(show).catch(function (e) { show(e); }).finally(() => 0); }

const run = u => fetch(u).then(r => r.json()).then(show, show);

const run = u => (async () => { const r = await fetch(u); return r.json(); })().catch(show);

//// 27 wide try: RRRRR none misreported awaited in_try
async function run(u) { try { const r = await fetch(u); return await r.json(); } catch (e) { show(e); } }

async function run(u) { let d; try { d = await (await fetch(u)).json(); } catch (e) { d = null; } return d; }

async function run(u) { try { const r = await fetch(u); const d = await r.json(); return d; } catch (e) { show(e); return null; } finally { show(0); } }

async function run(u) { const load = async () => { try { const d = await (await fetch(u)).json(); show(d); } catch (e) { show(e); } }; await load(); }

async function run(u) { try { try { const r = await fetch(u); return await r.json(); } catch (e) { throw new Error('x'); } } catch (e) { show(e); } }

//// 27 wide try, chain in it: RRRRR none misreported awaited
async function run(u) { try { const d = await fetch(u).then(r => r.json()); return d; } catch (e) { show(e); } }

async function run(u) { try { return await Promise.all([fetch(u).then(r => r.json())]); } catch (e) { show(e); } }

async function run(u) { async function load() { const r = await fetch(u); const d = await r.json(); return d; } try { return await load(); } catch (e) { show(e); } }

//// 27 ok in a wide try: RRRRB ok misreported awaited in_try
async function run(u) { try { const r = await fetch(u); if (!r.ok) throw new Error('x'); return await r.json(); } catch (e) { show(e); } }

//// 28 onErr: RRRRR none unhandled
const run = u => fetch(u).then(r => r.json(), e => show(e));

//// 29 error branch: BBBBR status unhandled awaited error_branch
async function run(u) { const r = await fetch(u); if (!r.ok) { const e = await r.json(); throw new Error(e.message); } }

async function run(u) { const r = await fetch(u); if (r.ok) return 1; const e = await r.json(); throw new Error(e.message); }

async function run(u) { const r = await fetch(u); if (r.ok) { return 1; } else { const e = await r.json(); show(e); } }

async function run(u) { const r = await fetch(u); if (r.status !== 200 && !r.ok) { const e = await r.json(); throw e; } }

//// 29 error branch with catch: BBBBR status handled awaited error_branch
async function run(u) { const r = await fetch(u); if (!r.ok) { const e = await r.json().catch(() => ({})); show(e); } }

//// 29 error branch, narrow try: BBBBR status handled awaited in_try error_branch
async function run(u) { const r = await fetch(u); if (!r.ok) { let m = ''; try { m = (await r.json()).message; } catch {} show(m); } }

//// 29 error branch, wide try: BBBBR status misreported awaited in_try error_branch
async function run(u) { try { const r = await fetch(u); if (!r.ok) { const e = await r.json(); throw new Error(e.message); } return 1; } catch (e) { show(e); } }

//// 29 error branch with type: BBBBB status unhandled awaited error_branch
async function run(u) { const r = await fetch(u); if (!r.ok) { if (r.headers.get('content-type')?.includes('json')) { const e = await r.json(); throw new Error(e.x); } throw new Error('x'); } }

async function run(u) { const r = await fetch(u); if (r.status === 422) { const e = await r.json(); throw new Error(e.x); } }

//// 30 status 400 and above: BBBBR status unhandled awaited error_branch
async function run(u) { const r = await fetch(u); if (r.status >= 400) { const e = await r.json(); show(e); } }

//// 32 ky response: RRRRB ok unhandled awaited
import ky from 'ky';
async function run(u) { const r = await ky.get(u); return await r.json(); }

import ky from 'ky';
const api = ky.create({});
async function run(u) { const r = await api.get(u); return await r.json(); }

//// 34 node-fetch: RRRRR none unhandled awaited
import nodeFetch from 'node-fetch';
async function run(u) { const r = await nodeFetch(u); return await r.json(); }

const fetch2 = require('node-fetch');
async function run(u) { const r = await fetch2(u); return await r.json(); }

import { fetch as uFetch } from 'undici';
async function run(u) { const r = await uFetch(u); return await r.json(); }

//// not decidable: ????? other unhandled awaited
async function run(u, s) { const r = await fetch(u); if (r.status !== s) return null; return await r.json(); }

async function run(u) { const r = await fetch(u); if (r.headers.get('x-kind') === 'none') return null; return await r.json(); }

//// 204 on request only: ??RRR other unhandled awaited
async function run(u, o = {}) { const r = await fetch(u); if (o.mayBeEmpty && r.status === 204) return null; return await r.json(); }

async function run(u, o = {}) { const r = await fetch(u); if (o.mayBeEmpty) { if (r.status === 204) return null; } return await r.json(); }

//// 7 three hops: RRRRB ok unhandled awaited
async function a(u) { const r = await fetch(u); if (!r.ok) throw new Error('x'); return r; }
const b = u => a(u);
async function c(u) { show(u); return await b(u); }
async function run(u) { const r = await c(u); return await r.json(); }

class Api {
  async send(u, o) { const r = await fetch(u, o); if (!r.ok) { throw new Error('x'); } return r; }
  get(u) { return this.send(u, { method: 'GET' }); }
  async load(u) { const r = await this.get(u); return await r.json(); }
}
const run = u => new Api().load(u);

//// 1 calls itself: RRRRR none unhandled awaited
async function run(u, n) { const d = (await fetch(u).then(r => r.json())); if (n) return run(u, 0); return d; }

//// deferred: RRRRR none unhandled
const run = u => { const d = {}; const p = new Promise((ok, no) => { d.resolve = ok; d.reject = no; }); fetch(u).then(r => r.json()).then(b => d.resolve(b)).catch(e => d.reject(e)); return p; };

//// 20 text handed to JSON.parse: RRRRR none unhandled
const run = u => fetch(u).then(r => r.text()).then(JSON.parse);

//// 20 text handed to JSON.parse, awaited: RRRRR none misreported awaited
async function run(u) { try { return await fetch(u).then(r => r.text()).then(JSON.parse); } catch (e) { show(e); } }

//// 20 text or {} handed to JSON.parse: BBBRR empty unhandled
const run = u => fetch(u).then(r => r.text()).then(t => t || '{}').then(JSON.parse);
