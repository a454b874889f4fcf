import { useEffect, useState } from 'react';

import { REFRESH_INTERVAL } from '@/config';

export default function QrPanel() {
  const [dataUrl, setDataUrl] = useState('');
  const [problem, setProblem] = useState('');

  useEffect(() => {
    const timer = window.setInterval(() => {
      fetch('http://localhost:3300/whatsapp/default/qr', { credentials: 'include' })
        .then((res) => res.json())
        .then((body) => {
          setDataUrl(body.dataUrl || '');
          setProblem('');
        })
        .catch((reason) => setProblem(String(reason)));
    }, REFRESH_INTERVAL);
    return () => window.clearInterval(timer);
  }, []);

  if (problem) return <p role="alert">{problem}</p>;
  return dataUrl ? <img src={dataUrl} alt="QR code" /> : <p>No QR code yet.</p>;
}
