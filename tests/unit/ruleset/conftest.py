"""A rule document to break, a store to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dupelint.model.facts import FACTS, PortMention, span
from dupelint.model.source import Kind, Language, SourceFile
from dupelint.ruleset.document import load
from dupelint.ruleset.rule import Rule
from dupelint.store import Store, Written, open_store

DOCUMENT = """\
---
id: used-port
code: OWN101
severity: [warning, error]
evidence: presence
message: "port {port} is used"
advice: "use another than {port}"
---
# A port is used

## What it finds

Ports.

## Why it matters

One of them is taken.

## What it leaves alone

Other numbers.

## Query

```sql
SELECT at, port
FROM port_mention
```

## Examples

### A port

```python file=app.py
app.run(port=5000)  # finding: used-port
```

### No port

```python file=app.py
count = 5000
```
"""

FILES = {
    "server/app.py": b"app.run(port=5000)\nother.run(port=5000)\nthird.run(port=3001)\n",
    "bridge.js": "// \u00e4\n/* \U0001f600 */ app.listen(3001)\n".encode(),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, so that error messages hold short paths."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def write(folder: Path) -> Callable[..., Path]:
    """Write a rule document: the valid one, with each text replaced by another."""

    def write(*changes: tuple[str, str], name: str = "used-port") -> Path:
        text = DOCUMENT
        for old, new in changes:
            assert text.count(old) >= 1, old
            text = text.replace(old, new, 1)
        path = Path(f"{name}.md")
        (folder / path).write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def rule(write: Callable[..., Path]) -> Callable[..., Rule]:
    """A rule whose query is the given one."""

    def rule(query: str, *changes: tuple[str, str], name: str = "used-port") -> Rule:
        old = "SELECT at, port\nFROM port_mention\n"
        return load(write((old, query + "\n"), *changes, name=name))

    return rule


@pytest.fixture
def store() -> Iterator[Store]:
    """Two files whose ports are facts; the bytes are FILES. The later path has the lower id."""
    store, _ = open_store(None, "test")
    kind = FACTS.index(PortMention)

    def rows(path: str) -> list[tuple[int, PortMention]]:
        found = []
        for number in (5000, 3001):
            digits = str(number).encode()
            offset = FILES[path].find(digits)
            while offset >= 0:
                at = span(offset, offset + len(digits))
                found.append((kind, PortMention(number, "listen", "port", "", at)))
                offset = FILES[path].find(digits, offset + 1)
        return found

    store.write(
        [
            Written(SourceFile(path, Language.PYTHON, Kind.SOURCE, 9, 9), b"", rows(path), "")
            for path in sorted(FILES, reverse=True)
        ]
    )
    store.begin_run([SourceFile(path, Language.PYTHON, Kind.SOURCE, 9, 9) for path in FILES])
    store.create_wiring()
    yield store
    store.close()


@pytest.fixture
def read() -> Callable[[str], bytes]:
    """The bytes of a path."""
    return FILES.__getitem__
