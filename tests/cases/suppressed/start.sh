export BRIDGE_PORT=3001 # dupelint: ignore[DUP203] as above
# dupelint: ignore[DUP203]
lsof -i :3001
