from app.blueprints import auth as login


def register_late(application):
    application.register_blueprint(login)
    try:
        from app.fancy import fancy
    except ImportError:
        fancy = None
    if fancy is not None:
        application.register_blueprint(fancy)
