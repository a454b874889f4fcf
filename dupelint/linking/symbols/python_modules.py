"""Which file a Python import means.

Modules are looked up in source roots: the configured ones, `src`, the project's root and every
folder above the importer that has no `__init__.py`: the folder of a script is on `sys.path`, and so
is the folder that a package stands in. A package folder is never a root.
"""

from __future__ import annotations

from collections.abc import Sequence

from dupelint.linking.files import Files, parent


class PythonModules:
    """A module is named by its path without `.py`: `server/routes`, for a package its folder."""

    def __init__(self, files: Files, configured: Sequence[str]) -> None:
        self._files = files
        fixed = [root.strip("/").removeprefix("./") for root in configured]
        self._fixed = [*fixed, "src", ""] if "src" in files.folders else [*fixed, ""]
        self._cache: dict[tuple[str, str], str | None] = {}
        self._zones: dict[str, str] = {}
        self._roots: dict[str, list[str]] = {}
        self._chains: dict[tuple[str, int], list[int]] = {}
        self._internal: dict[tuple[str, str], bool] = {}
        self._modules: dict[str, int] = {}
        packages: dict[str, int] = {}
        for path, file in files.ids.items():
            if path.endswith(".py"):
                self._modules[path[:-3]] = file
                if path.rpartition("/")[2] == "__init__.py":
                    packages[parent(path)] = file
        self._modules |= packages

    def file(self, module: str) -> int | None:
        """The file that runs when the module is imported; None for a folder without one."""
        return self._modules.get(module)

    def exists(self, module: str) -> bool:
        """Whether a file or a folder with Python files stands there."""
        return module in self._modules or (module != "" and module in self._files.folders)

    def find(self, importer: str, name: str) -> str | None:
        """The module that `name` (dotted, with leading dots if relative) means in `importer`."""
        return self.find_from(parent(importer), name)

    def find_from(self, folder: str, name: str) -> str | None:
        """The same for an importer in `folder`."""
        # Of what is not relative, all folders of a package say the same.
        key = (folder if name[:1] == "." else self._zone(folder), name)
        if key not in self._cache:
            self._cache[key] = self._find(*key)
        return self._cache[key]

    def with_packages(self, module: str, above: int) -> list[int]:
        """The files of a module and of so many packages above it, which run before it."""
        key = (module, above)
        if key not in self._chains:
            names = [module]
            for _ in range(above):
                names.append(names[-1].rpartition("/")[0])
            found = (self.file(name) for name in reversed(names) if name)
            self._chains[key] = [file for file in found if file is not None]
        return self._chains[key]

    def _find(self, folder: str, name: str) -> str | None:
        if name.startswith("."):
            bare = name.lstrip(".")
            for _ in range(len(name) - len(bare) - 1):
                if not folder:
                    return None
                folder = parent(folder)
            module = _under(folder, bare)
            return module if not bare or self.exists(module) else None
        modules = [_under(root, name) for root in self._roots_of(folder)]
        for module in modules:
            if module in self._modules:
                return module
        for module in modules:
            if module in self._files.with_python:
                return module
        return None

    def _zone(self, folder: str) -> str:
        """The nearest folder, this one or one above it, that is a root."""
        found = self._zones.get(folder)
        if found is None:
            found = folder
            while found and f"{found}/__init__.py" in self._files.ids:
                found = parent(found)
            self._zones[folder] = found
        return found

    def _roots_of(self, folder: str) -> list[str]:
        """Nearest folder first, as a script's own folder comes first on `sys.path`."""
        zone = self._zone(folder)
        found = self._roots.get(zone)
        if found is None:
            above: list[str] = []
            root = zone
            while root:
                above.append(root)
                root = self._zone(parent(root))
            found = self._roots[zone] = list(dict.fromkeys([*above, *self._fixed]))
        return found

    def looks_internal(self, folder: str, name: str) -> bool:
        """Whether an import of a file in `folder` that was not found names a part of this project
        all the same."""
        if name.startswith("."):
            return True
        head, dot, _ = name.partition(".")
        if not dot:
            return False
        key = (self._zone(folder), head)
        if key not in self._internal:
            self._internal[key] = any(
                self.exists(_under(root, head)) for root in self._roots_of(folder)
            )
        return self._internal[key]


def _under(root: str, dotted: str) -> str:
    path = dotted.replace(".", "/")
    return f"{root}/{path}" if root and path else root or path
