from server.pages import pages


def init_extra(app):
    app.register_blueprint(pages, url_prefix="/pages")
