from app.blueprints import api, auth, pages


def register_all(target):
    for blueprint in (api, auth):
        target.register_blueprint(blueprint)
    register_pages(target)


def register_pages(target):
    if target.config.get("PAGES"):
        target.register_blueprint(pages)
        return
    target.register_blueprint(pages, url_prefix="/pages")
