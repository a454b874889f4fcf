"""A shop with templates."""

from flask import Flask, jsonify, redirect, render_template

app = Flask(__name__)


@app.get("/")
def index():
    return render_template("index.html")


@app.get("/orders/<int:number>")
def order(number):
    return jsonify({"number": number, "state": "open"})


@app.route("/orders/<int:number>/edit", methods=["GET", "POST"])
def edit(number):
    return render_template("edit.html", number=number)


@app.post("/orders")
def add():
    return redirect("/")


@app.delete("/orders/<int:number>")
def remove(number):
    return "", 204


@app.get("/api/state")
def state():
    return jsonify({"state": "open"})


if __name__ == "__main__":
    app.run(port=5000)
