import { call, checked } from '@shop/http';
import { BASE } from '@/base';

export const load = async () => (await call('/items')).json();
export const safe = async () => (await checked('/items')).json();
export const stock = () => fetch(`${BASE}/stock`);

export function Items() {
  return <button onClick={() => load().then(safe).then(stock)}>Load</button>;
}
