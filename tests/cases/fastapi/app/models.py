from pydantic import BaseModel


class ItemBase(BaseModel):
    title: str
    description: str | None = None


class ItemPublic(ItemBase):
    id: int


class ItemsPublic(BaseModel):
    data: list[ItemPublic]
    count: int
