// The graph, as the other parts read it, and what they all say it with.

const graph = JSON.parse(document.getElementById('graph').textContent);
const COLUMNS = [
  { title: 'Launchers', what: 'files that start programs', kinds: ['launcher', 'process'], share: 22 },
  { title: 'Services', what: 'what runs, where it listens', kinds: ['service', 'listener'], share: 23 },
  { title: 'Ports', what: '', kinds: ['port'], share: 7 },
  { title: 'Routes', what: 'what is served, by file', kinds: ['module', 'route'], share: 24 },
  { title: 'Requests', what: 'who calls, by file', kinds: ['caller', 'call'], share: 24 },
];
const HEAD = 30, ROW = 24, BORDER = 2, GAP = 14, LANE = 10, FOLD_FROM = 160, FOLD_ALL_FROM = 500, FOLD_ROWS = 3, TOP = 620;
const SAYS = { starts: 'starts', opens: 'opens', serves: 'serves', calls: 'calls', dials: 'dials' };
const BACK = { starts: 'started by', opens: 'opened by', serves: 'served by', calls: 'called by', dials: 'dialled by' };

const $ = (id) => document.getElementById(id);
const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
const columnOf = (node) => COLUMNS.findIndex((column) => column.kinds.includes(node.kind));
const children = new Map();
for (const node of graph.nodes) if (node.parent) push(children, node.parent, node);
const wires = new Map();
for (const edge of graph.edges) { push(wires, edge.source, edge); push(wires, edge.target, edge); }
const heads = graph.nodes.filter((node) => !node.parent);
const folded = new Set();
if (graph.nodes.length > FOLD_FROM) {
  const few = graph.nodes.length > FOLD_ALL_FROM ? 0 : FOLD_ROWS;
  for (const head of heads) if ((children.get(head.id) ?? []).length > few) folded.add(head.id);
}
const elements = new Map();  // node id → its button, of what is drawn
let drawn = [];              // wires as drawn: { edge, path, ends }
let picked = null;
let current = null;          // id of the node that the tab key reaches

function push(map, key, value) {
  if (map.has(key)) map.get(key).push(value); else map.set(key, [value]);
}

function make(tag, options = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(options)) {
    if (key in element && key !== 'role') element[key] = value; else element.setAttribute(key, value);
  }
  element.append(...inside.filter((one) => one !== null && one !== undefined));
  return element;
}

const where = (spot) => (spot.line ? `${spot.path}:${spot.line}` : spot.path);
const count = (number, noun) => `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
const gravest = (node) => node.marks[0] ?? '';
const sign = (mark) => make('span', { className: `mark ${css(mark)}`, title: mark });
const css = (mark) => mark.replace(' ', '-');
