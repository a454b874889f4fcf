// The head of the page; draws everything once.

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
