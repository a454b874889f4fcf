import { createRoot } from 'react-dom/client';
import { Items } from '@/pages/Items';

createRoot(document.getElementById('root')!).render(<Items />);
