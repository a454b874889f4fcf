import axios from 'axios';

const BASE = '/api/v1';
const api = axios.create({ baseURL: BASE });

export const listItems = async () => {
  const { data } = await api.get('/items/');
  return { rows: data.data, total: data.total };
};

export const readItem = (id: number) => api.get(`/items/${id}`).then(({ data }) => data.title);

export const createItem = (title: string) => api.post('/items', { title });

export const renameItem = (id: number, title: string) => api.patch(`/items/${id}`, { title });

export async function deleteItem(id: number) {
  const res = await fetch(`${BASE}/items/${id}`, { method: 'DELETE' });
  if (!res.ok) throw new Error((await res.json()).detail);
  return await res.json();
}

export const me = () => api.get('/users/me').then((res) => res.data.name);

export const avatar = () => api.get('/user/me/avatar');
