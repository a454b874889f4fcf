export interface Status {
  connected: boolean;
  hasQR: boolean;
  pushName?: string;
}

export interface Qr {
  dataUrl: string | null;
}

export async function startPairing(): Promise<void> {
  const res = await fetch('/api/whatsapp/start', { method: 'POST', credentials: 'include' });
  if (res.status !== 200) throw new Error(`start answered ${res.status}`);
}

export async function getStatus(): Promise<Status> {
  const res = await fetch('/api/whatsapp/status', { credentials: 'include' });
  if (res.status !== 200) throw new Error(`status answered ${res.status}`);
  return (await res.json()) as Status;
}

export async function getQr(): Promise<Qr> {
  const res = await fetch('/api/whatsapp/qr', { credentials: 'include' });
  if (res.status !== 200) throw new Error(`qr answered ${res.status}`);
  return (await res.json()) as Qr;
}
