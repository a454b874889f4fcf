from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dupelint.config import load
from dupelint.model.config import Config, Override
from dupelint.model.errors import ConfigError
from dupelint.model.finding import Severity

EVERYTHING = """\
legacy-ports = { 3001 = 3300, 3310 = 3300 }
internal-ports = [3300, 3400]
canonical = ["server/app.py"]
json-guard = "status-200"
csrf-exempt = ["/hooks/*"]
settings = { PORT = 3300, NAME = "x", required = ["NAME", "SECRET"] }
secret-variables = ["SECRET"]
min-secret-length = 32
source-roots = ["backend"]
include-docs = true
exclude = ["a"]
extend-exclude = ["b"]
force-exclude = true
max-file-size = "500kB"
rules = ["tools/*.md"]
fail-on = "error"
output-format = "concise"
jobs = 4

[lint]
select = ["DUP1", "legacy-port"]
ignore = ["DUP102"]
per-file-ignores = { "tests/**" = ["DUP2"] }

[lint.severity]
DUP301 = "error"

[[overrides]]
paths = ["apps/**"]
ignore = ["DUP401"]

[[overrides]]
paths = ["old/**"]
severity = { DUP203 = "info" }
"""


def expected(origin: str, path: Path) -> Config:
    keys = (
        "legacy-ports internal-ports canonical json-guard settings"
        " csrf-exempt secret-variables min-secret-length source-roots include-docs exclude"
        " extend-exclude force-exclude max-file-size rules fail-on output-format jobs lint.select"
        " lint.ignore lint.per-file-ignores lint.severity overrides"
    )
    return Config(
        legacy_ports=(3001, 3310),
        legacy_port_map={3001: 3300, 3310: 3300},
        internal_ports=(3300, 3400),
        canonical=("server/app.py",),
        json_guard="status-200",
        csrf_exempt=("/hooks/*",),
        settings={"PORT": "3300", "NAME": "x"},
        required_settings=("NAME", "SECRET"),
        secret_variables=("SECRET",),
        min_secret_length=32,
        source_roots=("backend",),
        include_docs=True,
        exclude=("a",),
        extend_exclude=("b",),
        force_exclude=True,
        max_file_size=500_000,
        rules=("tools/*.md",),
        fail_on="error",
        output_format="concise",
        jobs=4,
        select=("DUP1", "legacy-port"),
        ignore=("DUP102",),
        per_file_ignores=(("tests/**", ("DUP2",)),),
        severity={"DUP301": Severity.ERROR},
        overrides=(
            Override(("apps/**",), ("DUP401",)),
            Override(("old/**",), severity={"DUP203": Severity.INFO}),
        ),
        origin=dict.fromkeys(keys.split(), origin),
        path=str(path),
    )


def test_every_key(tmp_path: Path) -> None:
    (tmp_path / "dupelint.toml").write_text(EVERYTHING)
    assert load(tmp_path) == expected("dupelint.toml", tmp_path / "dupelint.toml")


def test_every_key_in_pyproject(tmp_path: Path) -> None:
    text = EVERYTHING.replace("[[", "[[tool.dupelint.").replace("\n[lint", "\n[tool.dupelint.lint")
    (tmp_path / "pyproject.toml").write_text(f"[tool.dupelint]\n{text}")
    assert load(tmp_path) == expected("pyproject.toml", tmp_path / "pyproject.toml")


def test_no_configuration(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.other]\nkey = 1\n")
    assert load(tmp_path) == Config()


def test_no_configuration_costs_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from dupelint.config import load;"
        " load(Path(sys.argv[1]));"
        " print([m for m in ('msgspec', 'tomllib', 'tree_sitter', 'pathspec') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_the_hidden_file_wins(tmp_path: Path) -> None:
    (tmp_path / ".dupelint.toml").write_text('fail-on = "info"')
    (tmp_path / "dupelint.toml").write_text('fail-on = "error"')
    (tmp_path / "pyproject.toml").write_text('[tool.dupelint]\nfail-on = "never"')
    assert load(tmp_path).fail_on == "info"
    (tmp_path / ".dupelint.toml").unlink()
    assert load(tmp_path).fail_on == "error"
    (tmp_path / "dupelint.toml").unlink()
    assert load(tmp_path).fail_on == "never"


def test_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "dupelint.toml").write_bytes(b'\xef\xbb\xbffail-on = "info"\r\n')
    assert load(tmp_path).fail_on == "info"


