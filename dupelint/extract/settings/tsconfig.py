"""tsconfig.json, jsconfig.json: how import specifiers are rewritten."""

from __future__ import annotations

from dupelint.extract.settings.sheet import Sheet, plain
from dupelint.extract.settings.tree import Mapping, Node, Pair, Scalar, items, scalars
from dupelint.model.facts import Resolver, span


def extract(sheet: Sheet, root: Node | None) -> None:
    """`paths`, `baseUrl`, `extends`.

    A file that only refers to projects (`references`) rewrites as they do: same as `extends`.
    """
    if not isinstance(root, Mapping):
        return
    for pair in root.pairs:
        if pair.key.text == "extends":
            for scalar in scalars(pair.value):
                _add(sheet, "tsconfig-extends", "", scalar.text, scalar)
        elif pair.key.text == "references":
            for reference in items(pair.value):
                path = reference.get("path") if isinstance(reference, Mapping) else None
                if isinstance(path, Scalar):
                    _add(sheet, "tsconfig-extends", "", path.text, path)
    options = root.mapping("compilerOptions")
    base = options.get("baseUrl")
    if isinstance(base, Scalar) and base.quoted:
        _add(sheet, "tsconfig-base", "", base.text, base)
    for pair in options.mapping("paths").pairs:
        for target in scalars(pair.value):
            if target.quoted:
                _add(sheet, "tsconfig-path", pair.key.text, target.text, pair)


def _add(sheet: Sheet, form: str, pattern: str, target: str, where: Pair | Scalar) -> None:
    sheet.facts.append(Resolver(form, plain(pattern), plain(target), span(where.start, where.end)))
