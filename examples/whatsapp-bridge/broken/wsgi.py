"""The WSGI entry that gunicorn loads."""

from dotenv import load_dotenv

load_dotenv()
load_dotenv(".env.shared")

from server.app import create_app  # noqa: E402
from server.routes_whatsapp import whatsapp_bp  # noqa: E402

app = create_app()
app.register_blueprint(whatsapp_bp)
