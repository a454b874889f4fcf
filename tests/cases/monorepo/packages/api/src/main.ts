import { createServer } from './index';
import './metrics';

createServer().listen(4000);
