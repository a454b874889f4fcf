import { useEffect, useState } from 'react';

export function QrPanel() {
  const [qr, setQr] = useState('');
  useEffect(() => {
    fetch('http://localhost:3300/whatsapp/default/qr')
      .then((res) => res.text())
      .then(setQr);
  }, []);
  return <img src={qr} alt="QR" />;
}
