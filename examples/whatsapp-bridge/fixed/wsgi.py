"""The WSGI entry that gunicorn loads."""

from dotenv import load_dotenv

# The settings module reads the environment when it is imported.
load_dotenv()

from server.app import create_app  # noqa: E402

app = create_app()
