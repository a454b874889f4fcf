"""What Twilio calls is never touched by a fix that is about something else in the file."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from dupelint.discovery import language_of
from dupelint.model.source import Language

from .code_files import SCRIPTS
from .fix_mutations import Files, changed, seeds

PYTHON_HANDLERS = (
    # A webhook.
    b"""\
@app.post("/twilio/sms")
def twilio_sms():
    if not RequestValidator(TOKEN).validate(request.url, request.form, signature(request)):
        return "", 403
    return Response("<Response/>", mimetype="text/xml")
""",
    # TwiML.
    b"""\
@app.route("/twilio/voice", methods=["POST"])
def twilio_voice():
    answer = VoiceResponse()
    answer.connect().stream(url="wss://voice.example.com/media")
    return str(answer), 200, {"Content-Type": "text/xml"}
""",
    # A media stream.
    b"""\
@sock.route("/media")
def media_stream(ws):
    while (frame := json.loads(ws.receive()))["event"] != "stop":
        ws.send(json.dumps({"event": "clear", "streamSid": frame["streamSid"]}))
""",
)
SCRIPT_HANDLERS = (
    b"""\
app.post('/twilio/sms', twilio.webhook(), (req, res) => {
  res.type('text/xml').send('<Response/>');
});
""",
    b"""\
app.post('/twilio/voice', (req, res) => {
  const twiml = new VoiceResponse();
  twiml.connect().stream({ url: 'wss://voice.example.com/media' });
  res.type('text/xml').send(twiml.toString());
});
""",
    b"""\
wss.on('connection', (socket) => {
  socket.on('message', (data) => {
    const { event, streamSid } = JSON.parse(data);
    if (event === 'media') socket.send(JSON.stringify({ event: 'clear', streamSid }));
  });
});
""",
)
STATEMENT = re.compile(rb"^(?=[@A-Za-z])(?!else|elif|except|finally|catch)", re.MULTILINE)
SEEDS = seeds()


def handlers_for(path: str) -> tuple[bytes, ...]:
    """What may stand in this file."""
    language = language_of(path)
    if language is Language.PYTHON:
        return PYTHON_HANDLERS
    return SCRIPT_HANDLERS if language in SCRIPTS else ()


def with_handler(data: bytes, handler: bytes, number: int) -> bytes:
    """The handler before one of the statements of the file, or behind the last one."""
    places = [
        place.start()
        for place in STATEMENT.finditer(data)
        if not re.search(rb"(^|\n)@[^\n]*\n$", data[: place.start()])
    ]
    at = [*places, len(data)][number % (len(places) + 1)]
    head = data[:at]
    return head + (b"" if head.endswith(b"\n") or not head else b"\n") + handler + data[at:]


def with_handlers(files: Files, kind: int, number: int) -> dict[str, tuple[bytes, bytes]]:
    """Each code file with a handler in it, and that handler."""
    found = {}
    for path, data in files.items():
        if handlers := handlers_for(path):
            handler = handlers[kind % len(handlers)]
            found[path] = with_handler(data, handler, number), handler
    return found


def touched(files: Files, kind: int, number: int) -> tuple[int, list[str]]:
    """How many files with a handler the fixes change, and in which of them the handler too."""
    asked = with_handlers(files, kind, number)
    after = changed(files | {path: data for path, (data, _) in asked.items()})
    hit = [path for path, data in after.items() if path in asked and asked[path][1] not in data]
    return len(after.keys() & asked.keys()), hit


def test_every_kind_of_fix_leaves_the_handlers_alone() -> None:
    seen = [touched(files, number, number) for number, files in enumerate(SEEDS)]
    assert [hit for _, hit in seen if hit] == []
    # The handlers do not keep the fixes away.
    assert sum(count > 0 for count, _ in seen) > len(SEEDS) // 3


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(SEEDS), st.integers(0, 2), st.integers(0, 30))
def test_wherever_a_handler_stands(files: Files, kind: int, number: int) -> None:
    assert touched(files, kind, number)[1] == []
