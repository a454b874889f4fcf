from functools import lru_cache

from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    api_prefix: str = "/api/v1"
    port: int = 8000


@lru_cache
def get_settings() -> Settings:
    return Settings()