def test_options_win(tmp_path: Path) -> None:
    (tmp_path / "dupelint.toml").write_text('fail-on = "info"\njobs = 2\nexclude = ["x"]\n')
    config = load(
        tmp_path, {"fail-on": "error", "cache": False}, ("jobs = 3", 'exclude = ["y"]'), False
    )
    assert config == Config(
        fail_on="error",
        jobs=3,
        exclude=("y",),
        cache=False,
        path=str(tmp_path / "dupelint.toml"),
        origin={
            "fail-on": "--fail-on",
            "jobs": "--config 'jobs = 3'",
            "exclude": "--config 'exclude = [\"y\"]'",
        },
    )


def test_selecting_by_hand(tmp_path: Path) -> None:
    (tmp_path / "dupelint.toml").write_text('[lint]\nselect = ["DUP1"]\nignore = ["DUP101"]\n')
    more = load(tmp_path, {"lint.ignore": ["DUP102"]})
    assert (more.select, more.ignore) == (("DUP1",), ("DUP101", "DUP102"))
    only = load(tmp_path, {"lint.select": ["DUP101"]})
    assert (only.select, only.ignore) == (("DUP101",), ())
    both = load(tmp_path, {"lint.select": ["DUP"], "lint.ignore": ["DUP203"]})
    assert (both.select, both.ignore) == (("DUP",), ("DUP203",))


def test_another_file(tmp_path: Path) -> None:
    (tmp_path / "dupelint.toml").write_text('fail-on = "info"\njobs = 2')
    (tmp_path / "ci.toml").write_text('fail-on = "error"')
    config = load(tmp_path, None, (str(tmp_path / "ci.toml"),))
    assert config == Config(
        fail_on="error", path=str(tmp_path / "ci.toml"), origin={"fail-on": "ci.toml"}
    )


def test_isolated(tmp_path: Path) -> None:
    (tmp_path / "dupelint.toml").write_text('fail-on = "info"\njobs = 2')
    assert load(tmp_path, None, (), True) == Config()
    assert load(tmp_path, None, ("jobs = 3",), True).jobs == 3


