"""Statements of settings files switched off, and left where the rest needs them."""

import pytest

from dupelint.fixing.fixers.comment_out.settings import comment_out
from dupelint.fixing.task import RefusalError, Task
from dupelint.model.source import Language

DOTENV, YAML, TOML, SHELL = Language.DOTENV, Language.YAML, Language.TOML, Language.SHELL
NGINX, DOCKER, UNIT, MAKE = Language.NGINX, Language.DOCKERFILE, Language.UNIT, Language.MAKEFILE
OFF = "  # dupelint[DUP505]: switched off, .env:7 stays in force"


def task(language: Language, text: str) -> Task:
    """The place stands between » and « in the text."""
    source = text.encode()
    start = source.index("»".encode())
    end = source.index("«".encode()) - len("»".encode())
    source = source.replace("»".encode(), b"").replace("«".encode(), b"")
    return Task("DUP505", "f", language, source, start, end, ".env:7", {})


def patched(task: Task) -> Task:
    source = task.source
    for edit in reversed(comment_out(task).edits):
        assert source[edit.start : edit.end] == edit.expected
        source = source[: edit.start] + edit.replacement + source[edit.end :]
    return Task(task.code, "f", task.language, source, task.start, task.start, task.stays, {})


SWITCHED_OFF = [
    (DOTENV, "»A=1«\nA=2\n", f"# A=1{OFF}\nA=2\n"),
    (DOTENV, "B=0\r\n»A=1«  # why\r\nA=2", f"B=0\r\n# A=1  # why{OFF}\r\nA=2"),
    (DOTENV, "\ufeff»export A=ü«", f"\ufeff# export A=ü{OFF}"),
    (DOTENV, '»A="x\n\n  y"«\nB=1\n', f'# A="x{OFF}\n\n#   y"\nB=1\n'),
    (Language.PROCFILE, "web: »run x«\nweb: y\n", f"# web: run x{OFF}\nweb: y\n"),
    (DOCKER, "FROM x\n»EXPOSE \\\n  3001«\n", f"FROM x\n# EXPOSE \\{OFF}\n#   3001\n"),
    (UNIT, "[Service]\n»Environment=A=1«\n", f"[Service]\n# Environment=A=1{OFF}\n"),
    (MAKE, "»A := 1«\nall:\n\techo\n", f"# A := 1{OFF}\nall:\n\techo\n"),
    (Language.REQUIREMENTS, "»flask==1«\nflask==2\n", f"# flask==1{OFF}\nflask==2\n"),
    (SHELL, "export »A=1«\nexport A=2\n", f"# export A=1{OFF}\nexport A=2\n"),
    (SHELL, "»A=1«;\nrun\n", f"# A=1;{OFF}\nrun\n"),
    (
        SHELL,
        "while x; do\n\t»start \\\n\t\t--now«\n\trun\ndone\n",
        f"while x; do\n\t# start \\{OFF}\n\t# \t--now\n\trun\ndone\n",
    ),
    (
        SHELL,
        "{\n  »start \\\n    --now > log 2>&1«\n  run\n}\n",
        f"{{\n  # start \\{OFF}\n  #   --now > log 2>&1\n  run\n}}\n",
    ),
    (
        YAML,
        "a:\n  »k: 1«\n  k: 2\n",
        f"a:\n  # k: 1{OFF}\n  k: 2\n",
    ),
    (
        YAML,
        "s:\n  »web:\n    image: x\n    text: |\n      a\n\n      b«\n  web:\n    image: y\n",
        f"s:\n  # web:{OFF}\n  #   image: x\n  #   text: |\n  #     a\n\n  #     b\n"
        "  web:\n    image: y\n",
    ),
    (YAML, "e:\n  - »A=1«\n  - A=2\n", f"e:\n  # - A=1{OFF}\n  - A=2\n"),
    (TOML, "»a = [\n  1,\n]«\nb = 1\n", f"# a = [{OFF}\n#   1,\n# ]\nb = 1\n"),
    (
        NGINX,
        "server {\n  »listen 80 # a;b\n    default;«\n}\n",
        f"server {{\n  # listen 80 # a;b{OFF}\n  #   default;\n}}\n",
    ),
    (
        NGINX,
        'http {\n  »location / {\n    add_header A "}";\n  }«\n}\n',
        f'http {{\n  # location / {{{OFF}\n  #   add_header A "}}";\n  # }}\n}}\n',
    ),
]


