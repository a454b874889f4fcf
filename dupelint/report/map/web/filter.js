// What is shown: by words, service, kind and findings; what is wired to what.

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
