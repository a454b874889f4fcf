import { Controller } from './controller';

export class OrderController extends Controller {
  constructor() {
    super('/orders');
    this.router.get('/users/:id', (req, res) => res.json({ late: true }));
  }

  protected initializeRoutes() {
    this.router.get(this.at('open', false), (req, res) => res.json([]));
    this.router.put(this.at('close'), (req, res) => res.json({ closed: true }));
  }
}
