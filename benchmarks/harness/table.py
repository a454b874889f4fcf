"""The comparison of one tree as text."""

from collections.abc import Iterator, Sequence
from statistics import median

from harness.corpus import Corpus
from harness.pairing import Contender, Ratios

MEGABYTE = 1_000_000


def render(
    corpus: Corpus,
    ours: Sequence[Contender],
    peers: Sequence[Contender],
    ratios: Sequence[Ratios],
) -> str:
    parts = [
        f"{corpus.name}: {corpus.files} files, {corpus.bytes / MEGABYTE:.1f} MB",
        *_costs((*ours, *peers), corpus),
        *_ratios(ratios),
        *_ours(ours),
        *_peers(peers),
        "",
    ]
    return "\n".join(parts)


def _costs(contenders: Sequence[Contender], corpus: Corpus) -> Iterator[str]:
    yield from _grid(
        ["", "wall s", "CPU s", "peak MB", "files read", "rules", "hits"],
        [
            [
                contender.tool.name,
                f"{median(contender.walls):.3f}",
                f"{median(contender.cpus):.3f}",
                f"{median(contender.memory) / MEGABYTE:.0f}",
                _files(contender, corpus),
                str(contender.tool.rules or "all"),
                str(contender.found.rules.total() if contender.found else 0),
            ]
            for contender in contenders
        ],
    )


def _files(contender: Contender, corpus: Corpus) -> str:
    seen = contender.found.files if contender.found else None
    if seen is None:
        return "not told"
    return str(seen) if seen == corpus.files else f"{seen} of {corpus.files}"


def _ratios(ratios: Sequence[Ratios]) -> Iterator[str]:
    for cost, title in (("wall", "wall time"), ("memory", "peak memory")):
        chosen = [ratio for ratio in ratios if ratio.cost == cost]
        if not chosen:
            continue
        yield ""
        yield f"dupelint's {title} ÷ the peer's, median of {len(chosen[0].values)} pairs (range)"
        scenarios = list(dict.fromkeys(ratio.scenario for ratio in chosen))
        cells = {(ratio.peer, ratio.scenario): _ratio(ratio) for ratio in chosen}
        peers = dict.fromkeys(ratio.peer for ratio in chosen)
        yield from _grid(
            ["", *scenarios],
            [[peer, *(cells[peer, scenario] for scenario in scenarios)] for peer in peers],
        )


def _ratio(ratio: Ratios) -> str:
    return f"{ratio.middle:.2g} ({min(ratio.values):.2g}-{max(ratio.values):.2g})"


def _ours(ours: Sequence[Contender]) -> Iterator[str]:
    for contender in ours[:1]:
        found = contender.found.rules if contender.found else {}
        told = ", ".join(f"{code} {count}" for code, count in sorted(found.items()))
        yield ""
        yield f"findings of dupelint: {told or 'none'}"


def _peers(peers: Sequence[Contender]) -> Iterator[str]:
    found = [contender.found.rules for contender in peers if contender.found]
    if not found:
        return
    yield ""
    yield "hits of the peers' rules"
    yield from _grid(
        ["", *(contender.tool.name for contender in peers)],
        [
            [rule, *(str(counter[rule]) for counter in found)]
            for rule in sorted({rule for counter in found for rule in counter})
        ],
    )


def _grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    for row in (head, *rows):
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        yield "  ".join(cells).rstrip()
