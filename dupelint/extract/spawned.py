"""Commands that code starts: what `subprocess.Popen([…])` or `spawn('node', […])` runs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from dupelint.model.facts import Arms, Process, Span
from dupelint.model.value import Value

HOLE = "${_}"  # a part that is not known
_MAX_COMMAND = 2_000  # characters that a fact keeps


def processes(
    words: Sequence[str], shell: bool, name: str, folder: str, parallel: bool, arms: Arms, at: Span
) -> Iterator[Process]:
    """The programs of one call; `shell`: the only word is a line for a shell.

    `folder`: where it runs, relative to the file; `?` if not known.
    """
    from dupelint.extract.commandline import commands, commands_of_words, words_at
    from dupelint.extract.settings.entry_files import join
    from dupelint.extract.settings.steps import UNKNOWN, below, steps

    line = " ".join(words)
    if not words or words[0].startswith(HOLE):
        return
    apart = [words_at(word) for word in words]
    found = list(commands(apart[0]) if shell else commands_of_words(apart))
    inside = "" if folder == UNKNOWN else folder
    for step in steps(found):
        if step.entry.startswith("/") or HOLE in step.entry or HOLE in step.callee:
            continue
        variables = json.dumps(dict(step.variables), ensure_ascii=False)
        yield Process(
            "code", name, line[:_MAX_COMMAND], join(inside, step.entry) if step.entry else "",
            step.program, step.target, step.port, step.workers, step.worker_class, variables,
            step.calls, step.callee, UNKNOWN if folder == UNKNOWN else below(folder, step.folder),
            "[]", step.group, int(step.parallel or parallel), "", arms, at,
        )  # fmt: skip


def written(value: Value) -> str:
    """An argument as text; what is not known is a hole."""
    match value:
        case ("str", str(text)):
            return text
        case ("num", number):
            return str(number)
        case ("env", str(name), ("str" | "num", default)):
            return f"${{{name}:-{default}}}"
        case ("env", str(name), _):
            return f"${{{name}}}"
        case ("concat", *parts):
            return "".join(written(part) for part in parts)
        case ("cond", first, _):  # `win32 ? 'npm.cmd' : 'npm'`
            return written(first)
    return HOLE
