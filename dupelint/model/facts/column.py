"""The types of columns.

- `Span`: a place in this file, as one integer: `start << 21 | length`, byte offsets. The store
  adds the file: `file << 42 | start << 21 | length`. `NO_SPAN` where there is none.
- `ValueText`: a `model.value.Value` as JSON text.
- `Arms`: JSON text of `[[branch, arm], …]`, outermost first: the branches whose arm this place
  lies in. `branch` is the byte offset of the branching statement, `arm` a label: `if`, `main` (an
  `if` that holds only when the file itself is started), `elif1`, `else`, `try`, `except ImportError`, `case0`. After `if c: … return` the rest of the block is
  the arm `else` of that `if`. Two places that share a branch with different arms exclude each
  other. (`try` and `finally`/`else` of one statement are the same arm; a handler excludes the
  body only where it catches the failure of an import.)
- `scope`: the dotted path of the enclosing functions and classes, `""` for the module:
  `create_app`, `Server.start`. An anonymous function is `<offset>`. A second definition of the
  same path gets `@offset` appended.
"""

from typing import NewType

Span = NewType("Span", int)
ValueText = NewType("ValueText", str)
Arms = NewType("Arms", str)

LENGTH_BITS = 21
START_BITS = 21
_LONGEST = (1 << LENGTH_BITS) - 1
NO_SPAN = Span(-1)
NO_ARMS = Arms("[]")


def span(start: int, end: int) -> Span:
    """Half-open byte range of one file as one integer (no file in it yet)."""
    length = end - start
    return Span(start << LENGTH_BITS | (length if length < _LONGEST else _LONGEST))
