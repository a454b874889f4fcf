import { Router } from 'express';

export abstract class Controller {
  public readonly router = Router();

  constructor(protected readonly path: string) {
    this.initializeRoutes();
  }

  protected at(rest: string, single = true) {
    let whole = `${this.path}/${rest}`;
    if (single) whole += '/:id';
    return whole;
  }

  protected abstract initializeRoutes(): void;
}
