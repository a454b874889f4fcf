export async function load(read, key) {
  const res = await fetch('/api/' + key);
  return read[key](res);
}

export const dial = (host, port) => fetch('http://' + host + ':' + port + '/');
