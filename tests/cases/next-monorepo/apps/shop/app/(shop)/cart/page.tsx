'use client';

import { Users } from '@acme/ui';
import { slice } from '../../../lib/slice';

export default function Cart({ id }) {
  const save = () => fetch(id ? `/api/orders/${id}` : '/api/orders', {
    method: id ? 'PATCH' : 'POST',
  });
  const load = async () => {
    const data = await (await fetch('/api/orders')).json();
    return [data.orders, data.count];
  };
  const stock = () => [fetch('/stock/items'), fetch('/stock/item')];
  return <Users onSave={save} onLoad={load} onStock={stock} slice={slice} />;
}
