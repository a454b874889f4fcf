import { getQr } from '@/api/whatsapp';
import { usePolling } from '@/hooks/usePolling';

export default function QrCode() {
  const { value } = usePolling(getQr);
  const dataUrl = value?.dataUrl || '';
  if (!dataUrl) return <p>Waiting for the QR code …</p>;
  return <img src={dataUrl} alt="Scan this QR code with WhatsApp" width={256} height={256} />;
}
