// Files as cards, what is in them as rows.

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
