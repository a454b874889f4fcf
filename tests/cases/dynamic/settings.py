import os

BLUEPRINTS = os.environ.get("BLUEPRINTS", "plugins.one,plugins.two").split(",")
