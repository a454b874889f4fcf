import { useState } from 'react';

export default function StatusBadge() {
  const [label, setLabel] = useState('unknown');

  async function check() {
    const res = await fetch('http://' + window.location.hostname + ':3300/whatsapp/default/status', {
      credentials: 'include',
    });
    if (res.status !== 200) return setLabel(`error ${res.status}`);
    const status = await res.json();
    setLabel(status.connected ? 'online' : 'offline');
  }

  return <button onClick={() => void check()}>Bridge: {label}</button>;
}
