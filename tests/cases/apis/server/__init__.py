from flask import Flask
from flask_smorest import Api as DocumentedApi

from server.catalog import api_blueprint
from server.extensions import rest
from server.pets import pets
from server.users import routes


def create_app():
    app = Flask(__name__)
    routes(rest)
    rest.init_app(app)
    app.register_blueprint(api_blueprint)
    documented = DocumentedApi(app)
    documented.register_blueprint(pets)
    app.register_blueprint(pets)
    return app
