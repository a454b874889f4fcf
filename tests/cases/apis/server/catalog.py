from flask import Blueprint
from flask_restx import Api, Namespace, Resource, fields

items = Namespace("items", path="/catalog")
shape = items.model("Item", {"id": fields.Integer})


@items.route("/", "/all")
class Items(Resource):
    @items.marshal_list_with(shape)
    def get(self):
        return []


@items.route("/<int:item_id>")
@items.response(404, "not there")
class Item(Resource):
    @items.expect(shape)
    def patch(self, item_id):
        return {"changed": item_id}


api_blueprint = Blueprint("api", __name__, url_prefix="/api/v2")
api = Api(api_blueprint, doc="/docs")
api.add_namespace(items)
