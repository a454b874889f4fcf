import { avatar, createItem, deleteItem, listItems, me, readItem, renameItem } from './api';

export const start = () => Promise.all([listItems(), me(), avatar(), readItem(1)]);
export const change = () => [createItem('x'), renameItem(1, 'y'), deleteItem(1)];
