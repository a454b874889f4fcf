"""Single faults, as edits of the fixed app: (path, what becomes of the file)."""

from collections.abc import Callable

Fault = tuple[str, Callable[[str], str]]

BRIDGE = "services/whatsapp/baileys_service.js"
NO_CONTENT: Fault = (
    BRIDGE,
    lambda text: text.replace("res.status(404).json({ error: 'no_qr' })", "res.sendStatus(204)")
    .replace("const { qr } = sessionOf(req.params.tenantId);\n  if", "const qr = null;\n  if"),
)  # fmt: skip
UNCAUGHT: Fault = (
    "server/app.py",
    lambda text: text.replace(
        "    app.register_error_handler(HTTPException, answer_json)\n",
        '    app.view_functions["whatsapp.status"] = lambda: 1 / 0\n',
    ),
)
HTML_PAGE: Fault = (
    "server/routes_whatsapp.py",
    lambda text: text.replace(
        "return jsonify(UNREACHABLE.body), UNREACHABLE.status", 'return "<h1>Bad Gateway</h1>", 502'
    ),
)
WRONG_KEY: Fault = (
    BRIDGE,
    lambda text: text.replace("res.json({ dataUrl: await", "res.json({ qr: await"),
)
OTHER_SECRET: Fault = (
    "server/settings.py",
    lambda text: text.replace('os.environ.get("INTERNAL_SECRET")', '"another-secret-0123456789"'),
)
SERVER_NO_CONTENT: Fault = (
    "server/routes_whatsapp.py",
    lambda text: text.replace('return jsonify({"dataUrl": None})', 'return "", 204'),
)
BRIDGE_PAGE: Fault = (
    BRIDGE,
    lambda text: text.replace(
        "res.status(404).json({ error: 'no_qr' })", "res.status(404).send('<h1>none</h1>')"
    ),
)
OWN_SECRET: Fault = (
    "Procfile",
    lambda text: text.replace(
        "whatsapp: node", "whatsapp: INTERNAL_SECRET=another-secret-0123456789 node"
    ),
)
OWN_PORT: Fault = (
    "Procfile",
    lambda text: text.replace("whatsapp: node", "whatsapp: BAILEYS_PORT=4000 node"),
)
NO_BRIDGE: Fault = (
    "Procfile",
    lambda text: text.replace("whatsapp: node services/baileys/server.js\n", ""),
)
