from typing import Any

from fastapi import APIRouter, HTTPException, status

from app.models import ItemBase, ItemPublic, ItemsPublic
from app.store import items

router = APIRouter(prefix="/items", tags=["items"])


@router.get("/", response_model=ItemsPublic)
def read_items(skip: int = 0, limit: int = 100) -> Any:
    return items.page(skip, limit)


@router.get("/{item_id}", response_model=ItemPublic)
def read_item(item_id: int) -> Any:
    item = items.get(item_id)
    if item is None:
        raise HTTPException(status_code=404, detail="Item not found")
    return item


@router.get("/latest", response_model=ItemPublic)
def read_latest() -> Any:
    return items.latest()


@router.post("/", response_model=ItemPublic, status_code=201)
def create_item(item: ItemBase) -> Any:
    return items.add(item)


@router.delete("/{item_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_item(item_id: int) -> None:
    items.remove(item_id)
