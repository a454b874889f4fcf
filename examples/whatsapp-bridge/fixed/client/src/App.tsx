import { BrowserRouter, Route, Routes } from 'react-router-dom';

import WhatsAppPage from '@/pages/WhatsAppPage';

export default function App() {
  return (
    <BrowserRouter>
      <Routes>
        <Route path="/" element={<WhatsAppPage />} />
      </Routes>
    </BrowserRouter>
  );
}
