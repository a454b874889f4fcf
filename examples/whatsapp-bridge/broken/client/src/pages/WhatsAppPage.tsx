import { useState } from 'react';

import { getStatus, startPairing } from '@/api/whatsapp';
import Inbox from '@/components/Inbox';
import PairingControls from '@/components/PairingControls';
import QrCode from '@/components/QrCode';
import { usePolling } from '@/hooks/usePolling';

export default function WhatsAppPage() {
  const { value: status, error } = usePolling(getStatus);
  const [startError, setStartError] = useState('');

  async function pair() {
    setStartError('');
    try {
      await startPairing();
    } catch (reason) {
      setStartError(String(reason));
    }
  }

  const problem = startError || error;
  return (
    <main>
      <h1>WhatsApp</h1>
      {problem && <p role="alert">{problem}</p>}
      {status?.connected ? (
        <p>Connected{status.pushName && ` as ${status.pushName}`}</p>
      ) : (
        <button onClick={() => void pair()}>Pair a phone</button>
      )}
      {status?.hasQR && <QrCode />}
      <PairingControls />
      <Inbox />
    </main>
  );
}
