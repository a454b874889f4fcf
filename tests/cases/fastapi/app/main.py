import uvicorn
from fastapi import APIRouter, FastAPI
from fastapi.staticfiles import StaticFiles

from app.config import get_settings
from app.routes import routers

settings = get_settings()
api = APIRouter(prefix=settings.api_prefix)
for router in routers:
    api.include_router(router)

app = FastAPI(openapi_url=f"{settings.api_prefix}/openapi.json")
app.include_router(api)


@app.get("/healthz")
def healthz():
    return {"ok": True}


app.mount("/", StaticFiles(directory="dist", html=True), name="client")

if __name__ == "__main__":
    uvicorn.run(app, port=settings.port)
