import { useEffect, useState } from 'react';

export function QrPanel() {
  const [qr, setQr] = useState('');
  useEffect(() => {
    fetch('/api/whatsapp/qr')
      .then((res) => res.text())
      .then(setQr);
  }, []);
  return <img src={qr} alt="QR" />;
}
