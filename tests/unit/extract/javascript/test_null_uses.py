"""Keys of an answer that are used as if they were never null."""

from __future__ import annotations

import pytest

from dupelint.model.facts import NullUse
from tests.unit.extract.javascript.conftest import Read

BODY = "const r = await fetch('/x'); const b = await r.json(); "


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("img.src = b.one;", [("b.one", "one", "assignment")]),
        ("img.src = (b.one as string);", [("b.one", "one", "assignment")]),
        ("a.href = b.one;", [("b.one", "one", "assignment")]),
        ("use(b.one.length);", [("b.one", "one", "member")]),
        ("use(b.one!.length);", [("b.one", "one", "member")]),
        ("return <img src={b.one} />;", [("b.one", "one", "attribute")]),
        ("return <a href={b.one}>x</a>;", [("b.one", "one", "attribute")]),
        ("return <img alt={b.one} />;", []),
        ("img.title = b.one; use(b.one); keep.one = b.one;", []),
        ("use(b.one?.length);", []),
        ("img.src = b.one || '';", []),
        ("img.src = b.one ?? empty;", []),
        ("if (!b.one) return; img.src = b.one;", []),
        ("if (b.one === null) return; img.src = b.one;", []),
        ("return b.one && <img src={b.one} />;", []),
        ("return b.one ? <img src={b.one} /> : null;", []),
        ("if (!b.two) return; img.src = b.one;", [("b.one", "one", "assignment")]),
        ("const f = (b) => { img.src = b.one; };", []),  # another b
        ("img.src = `${b.one}`;", []),
    ],
)
def test_uses_of_a_body(read: Read, code: str, found: list[tuple[str, str, str]]) -> None:
    source = f"async function run() {{ {BODY}{code} }}"
    assert read(source, NullUse, "at key use", "a.tsx") == found


STATE = "const [qr, setQr] = useState<Qr>(); "


@pytest.mark.parametrize(
    ("code", "uses"),
    [
        ("fetch('/x').then((r) => r.json()).then((b) => setQr(b));", 1),
        ("fetch('/x').then((r) => r.json()).then((b) => setQr(b as Qr));", 1),
        ("fetch('/x').then((r) => r.json()).then(setQr);", 1),
        ("const load = async () => setQr(await (await fetch('/x')).json());", 1),
        ("fetch('/x').then((r) => r.json()).then((b) => setQr(b.one));", 0),
        ("fetch('/x').then((r) => r.json()).then((b) => setOther(b));", 0),
        ("fetch('/x').then((r) => r.json()).then((b) => setQr({ dataUrl: b.one || '' }));", 0),
    ],
)
def test_uses_of_state(read: Read, code: str, uses: int) -> None:
    source = f"function Page() {{ {STATE}{code} return qr && <img src={{qr.dataUrl}} />; }}"
    found = [("qr.dataUrl", "dataUrl", "attribute")] * uses
    assert read(source, NullUse, "at key use", "a.tsx") == found


def test_state_of_another_component(read: Read) -> None:
    load = "fetch('/x').then((r) => r.json()).then((b) => setQr(b));"
    other = f"function Other() {{ {STATE} return <img src={{qr.dataUrl}} />; }}"
    page = f"function Page() {{ {STATE}{load} return <img src={{qr.dataUrl}} />; }}"
    assert read(f"{page} {other}", NullUse, "key", "a.tsx") == []
    assert read(f"function Page() {{ {load} }} {other}", NullUse, "key", "a.tsx") == []


def test_a_key_of_axios_is_no_body(read: Read) -> None:
    source = (
        "import axios from 'axios'; async function f() {"
        " const r = await axios.get('/x'); img.src = r.data.one; }"
    )
    assert read(source, NullUse, "key", "a.ts") == []
