import express from 'express';
import { Controller } from './controllers/controller';

export class App {
  public app: express.Application;

  constructor(controllers: Controller[]) {
    this.app = express();
    this.app.use(express.json());
    this.initializeControllers(controllers);
    this.app.get('/api/health', (req, res) => res.json({ ok: true }));
  }

  public listen() {
    this.app.listen(3000);
  }

  private initializeControllers(controllers: Controller[]) {
    controllers.forEach((controller) => {
      this.app.use('/api', controller.router);
    });
  }
}
