"""Options that have the prefix of a Flask extension which knows no option of that name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from dupelint.linking.files import Files, in_order
from dupelint.linking.settings.evidence import Evidence
from dupelint.linking.settings.known import purpose
from dupelint.linking.settings.reads import Reads
from dupelint.linking.symbols.names import Names
from dupelint.model.facts import NO_SPAN, EnvDefinition, ExtensionOption, Span
from dupelint.model.wiring import UnreadSetting
from dupelint.store import Store

_LEAST = 0.6  # how alike two names are that stand for one


class _Extension(NamedTuple):
    name: str
    modules: tuple[str, ...]
    prefix: str
    options: tuple[str, ...]  # of any version


_EXTENSIONS = (
    _Extension(
        "Flask-SeaSurf", ("flask_seasurf", "flaskext.seasurf", "flask.ext.seasurf"), "SEASURF_",
        ("SEASURF_INCLUDE_OR_EXEMPT_VIEWS", "CSRF_COOKIE_NAME", "CSRF_HEADER_NAME", "CSRF_DISABLE",
         "CSRF_COOKIE_TIMEOUT", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_HTTPONLY", "CSRF_COOKIE_PATH",
         "CSRF_COOKIE_DOMAIN", "CSRF_COOKIE_SAMESITE", "CSRF_CHECK_REFERER"),
    ),
    _Extension(
        "Flask-WTF", ("flask_wtf", "flask_wtf.csrf", "flask.ext.wtf", "flaskext.wtf"), "WTF_CSRF_",
        ("WTF_CSRF_ENABLED", "WTF_CSRF_CHECK_DEFAULT", "WTF_CSRF_METHODS", "WTF_CSRF_FIELD_NAME",
         "WTF_CSRF_HEADERS", "WTF_CSRF_META_NAME", "WTF_CSRF_TIME_LIMIT", "WTF_CSRF_SSL_STRICT",
         "WTF_CSRF_SECRET_KEY"),
    ),
)  # fmt: skip


# Superset has this one, whose own file of settings imports nothing of it.
_SUPERSET = ("superset", "superset_config.py", "WTF_CSRF_EXEMPT_LIST")


def unknown_options(
    store: Store, files: Files, names: Names, reads: Reads, evidence: Evidence
) -> Iterator[UnreadSetting]:
    """A row for each place that sets one, where the project uses the extension.

    What the project reads by itself is an option of its own.
    """
    facts = list(store.facts(ExtensionOption))
    used = {
        fact.module
        for file, imports in names.imports.items()
        if files.in_force(file)
        for fact in imports
    }
    package, config, theirs = _SUPERSET
    if any(module.partition(".")[0] == package for module in used) or any(
        path.endswith(config) for path in files.ids
    ):
        facts = [(file, fact) for file, fact in facts if fact.name != theirs]
    for extension in _EXTENSIONS:
        if any(module in used for module in extension.modules):
            yield from _of(extension, facts, store, files, reads, evidence)


def _of(
    extension: _Extension,
    facts: list[tuple[int, ExtensionOption]],
    store: Store,
    files: Files,
    reads: Reads,
    evidence: Evidence,
) -> Iterator[UnreadSetting]:
    mine = [(file, fact) for file, fact in facts if fact.name.startswith(extension.prefix)]
    own = {fact.name for _, fact in mine if fact.form == "read"} | {*extension.options}
    set_in_code: dict[str, list[Span]] = defaultdict(list)
    for file, fact in mine:
        if fact.form == "set" and fact.name not in own and files.in_force(file):
            set_in_code[fact.name].append(fact.at)
    variables: dict[str, list[Span]] = defaultdict(list)
    for file, definition in store.facts(EnvDefinition):
        name = definition.name
        if not name.startswith(extension.prefix) or name in own or definition.origin == "code":
            continue
        if files.in_force(file) and not purpose(files.path(file)):
            variables[name].append(definition.at)
    parts = [files.path(file) for file, fact in mine if fact.form == "part"]
    withheld = f"{parts[0]} reads options by computed names" if parts else ""
    for name in {**set_in_code, **variables}:
        places = sorted(set_in_code.get(name, ()), key=lambda at: in_order(files, at))
        given = sorted(variables.get(name, ()), key=lambda at: in_order(files, at))
        if not places and name in reads.anywhere:
            continue  # the project's own variable
        also = given[0] if places and given else NO_SPAN
        unseen = withheld or (evidence.defining if not places else "")
        for at in places or given:
            yield UnreadSetting(
                name, _nearest(name, extension), extension.name, "", "", "warning", unseen, also, at
            )


def _nearest(name: str, extension: _Extension) -> str:
    """The known option whose words are most alike, "" where none is."""
    from difflib import SequenceMatcher  # needed once in a thousand projects

    words = {*_rest(name, extension).split("_")}
    best, found = 0.0, ""
    for option in extension.options:
        theirs = {*_rest(option, extension).split("_")}
        shared = len(words & theirs) / min(len(words), len(theirs))
        alike = SequenceMatcher(None, _rest(name, extension), _rest(option, extension)).ratio()
        if max(shared, alike) + alike / 10 > best:
            best, found = max(shared, alike) + alike / 10, option
    return found if best >= _LEAST else ""


def _rest(name: str, extension: _Extension) -> str:
    """A name without its prefix: what tells options apart."""
    short = name.removeprefix(extension.prefix)
    return short if short != name else name.removeprefix("CSRF_")
