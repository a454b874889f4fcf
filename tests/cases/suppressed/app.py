from flask import Blueprint, Flask

pages = Blueprint("pages", __name__)
app = Flask(__name__)
app.register_blueprint(pages)
app.register_blueprint(pages)  # dupelint: ignore[DUP101] started once by the old runner
# dupelint: ignore[duplicate-blueprint] the same, above
app.register_blueprint(
    pages,
    url_prefix="/old",
)
if __name__ == "__main__":
    app.run(port=3001)  # dupelint: ignore[DUP203, DUP101] one of the two is not needed
