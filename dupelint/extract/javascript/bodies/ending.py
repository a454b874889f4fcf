"""Calls that end the code which makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dupelint.extract.javascript.bodies.calling import Calls
from dupelint.extract.javascript.bodies.script import Script, is_async
from dupelint.extract.javascript.bodies.values import Key, Path, ThrownError, truth
from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.modules import origin_of

if TYPE_CHECKING:
    from tree_sitter import Node

_MAX_ACTIVE = 12  # functions of the file that call each other
_TURN = {"||": False, "&&": True}  # the truth of the left side that makes the right side run
_PROCESS = frozenset({"process.exit", "process.abort", "Deno.exit"})
_NEVER = {  # functions of packages that always throw
    "next/navigation": frozenset(
        {"notFound", "redirect", "permanentRedirect", "forbidden", "unauthorized"}
    ),
    "@sveltejs/kit": frozenset({"error", "redirect"}),
}
_ASSERTING = frozenset(
    {"tiny-invariant", "invariant", "assert", "node:assert", "assert/strict", "node:assert/strict"}
)
_OTHERS = frozenset({"react", "vue", "svelte", "sonner", "react-hot-toast", "react-toastify"})


class Ending(Calls):
    """Calls as statements.

    Whether a function of another file throws is not known here: `left` holds such calls that are
    made because of what the response is, and those that are `assumed` to throw do.
    """

    deciding = 0  # branches at hand that are taken because of what the response is
    assumed: frozenset[Key] = frozenset()

    def called(self, call: Node, path: Path, awaited: bool) -> None:
        """A call as a statement; raises ThrownError where it ends the code."""
        self._elsewhere(call, path, awaited)
        if self._is_handed(call, path):
            if awaited or not self._delayed(call, path):
                self.evaluate(call, path)
        elif self._never_returns(call, path) and (awaited or not self._delayed(call, path)):
            raise ThrownError(False)

    def _elsewhere(self, call: Node, path: Path, awaited: bool) -> None:
        """A call of what is imported."""
        callee = call.child_by_field_name("function")
        if callee is None:
            return
        root = callee.child_by_field_name("object") or callee
        if root.type != "identifier":
            return
        if callee.type == "member_expression" and self.script.text(callee) in _PROCESS:
            raise ThrownError(False)
        found = self.script.binding(self.script.text(root), path)
        source = origin_of(found, self.script.data) if found is not None else None
        if source is None or source[0] in _OTHERS:
            return
        if source[0] in _ASSERTING:
            given = arguments(call)
            held = self.evaluate(given[0], (*path, call)) if given else None
            if held is not None and truth(held.value) is False:
                raise ThrownError(held.about)
            return
        if source[1] in _NEVER.get(source[0], ()):
            raise ThrownError(False)
        if self.deciding:
            key = (call.start_byte, call.end_byte)
            if key in self.assumed:
                raise ThrownError(True)
            self.left.setdefault(key, (callee, path, awaited))

    def _never_returns(self, call: Node, path: Path) -> bool:
        """Whether a function of the file that is given nothing of the response always throws."""
        callee = call.child_by_field_name("function")
        function = self.script.function(callee, path) if callee is not None else None
        if function is None or not self.script.leaving.throws(function.node):
            return False
        place = (function.node.id, 2)
        if place in self.active or len(self.active) > _MAX_ACTIVE:
            return False
        self.active.add(place)
        try:
            self.invoke(function, ())
        except ThrownError:
            return True
        finally:
            self.active.discard(place)
        return False

    def _is_handed(self, call: Node, path: Path) -> bool:
        """Whether a call is given the response."""
        for part in arguments(call):
            inner = self.script.peel(part)
            if inner.type in ("identifier", "call_expression", "member_expression"):
                held = self.evaluate(inner, path)
                if held.about:
                    return True
        return False

    def _delayed(self, call: Node, path: Path) -> bool:
        """Whether what a call throws does not end the code that makes it: nobody awaits it."""
        callee = call.child_by_field_name("function")
        if callee is None:
            return True
        if callee.type == "member_expression":
            name = self.script.text(callee.child_by_field_name("property"))
            if name in ("then", "catch", "finally"):
                return True
        function = self.script.function(callee, path)
        if function is None:
            return False
        return rejects(function.node, self.script)

    def choice(self, node: Node, path: Path) -> None:
        """`ok || fail()` as a statement."""
        right = node.child_by_field_name("right") or node.child_by_field_name("alternative")
        inner = self.script.peel(right) if right is not None else None
        if right is None or inner is None or inner.type != "call_expression":
            return
        operator = self.script.text(node.child_by_field_name("operator"))
        if operator in _TURN:
            left = self.evaluate(node.child_by_field_name("left"), path)
            if truth(left.value) is _TURN[operator]:
                awaited = b"await" in self.script.data[right.start_byte : inner.start_byte]
                self.deciding += left.about
                try:
                    self.called(inner, path, awaited)
                finally:
                    self.deciding -= left.about
                return
        self.evaluate(node, path)


def rejects(function: Node, script: Script) -> bool:
    """Whether a function gives a promise that rejects where another would throw."""
    if is_async(function):
        return True
    text = script.data[function.start_byte : function.end_byte]
    return b"reject" in text and b"throw" not in text
