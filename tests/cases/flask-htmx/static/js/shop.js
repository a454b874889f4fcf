export async function state() {
  const res = await fetch('/api/state');
  return res.json();
}
