from flask import Flask

from app.setup import register_all


def create_app(config=None):
    app = Flask(__name__)
    if config:
        app.config.update(config)
    register_all(app)
    with app.app_context():
        from app.late import register_late

        register_late(app)
    return app
