export const APP_NAME = 'WhatsApp bridge';
export const BRIDGE_URL = 'http://localhost:3300';
// Milliseconds; other intervals make the status flicker.
export const REFRESH_INTERVAL = 3001;
