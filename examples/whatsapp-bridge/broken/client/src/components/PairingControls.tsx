import { useState } from 'react';

export default function PairingControls() {
  const [phone, setPhone] = useState('');
  const [note, setNote] = useState('');

  async function restart() {
    const res = await fetch('/api/whatsapp/start', { credentials: 'include' });
    setNote(res.status === 200 ? 'restarted' : `restart answered ${res.status}`);
  }

  async function disconnect() {
    const res = await fetch('/api/whatsapp/disconnect', { method: 'POST', credentials: 'include' });
    setNote(res.status === 200 ? 'disconnected' : `disconnect answered ${res.status}`);
  }

  async function check() {
    const res = await fetch('/api/whatsapp/status', { credentials: 'include' });
    if (res.status !== 200) return setNote(`status answered ${res.status}`);
    const status = await res.json();
    setNote(status.qrReady ? 'scan the code' : 'please wait');
  }

  return (
    <fieldset>
      <input
        value={phone}
        onChange={(event) => setPhone(event.target.value)}
        placeholder="+49 30 3001 3310"
      />
      <button onClick={() => void restart()}>Restart</button>
      <button onClick={() => void disconnect()}>Disconnect</button>
      <button onClick={() => void check()}>Check</button>
      <p>{note}</p>
    </fieldset>
  );
}
