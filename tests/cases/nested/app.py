from flask import Blueprint, Flask

pages = Blueprint("pages", __name__)
app = Flask(__name__)
app.register_blueprint(pages)
app.register_blueprint(pages)
