// The lines between cards.

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
