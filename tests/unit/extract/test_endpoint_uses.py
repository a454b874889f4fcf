"""Names of routes that are asked for."""

from __future__ import annotations

import pytest

from dupelint.extract.endpoint_uses import endpoint_uses


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("return redirect(url_for('users.show', id=1))", ["users.show"]),
        ('<form action="{{ url_for(".save") }}">', [".save"]),
        ("url_for(endpoint='index'), url_for( \"a\" )", ["index", "a"]),
        ("url_for(name)", [""]),
        ("url_for(f'{kind}.show')", [""]),
        ("def url_for(endpoint): ...", []),
        ("url_for", []),
    ],
)
def test_names(source: str, names: list[str]) -> None:
    assert [use.name for use in endpoint_uses(source.encode())] == names
