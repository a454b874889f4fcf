export async function load(id: number) {
  const user = await (await fetch(`/api/users/${id}`)).json();
  const orders = await (await fetch('/api/orders/open')).json();
  const gone = await (await fetch(`/api/users/${id}`, { method: 'DELETE' })).json();
  await fetch(`/api/orders/close/${id}`, { method: 'PUT' });
  await fetch(`/api/orders/close/${id}`, { method: 'POST' });
  await fetch('/api/orders/closed');
  return [user.email, orders, gone];
}
