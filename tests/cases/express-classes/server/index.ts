import { App } from './app';
import { OrderController } from './controllers/orders';
import { UserController } from './controllers/users';

const app = new App([new UserController('/users'), new OrderController()]);
app.listen();
