from app.routes import items, users

routers = [items.router, users.router]
