from flask_restful import Api

rest = Api(prefix="/api/v1")
