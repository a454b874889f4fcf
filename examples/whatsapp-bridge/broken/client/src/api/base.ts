import { BRIDGE_URL } from '@/config';

export const bridgeBase: string = import.meta.env.VITE_BRIDGE_URL || BRIDGE_URL;
