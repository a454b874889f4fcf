"""Two findings with the files they stand in, as every format is shown them."""

from __future__ import annotations

from pathlib import Path

from dupelint.model.edit import Applicability, Edit, Fix
from dupelint.model.finding import Finding, Outcome, Place, Severity
from dupelint.report import Options

APP = """\
from a import b

app = F()
\tapp.register_blueprint(客bp)
init(app)
app.register_blueprint(whatsapp_bp)
""".encode()
JS = b"fetch('http://localhost:3300/x',\n  {a: 1},\n)\n"
FIRST, SECOND = APP.index(b"app.reg"), APP.rindex(b"app.reg")

TWICE = Finding(
    "DUP101",
    "duplicate-blueprint",
    Severity.ERROR,
    "blueprint 'whatsapp' is registered on app again",
    Place("server/app.py", SECOND, len(APP) - 1),
    (Place("server/app.py", FIRST, FIRST + 29, "registered here first"),),
    (),
    "abc",
    "comment out the later registration",
)
DIAL = Finding(
    "DUP301",
    "direct-internal-call",
    Severity.WARNING,
    "browser code dials \x1b[31m3300",
    Place("web/a.js", 0, len(JS) - 1),
    fixes=(Fix("Use /api", Applicability.UNSAFE, (Edit("web/a.js", 7, 28, b"/api", b"old"),)),),
    fingerprint="def",
)
CONTENTS = {"/p/server/app.py": APP, "/p/web/a.js": JS}
PLAIN = Options(Path("/p"), contents=CONTENTS)


def outcome(*findings: Finding) -> Outcome:
    return Outcome("/p", list(findings), 42)


def full_outcome(one: Outcome) -> Outcome:
    one.suppressed = 2
    one.folded = [(TWICE, "stray-listener")]
    one.withheld = [(DIAL, "dynamic registration")]
    one.skipped = {"minified": 1, "excluded": 1}
    one.skipped_files = [("dist/", "excluded"), ("a.min.js", "minified")]
    one.gaps = [(TWICE.primary, "import is computed")]
    return one
