import { createRoot } from 'react-dom/client';
import { QrPanel } from './QrPanel';
import { Status } from './Status';

createRoot(document.getElementById('root')!).render(
  <>
    <QrPanel />
    <Status />
  </>,
);
