"""package.json: scripts, entry files, the proxy field, what other packages may import."""

from __future__ import annotations

from dupelint.extract.ports import text_ports
from dupelint.extract.settings import dependencies, generic
from dupelint.extract.settings.commands import add_command, shell_line
from dupelint.extract.settings.sheet import Sheet, plain
from dupelint.extract.settings.tree import Items, Mapping, Node, Pair, Scalar, walk
from dupelint.model.facts import Proxy, Resolver, span

_EXPORT_CONDITIONS = (
    "source",
    "import",
    "module",
    "require",
    "node",
    "browser",
    "default",
    "types",
)


def extract(sheet: Sheet, root: Node | None) -> None:
    """Facts of the manifest."""
    if not isinstance(root, Mapping):
        return
    dependencies.package_json(sheet, root)
    for pair in root.pairs:
        value = pair.value
        match pair.key.text:
            case "name" if isinstance(value, Scalar) and value.text:
                _resolver(sheet, "package-name", value.text, ".", pair)
            case "exports":
                _exports(sheet, pair)
            case "main" if isinstance(value, Scalar) and value.text:
                entry = value.text.removeprefix("./")
                sheet.process("package.json main", "main", value.text, entry, _at(pair))
                if root.get("exports") is None:
                    _resolver(sheet, "package-export", ".", value.text, pair)
            case "bin":
                _bin(sheet, pair)
            case "scripts" if isinstance(value, Mapping):
                for script in value.pairs:
                    if isinstance(script.value, Scalar):
                        _script(sheet, script, script.value)
            case "proxy":
                _proxy(sheet, value)
            case "config" | "nodemonConfig" | "jest-playwright" if isinstance(value, Mapping):
                generic.extract(sheet, value, env_origin="package.json")


def _script(sheet: Sheet, pair: Pair, value: Scalar) -> None:
    add_command(
        sheet,
        shell_line(value.word),
        origin="package.json script",
        env_origin="package.json",
        name=pair.key.text,
        at=_at(pair),
    )


def _bin(sheet: Sheet, pair: Pair) -> None:
    value = pair.value
    commands = value.pairs if isinstance(value, Mapping) else [pair]
    for command in commands:
        if isinstance(command.value, Scalar) and command.value.text:
            text = command.value.text
            entry = text.removeprefix("./")
            sheet.process("package.json bin", command.key.text, text, entry, _at(command))


def _proxy(sheet: Sheet, value: Node | None) -> None:
    """Create React App: a URL, or paths with a `target` each."""
    if value is None:
        return
    for _, _, node in walk(value):
        if isinstance(node, Scalar):
            sheet.ports(text_ports(node.word), context="dev-proxy")
    if isinstance(value, Scalar) and "://" in value.text:
        _add_proxy(sheet, "", value)
    for pair in value.pairs if isinstance(value, Mapping) else ():
        target = pair.value.get("target") if isinstance(pair.value, Mapping) else pair.value
        if isinstance(target, Scalar):
            _add_proxy(sheet, pair.key.text, target)


def _add_proxy(sheet: Sheet, prefix: str, target: Scalar) -> None:
    at = span(target.start, target.end)
    sheet.facts.append(Proxy("package.json", plain(prefix), plain(target.text), at))


def _exports(sheet: Sheet, pair: Pair) -> None:
    value = pair.value
    if isinstance(value, Mapping) and any(p.key.text.startswith(".") for p in value.pairs):
        for export in value.pairs:
            _export(sheet, export.key.text, export)
    else:
        _export(sheet, ".", pair)


def _export(sheet: Sheet, subpath: str, pair: Pair) -> None:
    target = _target(pair.value)
    if target:
        _resolver(sheet, "package-export", subpath, target, pair)


def _target(node: Node | None) -> str:
    """The file behind conditions; the source's own condition first."""
    for _ in range(8):
        if isinstance(node, Scalar):
            return node.text if node.quoted else ""
        if isinstance(node, Items):
            node = node.nodes[0] if node.nodes else None
        elif isinstance(node, Mapping):
            inner: Node | None = None
            for condition in _EXPORT_CONDITIONS:
                inner = node.get(condition)
                if inner is not None:
                    break
            node = inner
        else:
            return ""
    return ""


def _resolver(sheet: Sheet, form: str, pattern: str, target: str, pair: Pair) -> None:
    sheet.facts.append(Resolver(form, plain(pattern), plain(target), span(*_at(pair))))


def _at(pair: Pair) -> tuple[int, int]:
    end = pair.value.end if isinstance(pair.value, (Scalar, Mapping, Items)) else pair.end
    return pair.start, end
