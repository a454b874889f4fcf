from flask import Flask

from app.blueprints import api

app = Flask("worker")
app.register_blueprint(api)
