// Where everything stands: columns by kind, order by dagre, as close together as wires allow.

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
