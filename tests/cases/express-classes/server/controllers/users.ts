import { Request, Response } from 'express';
import { Controller } from './controller';

export class UserController extends Controller {
  protected initializeRoutes() {
    this.router.get(this.path, this.list);
    this.router.get(`${this.path}/:id`, this.show.bind(this));
    this.router.delete(`${this.path}/:id`, this.remove);
  }

  private list = (req: Request, res: Response) => {
    res.json([{ id: 1, name: 'a' }]);
  };

  private show(req: Request, res: Response) {
    res.json({ id: 1, name: 'a' });
  }

  private remove = (req: Request, res: Response) => {
    res.status(204).end();
  };
}
