"""What a file imports."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CASES = [
    pytest.param(
        "Import",
        """\
import a
import a.b.c
import a.b as x, d
from m import y
from m import y as z
from .rel import (
    one,  # a comment, with comma
    two as deux,
)
from .. import up
from ...pkg.mod import thing
from . import *
from q import a, \\
    b
import e; from f import g
from __future__ import annotations
""",
        """\
Import name=a module=a form=import at=‹a›
Import name=a module=a.b.c form=import at=‹a.b.c›
Import name=x module=a.b form=import at=‹a.b as x›
Import name=d module=d form=import at=‹d›
Import name=y module=m symbol=y form=from at=‹y›
Import name=z module=m symbol=y form=from at=‹y as z›
Import name=one module=.rel symbol=one form=from at=‹one›
Import name=deux module=.rel symbol=two form=from at=‹two as deux›
Import name=up module=.. symbol=up form=from at=‹up›
Import name=thing module=...pkg.mod symbol=thing form=from at=‹thing›
Import module=. symbol=* form=from at=‹*›
Import name=a module=q symbol=a form=from at=‹a›
Import name=b module=q symbol=b form=from at=‹b›
Import name=e module=e form=import at=‹e›
Import name=g module=f symbol=g form=from at=‹g›
""",
        id="every form",
    ),
    pytest.param(
        "Import",
        """\
from typing import TYPE_CHECKING
import typing as t
try:
    import fast
except ImportError:
    fast = None
except ModuleNotFoundError:
    import slow
if TYPE_CHECKING:
    from a import A
else:
    from b import A
if t.TYPE_CHECKING:
    import c
def f():
    from .local import bp as b
    class K:
        import inner
    if x: import one
with y:
    import two
async def g():
    for i in j:
        from k import (
            l
        )
""",
        """\
Import name=TYPE_CHECKING module=typing symbol=TYPE_CHECKING form=from at=‹TYPE_CHECKING›
Import name=t module=typing form=import at=‹typing as t›
Import name=fast module=fast form=import arms=try:@52:try at=‹fast›
Import name=slow module=slow form=import arms=try:@52:except ModuleNotFoundError at=‹slow›
Import name=A module=a symbol=A form=from type_only=1 arms=if@153:if at=‹A›
Import name=A module=b symbol=A form=from arms=if@153:else at=‹A›
Import name=c module=c form=import type_only=1 arms=if@217:if at=‹c›
Import name=two module=two form=import at=‹two›
Import name=b module=.local symbol=bp scope=f form=from at=‹bp as b›
Import name=inner module=inner scope=f.K form=import at=‹inner›
Import name=one module=one scope=f form=import arms=if@328:if at=‹one›
Import name=l module=k symbol=l scope=g form=from at=‹l›
""",
        id="where they stand",
    ),
    pytest.param(
        "Import",
        """\
# import a
\"\"\"
import b
\"\"\"
def important(): ...
x.import_module("c")
reimport = 1
""",
        "",
        id="not imports",
    ),
]


@pytest.mark.parametrize(("kinds", "source", "expected"), CASES)
def test_facts(read: Callable[..., list[str]], kinds: str, source: str, expected: str) -> None:
    assert read(source, *kinds.split()) == expected.replace("\n    ", " ").splitlines()
