from flask import Flask

app = Flask(__name__)


@app.get("/stock/items")
def items():
    return []


@app.get("/healthz")
def health():
    return {"ok": True}


if __name__ == "__main__":
    app.run(port=5000)
