class Client {
  constructor(private readonly base: string) {}

  get(path: string) {
    return fetch(`${this.base}${path}`);
  }
}

const api = new Client('/api');

export const Users = () => api.get('/users');
