import { useEffect, useState } from 'react';

async function load(url: string) {
  return await (await fetch(url)).json();
}

export function Status() {
  const [status, setStatus] = useState<{ connected: boolean } | null>(null);
  useEffect(() => {
    load('/api/whatsapp/status').then(setStatus);
  }, []);
  return <p>{status?.connected ? 'connected' : 'waiting'}</p>;
}
