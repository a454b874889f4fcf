from flask import request
from flask_restful import Resource


class Readable:
    def get(self, user_id=None):
        return {"id": user_id, "name": "x"}


class User(Readable, Resource):
    def put(self, user_id):
        return {"id": user_id}, 202

    def delete(self, user_id):
        return "", 204


class UserList(Resource):
    def get(self):
        return [{"id": 1}]

    def post(self):
        return {"made": request.json}, 201


def routes(api):
    api.add_resource(UserList, "/users")
    api.add_resource(User, "/users/<int:user_id>", endpoint="user")
    api.add_resource(User, "/people/<int:user_id>", endpoint="user")