@pytest.mark.parametrize(("language", "before", "after"), SWITCHED_OFF)
def test_switched_off(language: Language, before: str, after: str) -> None:
    done = patched(task(language, before))
    assert done.source.decode() == after
    assert comment_out(done).edits == ()


def test_edits_hold_nothing_of_the_statement() -> None:
    edits = comment_out(task(DOTENV, '»INTERNAL_SECRET="one\n  two"«\n')).edits
    assert [(edit.start, edit.end, edit.replacement.decode(), edit.expected) for edit in edits] == [
        (0, 0, "# ", b""),
        (20, 20, OFF, b""),
        (21, 21, "# ", b""),
    ]


SAME_LINE = "something else stands on the same line"
LONGER = "it is part of a longer command"
BRANCH = "nothing would be left of the block it stands in"
LEFT_ALONE = [
    (Language.PROCFILE, "»web: a\u2028b«\n", "it holds a line break that not every program sees"),
    (Language.PROCFILE, "»«\n", "no statement stands here"),
    (Language.JSON, '{»"a": 1«, "a": 2}', "json has no comments"),
    (Language.MARKDOWN, "»a«", "markdown has no comments"),
    (DOTENV, "»A=1«\nB=${A}/x\nA=2\n", "other values of the file are made of this one"),
    (DOTENV, "»A=1«\nB=$A\nA=2\n", "other values of the file are made of this one"),
    (DOTENV, "»A=1« rest\n", SAME_LINE),
    (DOCKER, "ENV »A=1« B=2\n", SAME_LINE),
    (DOCKER, "ENV A=1 \\\n  »B=2«\n", "it is one line of a longer statement"),
    (UNIT, '»Environment="A=1"« "B=2"\n', SAME_LINE),
    (MAKE, "all:\n\t»run«\n", "it is a line of a recipe"),
    (SHELL, "»cd x« && run\n", LONGER),
    (SHELL, "x | »y«\n", LONGER),
    (SHELL, "A=»$(run)«\n", LONGER),
    (SHELL, "»A=1« run\n", LONGER),
    (SHELL, "»A=1«; run\n", SAME_LINE),
    (SHELL, "if x; then\n  »run«\nfi\n", BRANCH),
    (SHELL, "if »x«; then\n  a\n  b\nfi\n", BRANCH),
    (SHELL, "if x; then\n  a\n  »b«\nelse\n  c\nfi\n", "it may be all that a branch holds"),
    (SHELL, "f() {\n  »run«\n}\n", BRANCH),
    (SHELL, "»cat <<E\nx\nE«\n", "it holds text of its own (`<<`)"),
    (YAML, "a: {»k: 1«, k: 2}\n", "it stands between braces with others"),
    (YAML, "a:\n  »k: 1«\nb: 2\n", "nothing would be left of the mapping it stands in"),
    (YAML, "- »name: a«\n  name: b\n", SAME_LINE),
    (YAML, "»k: &x 1«\nk: 2\nb: *x\n", "*x refers to it"),
    (TOML, "a = {»b = 1«, c = 2}\n", "it stands between braces with others"),
    (TOML, "[»a«]\nb = 1\n", "no statement stands here"),
    (SHELL, "»run« &\nx\n", SAME_LINE),
    (NGINX, "server { »listen 80;« }\n", SAME_LINE),
    (NGINX, "listen »80«;\n", "it is a part of a directive"),
    (NGINX, "»listen 80«", "no directive ends here"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "why"), LEFT_ALONE)
def test_left_alone(language: Language, text: str, why: str) -> None:
    with pytest.raises(RefusalError) as refused:
        comment_out(task(language, text))
    assert str(refused.value) == why
