from shop.admin import bp


@bp.get("/users")
def index():
    return {}


@bp.get("/people")
def index():  # noqa: F811
    return {}
