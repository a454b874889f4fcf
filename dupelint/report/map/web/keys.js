// Moving about, by keyboard and mouse.

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
