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
  if (!res.ok) {
    const problem = await res.json();
    throw new Error(problem.error);
  }
}

export async function getStatus(): Promise<Status> {
  try {
    const res = await fetch('/api/whatsapp/status', { credentials: 'include' });
    if (res.status !== 200) throw new Error(`status answered ${res.status}`);
    return res.json();
  } catch {
    return { connected: false, hasQR: false };
  }
}

export async function getQr(): Promise<Qr> {
  const res = await fetch('/api/whatsapp/qr');
  if (res.status !== 200) throw new Error(`qr answered ${res.status}`);
  return (await res.json()) as Qr;
}
