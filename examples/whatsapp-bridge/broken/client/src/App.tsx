import { BrowserRouter, Link, Route, Routes } from 'react-router-dom';

import { APP_NAME } from '@/config';
import WhatsAppConnect from '@/pages/WhatsAppConnect';
import WhatsAppPage from '@/pages/WhatsAppPage';

export default function App() {
  return (
    <BrowserRouter>
      <nav>
        {APP_NAME} <Link to="/">Inbox</Link> <Link to="/whatsapp">Connect</Link>
      </nav>
      <Routes>
        <Route path="/" element={<WhatsAppPage />} />
        <Route path="/whatsapp" element={<WhatsAppConnect />} />
        <Route path="/whatsapp" element={<WhatsAppPage />} />
      </Routes>
    </BrowserRouter>
  );
}
