import { useState } from 'react';

import QrPanel from '@/components/QrPanel';
import StatusBadge from '@/components/StatusBadge';
import { useBridgeStatus } from '@/hooks/useBridgeStatus';

interface QrAnswer {
  dataUrl: string;
}

export default function WhatsAppConnect() {
  const { value: status } = useBridgeStatus();
  const [qr, setQr] = useState<QrAnswer>();

  function refresh() {
    fetch('/api/whatsapp/qr', { credentials: 'include' })
      .then((res) => res.json())
      .then((body) => setQr(body));
  }

  return (
    <main>
      <h1>Connect WhatsApp</h1>
      <StatusBadge />
      <QrPanel />
      {qr && <img src={qr.dataUrl} alt="QR code" />}
      {!status?.connected && <button onClick={refresh}>Refresh the QR code</button>}
    </main>
  );
}
