import os

PORT = os.environ.get("PORT", "3001")  # dupelint: ignore
HOST = "127.0.0.1"  # dupelint: ignore[DUP203] nothing to suppress
# dupelint: ignore[DUP999] no such rule
URL = "http://localhost:3001"
