export const BASE = import.meta.env.VITE_STOCK_URL ?? 'http://localhost:3300';
