"""Which file a JavaScript or TypeScript import specifier means.

Relative paths with the index and extension rules (`./x.js` may be `x.ts`), `paths` and `baseUrl`
of the nearest tsconfig or jsconfig with `extends`, literal aliases of vite and webpack, and the
packages of a workspace.
"""

from __future__ import annotations

from dupelint.linking.files import Files, join, parent
from dupelint.model.facts import Resolver
from dupelint.store import Store

EXTENSIONS = (".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".json", ".vue")
_WRITTEN_AS = {".js": (".ts", ".tsx"), ".jsx": (".tsx",), ".mjs": (".mts",), ".cjs": (".cts",)}
CONFIGS = ("tsconfig.json", "jsconfig.json", "tsconfig.app.json")
MAX_EXTENDS = 5


class JavaScriptModules:
    """Finds files; a specifier of an installed package finds none."""

    def __init__(self, files: Files, store: Store) -> None:
        self._files = files
        self._cache: dict[tuple[str, str], int | None] = {}
        self._zones: dict[str, str] = {}
        self._nearest: dict[str, list[str]] = {}
        self._paths: dict[str, list[tuple[str, str]]] = {}  # config file → (pattern, target)
        self._extends: dict[str, list[str]] = {}
        self._base: dict[str, str] = {}
        self._aliases: dict[str, list[tuple[str, str]]] = {}  # folder → (alias, target)
        self._packages: dict[str, str] = {}  # package name → folder
        self._exports: dict[tuple[str, str], str] = {}  # (package folder, subpath) → target
        for file, fact in store.facts(Resolver):
            self._note(files.path(file), fact)

    def _note(self, path: str, fact: Resolver) -> None:
        match fact.form:
            case "tsconfig-path":
                self._paths.setdefault(path, []).append((fact.pattern, fact.target))
            case "tsconfig-base":
                self._base[path] = fact.target
            case "tsconfig-extends":
                self._extends.setdefault(path, []).append(fact.target)
            case "alias":
                self._aliases.setdefault(parent(path), []).append((fact.pattern, fact.target))
            case "package-name":
                self._packages.setdefault(fact.pattern, parent(path))
            case "package-export":
                self._exports.setdefault((parent(path), fact.pattern), fact.target)

    def find(self, importer: str, specifier: str) -> int | None:
        """File id of what `specifier` means in `importer`; None if it is not in the project."""
        return self.find_from(parent(importer), specifier)

    def find_from(self, folder: str, specifier: str) -> int | None:
        """The same for an importer in `folder`."""
        # Of what is not relative, all folders below the same settings say the same.
        key = (folder if specifier[:1] == "." else self._zone(folder), specifier)
        if key not in self._cache:
            self._cache[key] = self._find(*key)
        return self._cache[key]

    def _zone(self, folder: str) -> str:
        """The nearest folder, this one or one above it, that has settings or a `src` of its own."""
        found = self._zones.get(folder)
        if found is None:
            own = f"{folder}/src" in self._files.folders or folder in self._aliases
            if own or not folder or self._own_configs(folder):
                found = folder
            else:
                found = self._zone(parent(folder))
            self._zones[folder] = found
        return found

    def looks_internal(self, specifier: str) -> bool:
        """Whether a specifier that was not found names a part of this project all the same."""
        internal = specifier.startswith((".", "@/", "~/"))
        return internal and not specifier.partition("?")[0].endswith(_ASSETS)

    def _find(self, folder: str, specifier: str) -> int | None:
        specifier = specifier.partition("?")[0]
        if specifier.startswith("."):
            return self._file(join(folder, specifier))
        if specifier.startswith("/"):
            return self._file(specifier[1:])
        return (
            self._by_tsconfig(folder, specifier)
            or self._by_alias(folder, specifier)
            or self._by_package(specifier)
            or self._by_habit(folder, specifier)
        )

    def _file(self, path: str | None) -> int | None:
        if path is None:
            return None
        ids = self._files.ids
        if path in ids:
            return ids[path]
        stem, dot, ending = path.rpartition(".")
        for written in _WRITTEN_AS.get(dot + ending, ()):
            if stem + written in ids:
                return ids[stem + written]
        for extension in EXTENSIONS:
            if path + extension in ids:
                return ids[path + extension]
        for extension in EXTENSIONS:
            index = f"{path}/index{extension}" if path else f"index{extension}"
            if index in ids:
                return ids[index]
        return None

    def _by_tsconfig(self, folder: str, specifier: str) -> int | None:
        for config in self._configs(folder):
            found = self._in_config(config, specifier, 0)
            if found is not None:
                return found
        return None

    def _configs(self, folder: str) -> list[str]:
        """The configuration files in force for a folder that say where modules are, nearest
        first."""
        if folder not in self._nearest:
            above = self._configs(parent(folder)) if folder else []
            self._nearest[folder] = self._own_configs(folder) + above
        return self._nearest[folder]

    def _own_configs(self, folder: str) -> list[str]:
        here = [f"{folder}/{name}" if folder else name for name in CONFIGS]
        return [
            path
            for path in here
            if path in self._paths or path in self._base or path in self._extends
        ]

    def _in_config(self, config: str, specifier: str, depth: int) -> int | None:
        here = parent(config)
        base = join(here, self._base.get(config, "."))
        for pattern, target in self._paths.get(config, ()):
            rest = _matches(pattern, specifier)
            if rest is not None and base is not None:
                found = self._file(join(base, target.replace("*", rest, 1)))
                if found is not None:
                    return found
        if config in self._base and base is not None:
            found = self._file(join(base, specifier))
            if found is not None:
                return found
        if depth < MAX_EXTENDS:
            for other in self._extends.get(config, ()):
                path = join(here, other)
                for candidate in (path, f"{path}.json", f"{path}/tsconfig.json"):
                    if candidate in self._files.ids:
                        found = self._in_config(candidate, specifier, depth + 1)
                        if found is not None:
                            return found
        return None

    def _by_alias(self, folder: str, specifier: str) -> int | None:
        while True:
            for alias, target in self._aliases.get(folder, ()):
                if specifier == alias or specifier.startswith(alias.rstrip("/") + "/"):
                    rest = specifier[len(alias) :].lstrip("/")
                    found = self._file(join(join(folder, target) or "", rest))
                    if found is not None:
                        return found
            if not folder:
                return None
            folder = parent(folder)

    def _by_habit(self, folder: str, specifier: str) -> int | None:
        """`@/` is the `src` folder above: so the tools of Vue have it without a word."""
        if not specifier.startswith(("@/", "~/")):
            return None
        while True:
            found = self._file(f"{folder}/src/{specifier[2:]}".lstrip("/"))
            if found is not None or not folder:
                return found
            folder = parent(folder)

    def _by_package(self, specifier: str) -> int | None:
        parts = specifier.split("/")
        size = 2 if specifier.startswith("@") else 1
        name, rest = "/".join(parts[:size]), "/".join(parts[size:])
        folder = self._packages.get(name)
        if folder is None:
            return None
        target = self._exports.get((folder, "./" + rest if rest else "."))
        if target is not None:
            found = self._file(join(folder, target))
            if found is not None:
                return found
        if not rest:
            return self._file(join(folder, "src")) or self._file(folder)
        return self._file(join(folder, rest)) or self._file(join(folder, f"src/{rest}"))


_ASSETS = (
    ".css", ".scss", ".sass", ".less", ".styl", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp",
    ".ico", ".woff", ".woff2", ".ttf", ".mp3", ".mp4", ".wasm", ".html", ".txt", ".md", ".mdx",
    ".graphql", ".gql", ".json", ".yaml", ".yml", ".glsl", ".pug",
)  # fmt: skip


def _matches(pattern: str, specifier: str) -> str | None:
    head, star, tail = pattern.partition("*")
    if not star:
        return "" if specifier == pattern else None
    if specifier.startswith(head) and specifier.endswith(tail):
        return specifier[len(head) : len(specifier) - len(tail)]
    return None
