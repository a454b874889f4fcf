export const BRIDGE = 'http://localhost:3300';
