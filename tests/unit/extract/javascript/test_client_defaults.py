"""Files that say something about cookies for requests which others make."""

from __future__ import annotations

import pytest

from dupelint.extract.javascript.client_defaults import client_defaults


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (b"axios.defaults.withCredentials = true;", 1),
        (b"Object.assign(api.defaults, { withCredentials: true });", 1),
        (b"api.interceptors.request.use((c) => ({ ...c, withCredentials: true }));", 1),
        (b"axios.get('/a', { withCredentials: true });", 0),
        (b"xhr.withCredentials = true;", 0),
        (b"axios.defaults.baseURL = '/api';", 0),
    ],
)
def test_what_is_said_for_others(source: bytes, found: int) -> None:
    assert [fact.setting for fact in client_defaults(source)] == ["withCredentials"] * found
