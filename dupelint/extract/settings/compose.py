"""Compose files: what each service opens, is given, runs."""

from __future__ import annotations

from dupelint.extract.settings import generic
from dupelint.extract.settings.commands import (
    CommandLine,
    add_command,
    add_parts,
    exec_line,
    shell_line,
)
from dupelint.extract.settings.published import add_checked, add_mapping, add_published
from dupelint.extract.settings.sheet import Sheet, plain
from dupelint.extract.settings.tree import Items, Mapping, Node, Scalar, items, resolve, scalars
from dupelint.model.facts import EnvFile, span


def extract(sheet: Sheet, document: Mapping) -> None:
    """Facts of all services."""
    services = [
        (pair.key.text, node)
        for pair in document.mapping("services").merged()
        if isinstance(node := resolve(pair.value), Mapping)
    ]
    sheet.services = frozenset(name for name, _ in services)
    for name, service in services:
        _service(sheet, name, service)


def _service(sheet: Sheet, name: str, service: Mapping) -> None:
    profiles = [scalar.text for scalar in scalars(service.get("profiles"))]
    for item in items(service.get("ports")):
        _published(sheet, item)
        if isinstance(item, Scalar):
            add_published(sheet, "compose", name, item.text, (item.start, item.end), profiles)
        elif isinstance(item, Mapping):
            add_mapping(sheet, name, item, profiles)
    for item in items(service.get("env_file")):
        _env_file(sheet, name, item)
    for scalar in scalars(service.get("expose")):
        generic.published(sheet, scalar.word, "expose", "expose")
    environment = service.get("environment")
    if isinstance(environment, Mapping):
        generic.add_environment(sheet, environment, "compose", name)
    elif isinstance(environment, Items):
        generic.add_named_items(sheet, environment, "compose", name)
    _runs(sheet, name, service)
    check = service.mapping("healthcheck").get("test")
    if (line := _line(check)) is not None:
        add_parts(sheet, line, "compose", name)
        add_checked(sheet, name, line.words)
    for scalar in scalars(service.get("labels")):
        label, equals, _ = scalar.text.partition("=")
        if equals:
            sheet.named_value(label, scalar.word.cut(len(label) + 1), "key")


def _published(sheet: Sheet, item: Node) -> None:
    if isinstance(item, Scalar):  # `22:22` without quotes is a number in YAML 1.1: read the text
        generic.published(sheet, item.word, "compose", "ports")
    elif isinstance(item, Mapping):
        for key in ("target", "published"):
            value = item.get(key)
            if isinstance(value, Scalar):
                generic.published(sheet, value.word, "compose", key)


def _env_file(sheet: Sheet, name: str, item: Node) -> None:
    path = item.get("path") if isinstance(item, Mapping) else item
    if isinstance(path, Scalar) and path.text and "$" not in path.text:
        at = span(path.start, path.end)
        sheet.facts.append(EnvFile("compose", plain(path.text), plain(name), 0, at))


def _runs(sheet: Sheet, name: str, service: Mapping) -> None:
    """What it runs; an entrypoint is a process of its own beside the command it is given.

    Without a command it is what the image's own Dockerfile runs.
    """
    context = _folder(service)
    for key in ("command", "entrypoint"):
        value = service.get(key)
        line = _line(value)
        if line is not None and isinstance(value, (Scalar, Items)):
            add_command(
                sheet,
                line,
                origin="compose",
                name=name,
                at=(value.start, value.end),
                folder=context,
                workdir=service.scalar("working_dir"),
                group=name,
                parallel=True,
            )
    build = service.get("build")
    source = build.scalar("context") if isinstance(build, Mapping) else ""
    if isinstance(build, Scalar):
        source = build.text
    # Without a context it is another file's, which this one is laid over.
    if isinstance(build, (Scalar, Mapping)) and source and not set("$:") & set(source):
        dockerfile = build.scalar("dockerfile") if isinstance(build, Mapping) else ""
        if isinstance(build, Mapping) and build.get("dockerfile_inline") is not None:
            return
        sheet.image(name, dockerfile or "Dockerfile", context, (build.start, build.end))


def _line(node: Node | None) -> CommandLine | None:
    if isinstance(node, Scalar):
        return shell_line(node.word) if node.text else None
    if isinstance(node, Items):
        words = [scalar.word for scalar in scalars(node)]
        if words and words[0].text in ("CMD", "CMD-SHELL"):
            shell = words[0].text == "CMD-SHELL" and len(words) == 2
            return shell_line(words[1]) if shell else exec_line(words[1:])
        return exec_line(words) if words else None
    return None


def _folder(service: Mapping) -> str:
    """The build's context: what the image's files were, as a rule."""
    build = service.get("build")
    folder = build.scalar("context") if isinstance(build, Mapping) else ""
    if isinstance(build, Scalar):
        folder = build.text
    folder = folder.removeprefix("./").rstrip("/")
    return "" if folder == "." or "$" in folder or ":" in folder else folder
