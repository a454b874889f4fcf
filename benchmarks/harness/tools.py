"""The tools that are compared: where they are, how they are called, how their output is read."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from harness import hits
from harness.child import Run
from harness.corpus import SEMGREP_IGNORE, SIZE_LIMIT

HERE = Path(__file__).resolve().parent.parent
PEERS = HERE / "peers"
PEER_NAMES = ("grep", "ripgrep", "ast-grep", "semgrep")
# The grammars that ast-grep reads with the rules written for JavaScript.
TYPED = {"ts": "TypeScript", "tsx": "Tsx"}


@dataclass(frozen=True, slots=True)
class Tool:
    """A command that takes a tree as its last argument; `rules` is how many rules it runs."""

    name: str
    command: Sequence[str | Path]
    version: str
    read: Callable[[Run], hits.Found]
    good: frozenset[int] = frozenset({0})
    rules: int | None = None
    env: Mapping[str, str] = field(default_factory=dict)


def dupelint_command() -> tuple[str | Path, ...]:
    """dupelint of this interpreter; -P keeps the current folder's modules out of it."""
    return (sys.executable, "-P", "-m", "dupelint")


def find_dupelint(*options: str, name: str) -> Tool | None:
    """dupelint under `name`, called with further options, or None where it is not installed."""
    command = dupelint_command()
    version = _version(command)
    if version is None:
        return None
    check = (*command, "check", "--isolated", "--output-format", "json", *options)
    return Tool(name, check, version, hits.dupelint, good=frozenset({0, 1}))


def find_peer(name: str, work: Path, jobs: int) -> Tool | None:
    """One peer with its rules laid out under `work`, or None where it is not installed."""
    program = shutil.which({"ripgrep": "rg"}.get(name, name), path=_search_path())
    version = _version((program,)) if program else None
    if program is None or version is None:
        return None
    return _BUILDERS[name](program, version, work, jobs)


def _grep(program: str, version: str, work: Path, _jobs: int) -> Tool:
    patterns, bare = _patterns(work)
    return Tool(
        "grep",
        [program, "-rnIE", "--exclude-dir=.git", f"--exclude={SEMGREP_IGNORE}", "-f", bare],
        version,
        partial(hits.matched_lines, patterns=patterns),
        good=frozenset({0, 1}),
        rules=len(patterns),
        env={"LC_ALL": "C"},  # several times faster than in UTF-8
    )


def _ripgrep(program: str, version: str, work: Path, jobs: int) -> Tool:
    patterns, bare = _patterns(work)
    everything = ["--no-config", "--no-ignore", "--hidden", "-g!.git", f"-g!{SEMGREP_IGNORE}"]
    return Tool(
        "ripgrep",
        [program, *everything, "-n", "--no-heading", "-j", str(jobs), "-f", bare],
        version,
        partial(hits.matched_lines, patterns=patterns),
        good=frozenset({0, 1}),
        rules=len(patterns),
    )


def _ast_grep(program: str, version: str, work: Path, jobs: int) -> Tool:
    config, rules = _ast_grep_rules(work)
    command: list[str | Path] = [
        program,
        "scan",
        "-c",
        config,
        "--json=stream",
        "--inspect=summary",
        f"-j{jobs}",
    ]
    for ignored in ("hidden", "dot", "exclude", "global", "parent", "vcs"):
        command += ["--no-ignore", ignored]
    return Tool("ast-grep", [*command, "--globs=!.git"], version, hits.ast_grep, rules=rules)


def _semgrep(program: str, version: str, work: Path, jobs: int) -> Tool:
    rules = sum(path.read_text().count("\n  - id: ") for path in PEERS.glob("semgrep/*.yml"))
    command: list[str | Path] = [
        program,
        "scan",
        "--config",
        PEERS / "semgrep",
        "--json",
        "--quiet",
    ]
    command += ["--metrics=off", "--disable-version-check", "--no-git-ignore", "--timeout=0"]
    command += [f"--max-target-bytes={SIZE_LIMIT}", f"--jobs={jobs}"]
    settings = {"SEMGREP_SETTINGS_FILE": str(work / "semgrep-settings.yml")}
    return Tool("semgrep", command, version, hits.semgrep, rules=rules, env=settings)


_BUILDERS: Mapping[str, Callable[[str, str, Path, int], Tool]] = {
    "grep": _grep,
    "ripgrep": _ripgrep,
    "ast-grep": _ast_grep,
    "semgrep": _semgrep,
}


def _patterns(work: Path) -> tuple[list[hits.Pattern], Path]:
    """patterns.txt, and a copy without the names, which is what `-f` takes."""
    lines = (PEERS / "patterns.txt").read_text().splitlines()
    patterns = [hits.Pattern(*line.split("\t")) for line in lines]
    bare = work / "patterns.txt"
    bare.write_text("".join(f"{pattern.regex}\n" for pattern in patterns))
    return patterns, bare


def _ast_grep_rules(work: Path) -> tuple[Path, int]:
    """The rule files; those for JavaScript once per grammar, as a rule has one language."""
    root = work / "ast-grep"
    shutil.copytree(PEERS / "ast-grep", root, dirs_exist_ok=True)
    for rule in (PEERS / "ast-grep" / "rules").glob("js-*.yml"):
        for suffix, language in TYPED.items():
            text = rule.read_text().replace("--js\n", f"--{suffix}\n", 1)
            text = text.replace("language: JavaScript\n", f"language: {language}\n", 1)
            (root / "rules" / f"{rule.stem}-{suffix}.yml").write_text(text)
    return root / "sgconfig.yml", len(list((PEERS / "ast-grep" / "rules").glob("*.yml")))


def _version(command: Sequence[str | Path]) -> str | None:
    offline = ("--disable-version-check",) if str(command[0]).endswith("semgrep") else ()
    answer = subprocess.run(
        [*command, "--version", *offline], capture_output=True, text=True, check=False
    )
    if answer.returncode != 0:
        return None
    first = answer.stdout.strip().splitlines()[:1]
    return first[0] if first else "unknown"


def _search_path() -> str:
    """Where the interpreter's own scripts lie comes first: the peers of the `bench` extra."""
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
