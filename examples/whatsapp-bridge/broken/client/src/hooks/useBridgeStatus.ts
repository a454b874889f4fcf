import { bridgeBase } from '@/api/base';
import type { Status } from '@/api/whatsapp';
import { usePolling } from '@/hooks/usePolling';

async function loadStatus(): Promise<Status> {
  const res = await fetch(`${bridgeBase}/whatsapp/default/status`, { credentials: 'include' });
  if (res.status !== 200) throw new Error(`bridge answered ${res.status}`);
  return (await res.json()) as Status;
}

export function useBridgeStatus() {
  return usePolling(loadStatus);
}
