import importlib
import pkgutil

from flask import Flask

import plugins
from settings import BLUEPRINTS


def create_app():
    app = Flask(__name__)
    for name in BLUEPRINTS:
        module = importlib.import_module(name)
        app.register_blueprint(module.bp)
    for info in pkgutil.iter_modules(plugins.__path__):
        module = importlib.import_module(f"plugins.{info.name}")
        app.register_blueprint(getattr(module, "bp"))
        app.register_blueprint(module.bp, name=f"{info.name}_v2")
    return app
