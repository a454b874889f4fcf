// One node: what it is wired to lights up, what is known of it is told.

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
