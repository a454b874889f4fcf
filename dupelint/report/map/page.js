// The page of `dupelint map`: lays the graph out, lets a reader filter it and walk along its wires.
// Text from the project reaches the page through textContent only.
'use strict';
(() => {
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

  // --- what is shown --------------------------------------------------------------------------

  // Ids that a node is wired to in one direction (-1 to the left, 1 to the right), step by step.
  function trace(start, direction) {
    const seen = new Set([start.id]);
    const queue = [start];
    for (const child of children.get(start.id) ?? []) { seen.add(child.id); queue.push(child); }
    while (queue.length) {
      const node = queue.shift();
      const around = [node];
      if (node.parent) around.push(nodes.get(node.parent));
      for (const one of around) {
        seen.add(one.id);
        for (const edge of wires.get(one.id) ?? []) {
          const other = nodes.get(edge.source === one.id ? edge.target : edge.source);
          const step = columnOf(other) - columnOf(one) || (edge.source === one.id ? 1 : -1);
          if (Math.sign(step) !== direction || seen.has(other.id)) continue;
          seen.add(other.id);
          queue.push(other);
          // A whole file is reached through its head: what it holds goes on from there.
          if (!other.parent && other.kind !== 'port') {
            for (const child of children.get(other.id) ?? []) {
              if (direction === 1 || child.kind !== 'process') { seen.add(child.id); queue.push(child); }
            }
          }
        }
      }
    }
    return seen;
  }

  function chain(node) {
    return new Set([...trace(node, -1), ...trace(node, 1)]);
  }

  function visible() {
    const words = $('search').value.toLowerCase().split(/\s+/).filter(Boolean);
    const service = $('service').value;
    const faults = $('faults').checked;
    const off = new Set([...document.querySelectorAll('#kinds input:not(:checked)')].map((box) => +box.value));
    const within = service ? chain(nodes.get(service)) : null;
    const fits = (node) => {
      const text = `${node.label} ${node.detail} ${node.path} ${node.kind}`.toLowerCase();
      return words.every((word) => text.includes(word)) && (!faults || node.findings.length > 0);
    };
    const shown = new Set();
    for (const head of heads) {
      if (off.has(columnOf(head))) continue;
      const inside = (children.get(head.id) ?? []).filter(
        (child) => !within || within.has(child.id) || within.has(head.id) && child.kind !== 'process' && child.kind !== 'call');
      if (within && !within.has(head.id) && !inside.some((child) => within.has(child.id))) continue;
      const kept = inside.filter(fits);
      if (!kept.length && !fits(head)) continue;
      shown.add(head.id);
      for (const child of kept.length ? kept : faults ? [] : inside) shown.add(child.id);
    }
    return shown;
  }

  // --- drawing --------------------------------------------------------------------------------

  function draw() {
    const shown = visible();
    const cards = heads.filter((head) => shown.has(head.id)).map((head) => {
      const rows = (children.get(head.id) ?? []).filter((child) => shown.has(child.id));
      const open = !folded.has(head.id);
      return { head, rows, open, height: HEAD + BORDER + (open ? rows.length * ROW : 0) };
    });
    const columns = measured(cards);
    const lanes = arranged(cards, columns);
    $('cards').replaceChildren(...cards.map((card) => drawnCard(card, columns)));
    const height = Math.max(0, ...cards.map((card) => card.y + card.height));
    $('stage').style.height = `${height + 20}px`;
    drawWires(cards, columns, lanes);
    titles(columns, cards);
    const total = graph.nodes.length;
    $('shown').textContent = shown.size === total ? count(total, 'node') : `${shown.size.toLocaleString('en')} of ${count(total, 'node')}`;
    $('nothing').hidden = cards.length > 0;
    $('fold').textContent = cards.some((card) => card.open && card.rows.length) ? 'Collapse all' : 'Expand all';
    if (!elements.has(current)) current = cards.length ? cards[0].head.id : null;
    rove(current, false);
    if (picked) light(picked);
  }

  // Where each column stands; one with nothing in it takes no room.
  function measured(cards) {
    const used = COLUMNS.map((_, index) => cards.some((card) => columnOf(card.head) === index));
    const width = Math.min(1900, $('stage').clientWidth || 1248);
    const count = used.filter(Boolean).length;
    const between = count > 1 ? Math.max(44, width * 0.04) : 0;
    const shares = COLUMNS.reduce((sum, column, index) => sum + (used[index] ? column.share : 0), 0);
    const unit = Math.min(26, (width - between * (count - 1)) / Math.max(shares, 1) / 1) || 0;
    let x = 0;
    return COLUMNS.map((column, index) => {
      if (!used[index]) return { x, width: 0, used: false };
      const place = { x, width: Math.floor(Math.min(unit, 26) * column.share), used: true };
      x += place.width + between;
      return place;
    });
  }

  // Heights and order by dagre, with every card held in its column. A wire that passes a column gets
  // a lane between its cards. Returns the lanes of each pair of cards.
  function arranged(cards, columns) {
    const layout = new dagre.graphlib.Graph();
    const rankOf = new Map();  // id of a card → its column, empty ones not counted
    const rank = [];
    columns.forEach((column) => rank.push(column.used ? rank.filter((one) => one !== null).length : null));
    const present = [...new Set(rank.filter((one) => one !== null))];
    layout.setGraph({
      rankdir: 'LR', nodesep: GAP, edgesep: LANE, ranksep: 40,
      // makeSpaceForEdgeLabels of dagre doubles every length: ranks count by two.
      ranker: (inner) => inner.nodes().forEach((id) => { inner.node(id).rank = (rankOf.get(id) ?? 0) * 2; }),
    });
    layout.setDefaultEdgeLabel(() => ({}));
    const cardOf = new Map();
    for (const card of cards) {
      const index = columnOf(card.head);
      layout.setNode(card.head.id, { width: columns[index].width, height: card.height });
      rankOf.set(card.head.id, rank[index]);
      cardOf.set(card.head.id, card);
      for (const row of card.rows) cardOf.set(row.id, card);
    }
    const pairs = new Map();
    for (const edge of graph.edges) {
      const ends = [cardOf.get(edge.source), cardOf.get(edge.target)];
      if (!ends[0] || !ends[1] || ends[0] === ends[1]) continue;
      ends.sort((a, b) => columnOf(a.head) - columnOf(b.head));
      const [left, right] = ends;
      const span = rank[columnOf(right.head)] - rank[columnOf(left.head)];
      if (!span) continue;
      const key = JSON.stringify([left.head.id, right.head.id]);
      if (!pairs.has(key)) pairs.set(key, { left, right, span, weight: 0 });
      pairs.get(key).weight += 1;
    }
    for (const pair of pairs.values()) {
      layout.setEdge(pair.left.head.id, pair.right.head.id, { minlen: pair.span, weight: Math.min(pair.weight, 4), width: 0, height: 0 });
    }
    if (present.length) dagre.layout(layout, { disableOptimalOrderHeuristic: cards.length > 400 });
    for (const card of cards) {
      const at = layout.node(card.head.id);
      card.y = at.y - card.height / 2;
    }
    const lanes = new Map();
    for (const [key, pair] of pairs) {
      pair.lanes = pair.span < 2 ? [] : passed(layout, pair, columns);
      if (pair.lanes.length) lanes.set(key, pair.lanes);
    }
    settle(cards, pairs, columns);
    return lanes;
  }

  // Where dagre leads the wire of a pair through the columns between: one point for each.
  function passed(layout, pair, columns) {
    const edge = layout.edge(pair.left.head.id, pair.right.head.id);
    const [start, end] = [pair.left.head.id, pair.right.head.id].map((id) => layout.node(id).x);
    return columns.map((_, column) => column)
      .filter((column) => columns[column].used && column > columnOf(pair.left.head) && column < columnOf(pair.right.head))
      .map((column, index) => {
        const x = start + (end - start) * (index + 1) / pair.span;
        const near = edge.points.reduce((best, point) => (Math.abs(point.x - x) < Math.abs(best.x - x) ? point : best));
        return { column, y: near.y };
      });
  }

  // Draws the columns together: dagre's order is kept, its gaps are not. The longest column decides
  // the height; the others come as close to what they are wired to as their order allows.
  function settle(cards, pairs, columns) {
    const items = new Map(cards.map((card) => [card, { height: card.height, wired: [] }]));
    const stacks = columns.map(() => []);
    for (const card of cards) stacks[columnOf(card.head)].push({ item: items.get(card), order: card.y + card.height / 2 });
    const shared = new Map();  // wires that leave one card pass a column as a bundle
    for (const pair of pairs.values()) {
      for (const point of pair.lanes) push(shared, `${point.column} ${pair.left.head.id}`, point);
    }
    const passing = [];
    const lane = new Map();
    for (const points of shared.values()) {
      const bundle = { height: LANE, wired: [] };
      const order = points.reduce((sum, point) => sum + point.y, 0) / points.length;
      stacks[points[0].column].push({ item: bundle, order });
      for (const point of points) { passing.push([point, bundle]); lane.set(point, bundle); }
    }
    for (const pair of pairs.values()) {
      const way = [items.get(pair.left), ...pair.lanes.map((point) => lane.get(point))];
      way.push(items.get(pair.right));
      for (let index = 1; index < way.length; index += 1) {
        way[index - 1].wired.push({ to: way[index], weight: pair.weight });
        way[index].wired.push({ to: way[index - 1], weight: pair.weight });
      }
    }
    const ordered = stacks.map((stack) => stack.sort((one, other) => one.order - other.order).map(({ item }) => item));
    const tall = (stack) => stack.reduce((sum, item) => sum + item.height + gapOf(item), 0);
    const height = Math.max(0, ...ordered.map(tall));
    for (const stack of ordered) {
      let y = 0;
      for (const item of stack) { item.y = y; y += item.height + gapOf(item); }
    }
    const longest = ordered.findIndex((stack) => tall(stack) === height);
    const sweep = [...columns.keys()].sort((one, other) => Math.abs(one - longest) - Math.abs(other - longest));
    for (let round = 0; round < 6; round += 1) for (const column of sweep) {
      // What starts and what listens stays near the top, however long the routes are.
      if (column !== longest) pull(ordered[column], column < 3 ? Math.min(height, Math.max(tall(ordered[column]), TOP)) : height);
    }
    for (const [card, item] of items) card.y = Math.round(item.y) + 4;
    for (const [point, bundle] of passing) point.y = Math.round(bundle.y + LANE / 2) + 4;
  }

  const gapOf = (item) => (item.height === LANE ? 2 : GAP);

  // Places a column's items as near as can be to the middle of what each is wired to, in order and
  // without overlap: isotonic regression by pooling of neighbours that would collide.
  function pull(stack, height) {
    const blocks = [];
    let before = 0, loose = [];  // items without a wire go with the next one, the last with the one before
    for (const item of stack) {
      const weight = item.wired.reduce((sum, wire) => sum + wire.weight, 0);
      const start = before;
      before += item.height + gapOf(item);
      if (!weight) { loose.push(item); continue; }
      const middle = item.wired.reduce((sum, { to, weight: part }) => sum + part * (to.y + to.height / 2), 0) / weight;
      blocks.push({ items: [...loose, item], weight, wish: middle - item.height / 2 - start });
      loose = [];
      while (blocks.length > 1 && blocks.at(-2).wish > blocks.at(-1).wish) {
        const last = blocks.pop(), block = blocks.at(-1);
        block.wish = (block.wish * block.weight + last.wish * last.weight) / (block.weight + last.weight);
        block.weight += last.weight;
        block.items.push(...last.items);
      }
    }
    if (loose.length && !blocks.length) return;
    blocks.at(-1)?.items.push(...loose);
    let offset = 0;
    for (const block of blocks) {
      const shift = Math.min(Math.max(block.wish, 0), height - before);
      for (const item of block.items) { item.y = offset + shift; offset += item.height + gapOf(item); }
    }
  }

  function drawnCard(card, columns) {
    const place = columns[columnOf(card.head)];
    const box = make('div', { className: ['card', card.head.kind, css(gravest(card.head))].join(' ').trim() });
    box.style.left = `${place.x}px`;
    box.style.top = `${card.y}px`;
    box.style.width = `${place.width}px`;
    box.style.height = `${card.height}px`;
    card.x = place.x;
    card.width = place.width;
    box.append(button(card.head, card));
    if (card.open) for (const row of card.rows) box.append(button(row, null));
    card.box = box;
    return box;
  }

  function button(node, card) {
    const mark = gravest(node);
    const element = make('button', {
      type: 'button', className: `node ${card ? 'head' : 'row'} ${css(mark)}`, tabIndex: -1,
      title: [node.label, node.detail, node.path && where(node)].filter(Boolean).join('\n'),
      'aria-label': spoken(node, card), 'data-id': node.id,
    });
    if (card && (children.get(node.id) ?? []).length) {
      element.append(make('span', { className: 'twist' }, card.open ? '▾' : '▸'));
      element.setAttribute('aria-expanded', String(card.open));
    }
    element.append(...content(node).filter(Boolean));
    if (card && !card.open && card.rows.length) element.append(make('span', { className: 'badge' }, String(card.rows.length)));
    if (card && node.runtime && node.kind === 'caller') element.append(make('span', { className: 'badge' }, node.runtime));
    const inner = card && !card.open ? worst([node, ...card.rows]) : mark;
    if (inner) element.append(sign(inner));
    if (inner && inner !== mark) element.classList.add(css(inner));
    elements.set(node.id, element);
    return element;
  }

  const worst = (list) => ['broken', 'duplicate', 'in force'].find((mark) => list.some((node) => node.marks.includes(mark))) ?? '';

  function content(node) {
    if (node.kind === 'route' || node.kind === 'call') {
      const [method, ...rest] = node.label.split(' ');
      const several = method.split(',').sort((one, other) => (other === 'GET') - (one === 'GET'));
      const address = rest.join(' ').replace(/^\w+:\/\/(?:localhost|127\.0\.0\.1|\{location\.hostname\})(?=:)/, '');
      return [make('span', { className: 'method' }, several.length > 1 ? `${several[0]} +${several.length - 1}` : method), make('span', { className: 'text' }, address)];
    }
    if (node.kind === 'process') {
      const [, name, ports] = /^(.*?)((?: :\d+)*)$/s.exec(node.label);
      const same = nodes.get(node.parent).label.split(' ').includes(name);
      return [
        same ? null : make('span', { className: 'name' }, name), make('span', { className: 'text more' }, node.detail),
        ports ? make('span', { className: 'badge port' }, ports.trim()) : null,
      ];
    }
    if (node.kind === 'listener') {
      return [make('span', { className: 'name' }, node.path.split('/').pop()), make('span', { className: 'text more' }, node.label)];
    }
    if (node.kind === 'service' && node.detail !== node.label) {
      return [make('span', { className: 'name' }, node.label), pathText(node.detail)];
    }
    if (['module', 'caller', 'launcher', 'service'].includes(node.kind)) return [pathText(node.label)];
    return [make('span', { className: 'text' }, node.label)];
  }

  // A path that is cut at its start: its end says more.
  function pathText(path) {
    const at = path.lastIndexOf('/') + 1;
    return make('span', { className: 'text path' }, make('bdi', {}, make('span', { className: 'dim' }, path.slice(0, at)), path.slice(at)));
  }

  function spoken(node, card) {
    const parts = [`${node.kind} ${node.label}`, ...node.marks];
    if (node.findings.length) parts.push(count(node.findings.length, 'finding'));
    if (card && card.rows.length) parts.push(`holds ${card.rows.length}`);
    if (node.path) parts.push(where(node));
    return parts.join(', ');
  }

  // --- wires ----------------------------------------------------------------------------------

  const SVG = 'http://www.w3.org/2000/svg';
  function svg(tag, attributes) {
    const element = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  function arrows() {
    const defs = svg('defs', {});
    for (const name of ['plain', 'duplicate', 'broken', 'live']) {
      const marker = svg('marker', { id: `arrow-${name}`, class: name, viewBox: '0 0 8 8', refX: 7.2, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: 'userSpaceOnUse', orient: 'auto' });
      marker.append(svg('path', { d: 'M0,0.6 L8,4 L0,7.4 z' }));
      defs.append(marker);
    }
    return defs;
  }

  function drawWires(cards, columns, lanes) {
    const spots = new Map();
    for (const card of cards) {
      const middle = card.y + 1 + HEAD / 2;
      spots.set(card.head.id, { card, y: middle });
      card.rows.forEach((row, index) => spots.set(row.id, { card, y: card.open ? card.y + 1 + HEAD + ROW * index + ROW / 2 : middle }));
    }
    const seen = new Map();
    drawn = [];
    const layer = [];
    for (const edge of graph.edges) {
      const from = spots.get(edge.source), to = spots.get(edge.target);
      if (!from || !to) continue;
      const d = route(from, to, columns, lanes);
      const same = seen.get(d);
      if (same) { same.ends.push([edge.source, edge.target]); if (edge.mark) mark(same.path, edge.mark); continue; }
      const path = svg('path', { d, 'marker-end': 'url(#arrow-plain)' });
      if (edge.mark) mark(path, edge.mark);
      const wire = { path, ends: [[edge.source, edge.target]] };
      seen.set(d, wire);
      drawn.push(wire);
      layer.push(path);
    }
    // Faults lie on top.
    layer.sort((a, b) => Number(a.hasAttribute('class')) - Number(b.hasAttribute('class')));
    $('wires').replaceChildren(arrows(), ...layer);
  }

  function mark(path, name) {
    if (path.classList.contains('broken')) return;
    path.setAttribute('class', name);
    path.setAttribute('marker-end', `url(#arrow-${name})`);
  }

  // A curve from one spot to another; through the lane where it passes a column.
  function route(from, to, columns, lanes) {
    const a = columnOf(from.card.head), b = columnOf(to.card.head);
    if (a === b) {
      const x = columns[a].x + columns[a].width, out = x + 26;
      return `M${x},${from.y} C${out},${from.y} ${out},${to.y} ${x},${to.y}`;
    }
    const forward = a < b;
    const [left, right] = forward ? [from, to] : [to, from];
    const low = Math.min(a, b), high = Math.max(a, b);
    const points = [[columns[low].x + columns[low].width, left.y]];
    const lane = lanes.get(JSON.stringify([left.card.head.id, right.card.head.id]));
    if (lane) {
      for (const { column, y } of lane) {
        points.push([columns[column].x - 6, y], [columns[column].x + columns[column].width + 6, y]);
      }
    }
    points.push([columns[high].x, right.y]);
    if (!forward) points.reverse();
    let d = `M${points[0]}`;
    for (let index = 1; index < points.length; index += 1) {
      const [x0, y0] = points[index - 1], [x1, y1] = points[index];
      if (index % 2 === 0) { d += ` L${x1},${y1}`; continue; }
      const half = (x0 + x1) / 2;
      d += ` C${half},${y0} ${half},${y1} ${x1},${y1}`;
    }
    return d;
  }

  // --- one node -------------------------------------------------------------------------------

  function light(node) {
    const live = chain(node);
    $('cards').classList.add('chosen');
    $('wires').classList.add('chosen');
    for (const [id, element] of elements) element.classList.toggle('live', live.has(id));
    for (const box of $('cards').children) {
      box.classList.toggle('live', [...box.children].some((one) => live.has(one.dataset.id)));
    }
    for (const wire of drawn) {
      const on = wire.ends.some(([source, target]) => live.has(source) && live.has(target));
      wire.path.classList.toggle('live', on);
      if (!wire.path.matches('.duplicate, .broken')) wire.path.setAttribute('marker-end', `url(#arrow-${on ? 'live' : 'plain'})`);
    }
  }

  function pick(node) {
    elements.get(picked?.id)?.classList.remove('picked');
    picked = node;
    elements.get(node.id)?.classList.add('picked');
    light(node);
    details(node);
    elements.get(node.id)?.scrollIntoView({ block: 'nearest' });
    clear();
  }

  // Keeps the chosen node above the panel.
  function clear() {
    const element = elements.get(picked?.id);
    if (!element || $('details').hidden) return;
    const hidden = element.getBoundingClientRect().bottom - $('details').getBoundingClientRect().top + 24;
    if (hidden > 0) window.scrollBy({ top: hidden });
  }

  function close() {
    elements.get(picked?.id)?.classList.remove('picked');
    picked = null;
    $('details').hidden = true;
    document.body.classList.remove('open');
    $('cards').classList.remove('chosen');
    $('wires').classList.remove('chosen');
    for (const element of document.querySelectorAll('.live:not(marker)')) element.classList.remove('live');
    for (const wire of drawn) if (!wire.path.matches('.duplicate, .broken')) wire.path.setAttribute('marker-end', 'url(#arrow-plain)');
  }

  function panel(title, tags, left, right) {
    const shut = make('button', { type: 'button', 'aria-label': 'Close details' }, '✕ Close');
    shut.addEventListener('click', () => { const back = current; close(); rove(back, true); });
    const badges = tags.map((tag) => make('span', { className: 'badge' }, tag));
    $('details').replaceChildren(
      make('div', { className: 'top' }, make('h2', {}, title), ...badges, shut),
      make('div', { className: 'grid' }, make('div', {}, ...left), make('div', {}, ...right)),
    );
    $('details').hidden = false;
    $('details').scrollTop = 0;
    document.body.classList.add('open');
  }

  function details(node) {
    const left = [];
    if (node.detail && node.detail !== node.path) left.push(make('p', { className: 'say' }, make('code', {}, node.detail)));
    if (node.places.length) {
      left.push(make('h3', {}, 'Where'), make('ul', { className: 'places' }, ...node.places.map((spot) => make('li', {}, make('code', {}, where(spot))))));
    }
    const links = [];
    if (node.parent) links.push(link('part of', nodes.get(node.parent)));
    for (const edge of wires.get(node.id) ?? []) {
      const out = edge.source === node.id;
      links.push(link((out ? SAYS : BACK)[edge.relation], nodes.get(out ? edge.target : edge.source)));
    }
    for (const child of children.get(node.id) ?? []) links.push(link('holds', child));
    if (links.length) left.push(make('h3', {}, 'Wires'), make('ul', {}, ...links));
    const found = node.findings.map((number) => finding(graph.findings[number]));
    const right = [make('h3', {}, node.findings.length ? count(node.findings.length, 'finding') : 'No finding'), ...found];
    panel(node.label, [node.kind, node.runtime, ...node.marks].filter(Boolean), left, right);
  }

  function link(word, node) {
    const element = make('button', { type: 'button', className: 'link' }, node.label);
    element.addEventListener('click', () => go(node));
    return make('li', {}, make('span', { className: 'say' }, `${word} `), element, gravest(node) ? sign(gravest(node)) : null);
  }

  // To a node wherever it is: what hides it is undone.
  function go(node) {
    if (node.parent && folded.delete(node.parent)) draw();
    if (!elements.get(node.id)?.isConnected) { everything(); draw(); }
    rove(node.id, true);
    pick(node);
  }

  function finding(one) {
    const items = [make('div', {}, make('strong', {}, `${one.severity}[${one.code}] `), one.message)];
    items.push(make('div', {}, make('code', {}, `${one.path}:${one.line}:${one.column}`)));
    for (const other of one.related) {
      items.push(make('div', { className: 'say' }, make('code', {}, where(other)), ` ${other.message}`));
    }
    if (one.advice) items.push(make('div', { className: 'say' }, one.advice));
    return make('div', { className: `finding ${one.severity}` }, ...items);
  }

  // --- moving about ---------------------------------------------------------------------------

  function rove(id, focus) {
    elements.get(current)?.setAttribute('tabindex', '-1');
    current = id;
    const element = elements.get(id);
    if (!element) return;
    element.setAttribute('tabindex', '0');
    if (focus) element.focus();
  }

  const shownButtons = () => [...$('cards').querySelectorAll('.node')];

  function beside(element, direction) {
    const here = element.getBoundingClientRect();
    const column = columnOf(nodes.get(element.dataset.id));
    const near = (list) => list.sort((a, b) => distance(a, here) - distance(b, here))[0];
    const distance = (one, box) => Math.abs(one.getBoundingClientRect().top - box.top);
    const node = nodes.get(element.dataset.id);
    const around = [node.id, ...(node.parent ? [] : (children.get(node.id) ?? []).map((child) => child.id))];
    if (node.parent) around.push(node.parent);
    const wired = around.flatMap((id) => (wires.get(id) ?? []).map((edge) => (edge.source === id ? edge.target : edge.source)));
    const drawnOf = (id) => (elements.get(id)?.isConnected ? elements.get(id) : elements.get(nodes.get(id).parent));
    const along = wired.map(drawnOf).filter((one) => one?.isConnected && Math.sign(columnOf(nodes.get(one.dataset.id)) - column) === direction);
    if (along.length) return near(along);
    for (let next = column + direction; next >= 0 && next < COLUMNS.length; next += direction) {
      const there = shownButtons().filter((one) => columnOf(nodes.get(one.dataset.id)) === next);
      if (there.length) return near(there);
    }
    return null;
  }

  function above(element, step) {
    const column = columnOf(nodes.get(element.dataset.id));
    const list = shownButtons().filter((one) => columnOf(nodes.get(one.dataset.id)) === column)
      .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
    if (step === Infinity || step === -Infinity) return list.at(step > 0 ? -1 : 0);
    return list[list.indexOf(element) + step];
  }

  $('cards').addEventListener('keydown', (event) => {
    const element = event.target.closest('.node');
    if (!element || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves = {
      ArrowDown: () => above(element, 1), ArrowUp: () => above(element, -1),
      ArrowRight: () => beside(element, 1), ArrowLeft: () => beside(element, -1),
      Home: () => above(element, -Infinity), End: () => above(element, Infinity),
    };
    if (!moves[event.key]) return;
    event.preventDefault();
    const next = moves[event.key]();
    if (!next) return;
    rove(next.dataset.id, true);
    if (picked) pick(nodes.get(next.dataset.id));
  });

  $('cards').addEventListener('click', (event) => {
    const element = event.target.closest('.node');
    if (!element) { close(); return; }
    const node = nodes.get(element.dataset.id);
    const twisted = event.target.closest('.twist') || (event.detail === 0 && picked === node && element.hasAttribute('aria-expanded'));
    rove(node.id, false);
    if (twisted) {
      if (!folded.delete(node.id)) folded.add(node.id);
      redraw();
      elements.get(node.id).focus();
      return;
    }
    if (picked === node) { close(); return; }
    pick(node);
  });

  $('stage').addEventListener('click', (event) => { if (event.target === $('stage') || event.target === $('cards')) close(); });

  document.addEventListener('keydown', (event) => {
    const typing = event.target.matches('input[type=search], select');
    if (event.key === 'Escape') {
      if (!$('details').hidden) { const back = current; close(); rove(back, !typing); } else if (typing) event.target.blur();
    } else if (event.key === '/' && !typing) {
      event.preventDefault();
      $('search').focus();
    }
  });

  // --- the head of the page -------------------------------------------------------------------

  function everything() {
    $('search').value = '';
    $('service').value = '';
    $('faults').checked = false;
    for (const box of document.querySelectorAll('#kinds input')) box.checked = true;
  }

  function redraw() {
    elements.clear();
    draw();
    if (picked && !elements.has(picked.id) && !elements.has(picked.parent)) close();
    elements.get(picked?.id)?.classList.add('picked');
  }

  function titles(columns, cards) {
    $('columns').replaceChildren(...COLUMNS.flatMap((column, index) => {
      if (!columns[index].used) return [];
      const number = cards.filter((card) => columnOf(card.head) === index).reduce((sum, card) => sum + (column.kinds[1] && card.rows.length ? card.rows.length : column.kinds[1] ? 0 : 1), 0);
      const title = make('span', {}, `${column.title} `, make('small', {}, number ? number.toLocaleString('en') : ''));
      title.style.left = `${columns[index].x}px`;
      title.style.width = `${columns[index].width}px`;
      return [title];
    }));
  }

  function begin() {
    document.querySelector('h1').textContent = `Wiring of ${graph.root}`;
    const number = (kind) => graph.nodes.filter((node) => node.kind === kind).length;
    const marked = (name) => graph.nodes.filter((node) => gravest(node) === name).length;
    $('summary').append([['service', 'service'], ['port', 'port'], ['route', 'route'], ['call', 'request']]
      .filter(([kind]) => number(kind)).map(([kind, noun]) => count(number(kind), noun)).join(' · '));
    const faults = [[marked('duplicate'), 'duplicate'], [marked('broken'), 'broken']].filter(([many]) => many);
    for (const [many, name] of faults) $('summary').append(' · ', make('span', { className: `key ${name}` }, sign(name), `${many} ${name}`));
    const shown = new Set(graph.nodes.flatMap((node) => node.findings));
    const rest = graph.findings.filter((_, index) => !shown.has(index));
    if (rest.length) {
      const more = make('button', { type: 'button', id: 'elsewhere' }, `${count(rest.length, 'finding')} elsewhere`);
      more.addEventListener('click', () => { close(); panel('Findings that concern nothing on the map', [], [], rest.map(finding)); });
      $('summary').append(more);
    }
    for (const node of graph.nodes) {
      if (node.kind === 'service') $('service').append(make('option', { value: node.id }, node.detail && node.detail !== node.label ? `${node.label} (${node.detail})` : node.label));
    }
    COLUMNS.forEach((column, index) => {
      if (!heads.some((head) => columnOf(head) === index)) return;
      $('kinds').append(make('label', {}, make('input', { type: 'checkbox', checked: true, value: String(index) }), column.title));
    });
    for (const id of ['search', 'service', 'kinds', 'faults']) $(id).addEventListener('input', redraw);
    $('reset').addEventListener('click', () => { everything(); redraw(); });
    $('fold').addEventListener('click', () => {
      const collapse = $('fold').textContent === 'Collapse all';
      for (const head of heads) if (children.has(head.id)) { if (collapse) folded.add(head.id); else folded.delete(head.id); }
      redraw();
    });
    $('theme').addEventListener('click', () => {
      const root = document.documentElement;
      const dark = root.classList.contains('dark') || (!root.classList.contains('light') && matchMedia('(prefers-color-scheme: dark)').matches);
      root.classList.toggle('dark', !dark);
      root.classList.toggle('light', dark);
    });
    let width = 0;
    new ResizeObserver(() => {
      if ($('stage').clientWidth === width) return;
      width = $('stage').clientWidth;
      redraw();
    }).observe($('stage'));
    width = $('stage').clientWidth;
    draw();
  }

  begin();
})();
