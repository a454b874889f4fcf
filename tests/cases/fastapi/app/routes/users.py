from fastapi import APIRouter

router = APIRouter(prefix="/users")


@router.get("/me")
def me():
    return {"id": 1, "name": "me"}


@router.get("/{user_id}")
def user(user_id: int):
    return {"id": user_id, "name": "other"}
