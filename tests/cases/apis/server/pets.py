from flask.views import MethodView
from flask_smorest import Blueprint

pets = Blueprint("pets", __name__, url_prefix="/api/pets")


@pets.route("/<int:pet_id>")
class Pet(MethodView):
    @pets.response(200)
    def get(self, pet_id):
        return {"pet": pet_id}

    @pets.response(204)
    def delete(self, pet_id):
        return None