@pytest.mark.parametrize(
    ("size", "count"),
    [("2MB", 2_000_000), ("1.5 MB", 1_500_000), ("1kiB", 1_024), ("1MiB", 1_048_576), ("7B", 7)],
)
def test_sizes(tmp_path: Path, size: str, count: int) -> None:
    assert load(tmp_path, {"max-file-size": size}).max_file_size == count


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        (
            "\n\nlagacy-ports = [1]",
            "dupelint.toml:3: unknown key `lagacy-ports`",
            "did you mean `legacy-ports`?",
        ),
        (
            'select = ["DUP"]',
            "dupelint.toml:1: unknown key `select`",
            "`select` stands under [lint]",
        ),
        (
            "[lint]\njobs = 3",
            "dupelint.toml:2: unknown key `jobs`",
            "`jobs` stands at the top level",
        ),
        (
            "[lint]\nxyz = 3",
            "dupelint.toml:2: unknown key `xyz`",
            "known are extend-safe-fixes, extend-unsafe-fixes, fixable, ignore, per-file-ignores,"
            " select, severity, unfixable",
        ),
        (
            "[[overrides]]\npaths = ['a']\n[[overrides]]\npaths = ['a']\nignored = []",
            "dupelint.toml:5: unknown key `ignored`",
            "did you mean `ignore`?",
        ),
        ("server-prefix = '/api/'", "dupelint.toml:1: unknown key `server-prefix`", None),
        ("[settings]\nA = ['B']", "dupelint.toml:2: `settings.A` has more than one value", None),
        (
            "[settings]\nA = '1'\nrequired = 'A'",
            "dupelint.toml:3: `settings.required` is not a list",
            None,
        ),
        (
            "[settings]\n'A B' = '1'",
            "dupelint.toml:2: `settings.A B`: not the name of a variable",
            "letters, digits and `_`",
        ),
        (
            "[settings]\nINTERNAL_SECRET = 'abc'",
            "dupelint.toml: `settings.INTERNAL_SECRET` would hold a secret",
            "name it under `required`: a secret's length and equality are checked without it",
        ),
        (
            "min-secret-length = 0",
            "dupelint.toml:1: `min-secret-length`: expected `integer` >= 1",
            None,
        ),
        ("[[contracts]]\nmethod = 'GET'", "dupelint.toml:1: unknown key `contracts`", None),
        (
            "internal-ports = [\n  1,\n  '2',\n]",
            "dupelint.toml:3: `internal-ports[1]`: expected `integer`, got `string`",
            "",
        ),
        (
            "internal-ports = [0]",
            "dupelint.toml:1: `internal-ports[0]`: expected `integer` >= 1",
            "",
        ),
        (
            "\nfail-on = 'errors'",
            "dupelint.toml:2: `fail-on`: invalid enum value 'errors'",
            "one of error, warning, info, never",
        ),
        (
            "[lint.severity]\nDUP2 = 'info'\nDUP1 = 'fatal'",
            "dupelint.toml:3: `lint.severity.DUP1`: invalid enum value 'fatal'",
            "one of error, warning, info",
        ),
        (
            "[[overrides]]\nignore = ['DUP1']",
            "dupelint.toml:1: `overrides[0]`: object missing required field `paths`",
            "",
        ),
        ("lint = 3", "dupelint.toml:1: `lint`: expected `table`, got `integer`", ""),
        (
            "max-file-size = 'big'",
            "dupelint.toml:1: `max-file-size`: not a size",
            'write it as "500kB", "1.5MB" or a number of bytes',
        ),
        (
            "max-file-size = '3MB'",
            "dupelint.toml:1: `max-file-size` is out of range: 3MB",
            "at most 2MB: larger files are not written by hand",
        ),
        (
            "jobs = 'many'",
            "dupelint.toml:1: `jobs`: invalid enum value 'many'",
            "one of auto, a number from 1 on",
        ),
        (
            "legacy-ports = 3001",
            "dupelint.toml:1: `legacy-ports`: expected `table | list`, got `integer`",
            "",
        ),
        (
            "legacy-ports = { 1 = 2, a = 1 }",
            "dupelint.toml:1: `legacy-ports.a`: expected `integer`, got `string`",
            "",
        ),
        (
            "[[overrides]]\npaths = ['a']\n[[overrides]]\npaths = ['a']\nseverity.DUP1 = 'x'",
            "dupelint.toml:5: `overrides[1].severity.DUP1`: invalid enum value 'x'",
            "one of error, warning, info",
        ),
        (
            "[lint]\nper-file-ignores = { a = ['DUP1'], b = 'DUP1' }",
            "dupelint.toml:2: `lint.per-file-ignores.b`: expected `list`, got `string`",
            "",
        ),
        ("csrf-exempt = ['api']", "dupelint.toml:1: `csrf-exempt[0]`: not a path", None),
        (
            "protect = ['a/b', 'legacy\\old.py']",
            "dupelint.toml:1: `protect[1]`: a backslash before a letter is no separator",
            "write paths with forward slashes, on Windows too",
        ),
        ("\n\na = [\n", "dupelint.toml:3: not TOML: Invalid value (at end of document)", ""),
    ],
)
def test_mistakes(tmp_path: Path, text: str, message: str, advice: str | None) -> None:
    (tmp_path / "dupelint.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    assert caught.value.message == message
    assert advice is None or caught.value.advice == advice


def test_a_backslash_before_what_is_special(tmp_path: Path) -> None:
    (tmp_path / "dupelint.toml").write_text(r"protect = ['a\ b', '\#c', '\!d', 'e\[f\]', 'g\\h']")
    assert len(load(tmp_path).protect) == 5


def test_mistakes_in_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        "[project]\nselect = 1\n[tool.dupelint.lint]\n# more\nselekt = []\n"
    )
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    assert caught.value.message == "pyproject.toml:5: unknown key `selekt`"


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("nope.toml", "cannot read the configuration nope.toml: No such file or directory"),
        ("joobs = 3", "--config 'joobs = 3': unknown key `joobs`"),
        ("jobs = x", "--config 'jobs = x': not TOML: Invalid value (at line 1, column 8)"),
        ("jobs = 0", "--config 'jobs = 0': `jobs`: expected `integer` >= 1"),
    ],
)
def test_mistakes_in_options(tmp_path: Path, argument: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, None, (argument,))
    assert caught.value.message == message


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "dupelint.toml").write_bytes(b"jobs = 1\n# caf\xe9\n")
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    assert caught.value.message == "dupelint.toml:2: not UTF-8"
