import { useEffect, useState } from 'react';

async function load(url: string) {
  const res = await fetch(url);
  if (res.status !== 200) throw new Error(String(res.status));
  return await res.json();
}

export function Status() {
  const [status, setStatus] = useState<{ connected: boolean } | null>(null);
  useEffect(() => {
    load('/api/whatsapp/status').then(setStatus);
  }, []);
  return <p>{status?.connected ? 'connected' : 'waiting'}</p>;
}
