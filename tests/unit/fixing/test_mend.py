"""Rounds of fixes in a world of words: `old>new` is a finding, its fix leaves `new`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest

from dupelint.fixing import make
from dupelint.fixing.mend import LOOKS, Mended, Mender, Terms
from dupelint.fixing.task import Change, RefusalError, Task
from dupelint.fixing.verify import Seen
from dupelint.model.edit import Applicability, Edit, Fix, Fixer, Remedy, Target
from dupelint.model.finding import Finding, Place, Severity
from dupelint.model.source import Language

AGAIN = {"arrow": frozenset({"arrow"})}  # a fix may bring up another of its kind
WORD = re.compile(rb"\S+")
SEVERITIES = {
    "arrow": Severity.WARNING,
    "error": Severity.ERROR,
    "boom": Severity.ERROR,
    "hush": Severity.INFO,
}


def findings(files: Mapping[str, bytes]) -> list[Finding]:
    """`boom` is an error, `hush` an info, `?old>new` has an unsafe fix, `!old>new` one for display."""
    found = []
    for path, data in sorted(files.items()):
        for word in WORD.finditer(data):
            text = word[0].decode()
            rule = "arrow" if ">" in text else text.strip("()")
            rule = "error" if text.startswith("err") else rule
            if rule not in SEVERITIES:
                continue
            trust = {"?": Applicability.UNSAFE, "!": Applicability.DISPLAY}
            target = Target(path, word.start(), word.end(), {})
            applicability = trust.get(text[0], Applicability.SAFE)
            remedy = Remedy(Fixer.REPLACE_VALUE, applicability, (target,))
            found.append(
                Finding(
                    rule[:1].upper(), rule, SEVERITIES[rule], text, Place(path, *word.span()),
                    fingerprint=f"{path} {text}", remedy=remedy if ">" in text else None,
                )
            )  # fmt: skip
    return found


def replace_value(task: Task) -> Change:
    word = task.source[task.start : task.end]
    if b"never" in word:
        raise RefusalError("it is never replaced")
    _, _, new = word.partition(b">")
    edit = Edit(task.path, task.start, task.end, new, task.source[task.start : task.end])
    return Change(f"To {new.decode()}", (edit,))


class World:
    """Files, and how often they were looked at."""

    def __init__(self, **files: str) -> None:
        self.files = {f"{name}.py": text.encode() for name, text in files.items()}
        self.looks = 0

    def look(self, contents: Mapping[str, bytes]) -> Seen:
        self.looks += 1
        return Seen(findings(self.files | dict(contents)))

    def mend(self, **terms: object) -> Mended:
        usual: dict[str, object] = {
            "unsafe": False,
            "uncovers": {},
            "forbidden": lambda _path: "",
            "concerned": lambda _finding: True,
        }
        mender = Mender(
            self.look,
            self.files.__getitem__,
            lambda _path: Language.PYTHON,
            Terms(**{**usual, **terms}),  # type: ignore[arg-type]  # checked by the dataclass
        )
        return mender.mend(Seen(findings(self.files)))


@pytest.fixture(autouse=True)
def fixers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "fixer", lambda _name: replace_value)


def left(mended: Mended) -> dict[str, str]:
    return {path: data.decode() for path, data in mended.contents.items()}


def refused(mended: Mended) -> list[tuple[str, str]]:
    return [(finding.message, why) for finding, why in mended.refused]


def test_a_project_without_findings() -> None:
    world = World(a="fine words")

    mended = world.mend()

    assert (mended.contents, mended.fixed, mended.refused, world.looks) == ({}, [], [], 0)


def test_everything_is_verified_with_one_look() -> None:
    world = World(a="x>y and p>q", b="m>n")

    mended = world.mend()

    assert left(mended) == {"a.py": "y and q", "b.py": "n"}
    assert [fix.title for _, fix in mended.fixed] == ["To y", "To q", "To n"]
    assert (mended.seen.findings, mended.refused, world.looks) == ([], [], 1)


def test_rounds_until_nothing_changes() -> None:
    world = World(a="x>y>z")

    mended = world.mend(uncovers=AGAIN)

    assert left(mended) == {"a.py": "z"}
    assert ([finding.message for finding, _ in mended.fixed], world.looks) == (["x>y>z", "y>z"], 2)


def test_rounds_have_an_end() -> None:
    mended = World(a=">".join("x" * 20)).mend(uncovers=AGAIN)

    assert left(mended) == {"a.py": ">".join("x" * 10)}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("x>boom", "it would bring B in a.py: boom"),
        ("x>y>z", "it would bring A in a.py: y>z"),
        ("f(x>y)", "a.py would not parse any more"),
        ("x>never", "it is never replaced"),
    ],
)
def test_a_fix_that_fails_is_not_written_and_the_others_are(text: str, why: str) -> None:
    world = World(a=f"{text}", b="m>n", c="k>l")

    mended = world.mend()

    assert left(mended) == {"b.py": "n", "c.py": "l"}
    assert refused(mended) == [(text, why)]
    assert [finding.message for finding in mended.seen.findings] == [text]


def test_what_a_rule_uncovers_may_come() -> None:
    mended = World(a="x>boom").mend(uncovers={"arrow": frozenset({"boom"})})

    assert left(mended) == {"a.py": "boom"}


def test_what_is_milder_may_come() -> None:
    assert left(World(a="x>hush").mend()) == {"a.py": "hush"}


def test_what_was_there_before_is_not_new() -> None:
    assert left(World(a="boom x>y boom").mend()) == {"a.py": "boom y boom"}


@pytest.mark.parametrize("count", [2, 5, 16])
def test_the_failing_one_is_found_by_halving(count: int) -> None:
    words = [f"x{number}>y{number}" for number in range(count)]
    words[count // 2] = "x>boom"
    world = World(**{f"f{number:02}": word for number, word in enumerate(words)})

    mended = world.mend()

    assert len(mended.fixed) == count - 1
    assert refused(mended) == [("x>boom", f"it would bring B in f{count // 2:02}.py: boom")]
    assert world.looks < 3 * count


def test_the_search_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dupelint.fixing.mend.LOOKS", 5)
    world = World(**{f"f{number:02}": "x>boom" for number in range(20)})

    mended = world.mend()

    assert (mended.contents, world.looks) == ({}, 5)
    assert {why for _, why in refused(mended)} >= {
        "too many fixes fail together: select fewer rules"
    }
    assert LOOKS > 5


def test_unsafe_ones_are_applied_when_asked_for() -> None:
    assert left(World(a="?x>y").mend()) == {}
    assert left(World(a="?x>y !p>q").mend(unsafe=True)) == {"a.py": "y !p>q"}


def test_findings_that_do_not_concern_and_files_that_are_not_edited() -> None:
    def concerned(finding: Finding) -> bool:
        return finding.primary.path != "a.py"

    def forbidden(path: str) -> str:
        return "not this one" if path == "b.py" else ""

    mended = World(a="x>y", b="x>y", c="x>y").mend(concerned=concerned, forbidden=forbidden)

    assert left(mended) == {"c.py": "y"}
    assert refused(mended) == [("x>y", "not this one")]


def test_each_is_asked_about_once() -> None:
    asked: list[str] = []

    def review(finding: Finding, _fix: Fix, _read: Callable[[str], bytes]) -> bool:
        asked.append(finding.message)
        return finding.message != "p>q"

    mended = World(a="x>y>z p>q ?m>n").mend(review=review, uncovers=AGAIN)

    assert left(mended) == {"a.py": "z p>q n"}
    assert asked == ["x>y>z", "p>q", "?m>n", "y>z"]
    assert refused(mended) == []


def test_two_findings_with_one_text_are_both_fixed() -> None:
    mended = World(a="x>y x>y").mend()

    assert (left(mended), len(mended.fixed)) == ({"a.py": "y y"}, 2)


def test_each_is_held_to_what_it_mends() -> None:
    """`err…` is an error here: it may bring a warning, which the fix of a warning may not."""
    world = World(a="err_x>!p>q x>y", b="x>!p>q")

    mended = world.mend()

    assert left(mended) == {"a.py": "!p>q y"}
    assert refused(mended) == [("x>!p>q", "it would bring A in b.py: !p>q")]
