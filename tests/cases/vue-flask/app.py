"""A server for a client of Vue."""

from flask import Flask

app = Flask(__name__)


@app.get("/api/users")
def users():
    return []


@app.post("/api/users")
def add():
    return "", 204


@app.get("/api/users/<int:number>")
def user(number):
    return {"number": number}


if __name__ == "__main__":
    app.run(port=5000)
