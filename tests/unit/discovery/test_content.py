from __future__ import annotations

import pytest

from dupelint.discovery import is_binary, is_minified, language_of

LINE = b"const value = compute(first, second)\n"


@pytest.mark.parametrize(
    ("path", "data", "minified"),
    [
        # long names, short lines: written by a person
        (
            "src/routes.js",
            b"routes.post('/a/:b',controller.someVeryLongHandlerName)\n" * 300,
            False,
        ),
        ("a.js", LINE * 400, False),
        ("a.js", b"a" * 8_192, False),  # not over 8 KB
        ("a.js", b"a" * 8_193, True),  # one long line
        ("a.js", (b"a b c " * 150 + b"\n") * 20, False),  # 900 bytes a line, airy
        ("a.js", (b"a b c " * 190 + b"\n") * 20, True),  # over 1,000 bytes a line
        ("a.ts", (b"a" * 299 + b"\n") * 40, True),  # 0.3 % white space, long lines
        ("a.ts", (b"a" * 93 + b"\n") * 100, False),  # 1 %, short lines
        ("a.ts", (b"a" * 9 + b"\n") * 1_000, False),  # 10 %
        ("package.json", b"a" * 100_000, False),  # settings never are
        ("a.yml", b"a" * 100_000, False),
        ("a.min.js", LINE, True),
        ("a.bundle.js", LINE, True),
        ("admin.js", LINE, False),
    ],
)
def test_minified(path: str, data: bytes, minified: bool) -> None:
    language = language_of(path)
    assert language is not None
    assert is_minified(path, language, data) is minified


def test_binary() -> None:
    assert is_binary(b"GIF89a\0\0")
    assert not is_binary("é".encode())
    assert not is_binary(b"x" * 8_192 + b"\0")
