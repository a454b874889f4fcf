"""Compare dupelint with grep, ripgrep, ast-grep and semgrep on the same files (see README.md)."""

# ruff: noqa: T201  (a script: printing is its job)

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

from harness import machine, table, targets
from harness.corpus import Corpus, copy_sources
from harness.pairing import Contender, FailedRunError, Ratios, as_json, compare
from harness.tools import PEER_NAMES, Tool, find_dupelint, find_peer

COLD, WARM, EDITED = "dupelint cold", "dupelint warm", "dupelint edited"


def main(argv: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(argv)
    try:
        cores = machine.pin(options.cpus)
        host = machine.describe(cores)
        print(f"{host['processor']}, cores {cores}, load {host['load']:.2f}, {host['system']}")
        with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
            work = Path(name)
            ours, peers = _present(options.tools, work, len(cores))
            rows: list[targets.Row] = []
            trees = [_one_tree(tree, ours, peers, work, options, rows) for tree in options.trees]
            if ours and options.targets:
                rows += targets.short_runs(options.runs)
                rows += targets.grown(options.synthetic, work, options.timeout)
                print(targets.render(rows), flush=True)
    except (FailedRunError, ValueError) as error:
        print(f"compare: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    if options.json:
        document = {"machine": host, "pairs": options.runs, "trees": trees}
        options.json.write_text(json.dumps(document, indent=2) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trees", nargs="+", type=Path, metavar="TREE")
    parser.add_argument("--runs", type=_positive, default=9, help="pairs per peer (default 9)")
    parser.add_argument("--cpus", help="pin everything to these cores, such as 0,1")
    parser.add_argument(
        "--tools", nargs="+", choices=PEER_NAMES, default=PEER_NAMES, help="peers (default all)"
    )
    parser.add_argument("--timeout", type=float, default=600.0, help="seconds one run may take")
    parser.add_argument(
        "--targets", action="store_true", help="also measure what is judged: one core, growth, …"
    )
    parser.add_argument(
        "--synthetic", type=_positive, default=2_000, metavar="N",
        help="files of the smaller synthetic project (default 2000)",
    )  # fmt: skip
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every measurement")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _present(names: Sequence[str], work: Path, jobs: int) -> tuple[list[Tool], list[Tool]]:
    """Scenarios of dupelint, and the peers, as far as they are installed; names the absent."""
    scenarios = [
        find_dupelint("--no-cache", name=COLD),
        find_dupelint(name=WARM),
        find_dupelint(name=EDITED),
    ]
    ours = [tool for tool in scenarios if tool]
    found = {name: find_peer(name, work, jobs) for name in names}
    absent = [name for name, tool in found.items() if tool is None]
    if not ours:
        absent.insert(0, f"dupelint (no module of {sys.executable})")
    if absent:
        print(f"absent: {', '.join(absent)}")
    peers = [tool for tool in found.values() if tool]
    for tool in (*ours[:1], *peers):
        print(f"{tool.name.split()[0]}: {tool.version}")
    return ours, peers


def _one_tree(
    tree: Path,
    ours: Sequence[Tool],
    peers: Sequence[Tool],
    work: Path,
    options: argparse.Namespace,
    rows: list[targets.Row],
) -> dict[str, object]:
    """Measure on one tree, print its table, return its part of the document; `rows` grows by what
    is judged."""
    with tempfile.TemporaryDirectory(dir=work) as name:
        empty = Path(name, "empty")
        empty.mkdir()
        plain = copy_sources(tree, Path(name, "plain", tree.resolve().name))
        # dupelint's cache lies in the tree: nobody else is to search through it.
        cached = copy_sources(tree, Path(name, "cached", tree.resolve().name))
        rivals = [Contender(tool, plain, empty, options.timeout) for tool in peers]
        scenarios = [Contender(tool, cached, empty, options.timeout) for tool in ours]
        for scenario in scenarios:
            if scenario.tool.name == EDITED:
                scenario.prepare = _editor(cached)
        ratios = compare(scenarios, rivals, options.runs)
        print()
        print(table.render(plain, scenarios, rivals, ratios), flush=True)
        if options.targets:
            rows += _judged(plain, ratios)
            single = targets.one_core(plain, Path(name), options.runs, options.timeout)
            rows += [single] if single else []
    return {
        "tree": plain.name,
        "files": plain.files,
        "bytes": plain.bytes,
        "tools": [as_json(contender) for contender in (*scenarios, *rivals)],
        "ratios": [
            {
                "cost": ratio.cost,
                "dupelint": ratio.scenario,
                "peer": ratio.peer,
                "median": ratio.middle,
                "values": ratio.values,
            }
            for ratio in ratios
        ],
    }


def _judged(corpus: Corpus, ratios: Sequence[Ratios]) -> Iterator[targets.Row]:
    for scenario, peer, target in targets.AGAINST:
        for ratio in ratios:
            if (ratio.cost, ratio.scenario, ratio.peer) == ("wall", scenario, peer):
                case = f"{corpus.name}: {scenario.removeprefix('dupelint ')} ÷ {peer}"
                yield targets.Row(case, target, targets.spread(ratio.values))


def _editor(corpus: Corpus) -> Callable[[], None]:
    """Give the corpus' middle file an ending that it never had before, at each call."""
    original = corpus.edited.read_bytes()
    comment = "#" if corpus.edited.suffix == ".py" else "//"
    numbers = count(1)

    def edit() -> None:
        ending = f"\n{comment} edit {next(numbers)}\n"
        corpus.edited.write_bytes(original + ending.encode())

    return edit


if __name__ == "__main__":
    raise SystemExit(main())
