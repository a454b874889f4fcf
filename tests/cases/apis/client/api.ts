import axios from 'axios';

const v1 = axios.create({ baseURL: '/api/v1' });

export const users = () => v1.get('/users').then((answer) => answer.data);
export const user = (id: number) => v1.get(`/users/${id}`).then(({ data }) => data.name);
export const add = (name: string) => v1.post('/users', { name }).then(({ data }) => data.made);
export const nameless = (id: number) => v1.get(`/users/${id}`).then(({ data }) => data.email);
export const rename = (id: number) => v1.patch(`/users/${id}`, {});
export const removed = (id: number) =>
  fetch(`/api/v1/users/${id}`, { method: 'DELETE' }).then((answer) => answer.json());
export const items = () => fetch('/api/v2/catalog/all').then((answer) => answer.status);
export const item = (id: number) => fetch(`/api/v2/items/${id}`, { method: 'PATCH' });
export const docs = () => fetch('/api/v2/swagger.json').then((answer) => answer.status);
export const pet = (id: number) => fetch(`/api/pets/${id}`).then((answer) => answer.status);
export const noPet = async (id: number) => {
  const answer = await fetch(`/api/pets/${id}`, { method: 'DELETE' });
  if (answer.status !== 204) throw new Error(String(answer.status));
};
