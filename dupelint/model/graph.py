"""The wiring as a picture: what starts, listens, serves and calls, and the wires between."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dupelint.model.finding import Finding, Place


class NodeKind(StrEnum):
    """What a node stands for, in the order a request is made possible."""

    LAUNCHER = "launcher"  # a file that starts programs: Procfile, package.json, start.sh
    PROCESS = "process"  # one command line of a launcher
    SERVICE = "service"  # an entry file with what it imports
    LISTENER = "listener"  # a place that opens a port for a service
    PORT = "port"  # a number that is listened on or dialled
    MODULE = "module"  # a file that serves routes
    ROUTE = "route"  # a method and a path that are served
    CALLER = "caller"  # a file that makes requests
    CALL = "call"  # one request


class Relation(StrEnum):
    """What a wire says of its two ends, read `source relation target`."""

    STARTS = "starts"  # process → service, process → launcher
    OPENS = "opens"  # listener → port, process → port
    SERVES = "serves"  # port → module; service → module where no port is known
    CALLS = "calls"  # call → route
    DIALS = "dials"  # call → port, where no route is known


class Mark(StrEnum):
    """What findings say of a node, gravest first."""

    BROKEN = "broken"  # it leads nowhere, or where it should not
    DUPLICATE = "duplicate"  # another one does its job
    IN_FORCE = "in force"  # the one that stays, of several that do one job


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of the wiring."""

    id: str  # stable between runs; holds no line number
    kind: NodeKind
    label: str
    detail: str = ""  # the command, the call, the file: what a person wants to see beside the label
    places: tuple[Place, ...] = ()  # where it is written first, then every other place it hangs on
    parent: str = ""  # the launcher, service, module or caller it is part of
    services: tuple[str, ...] = ()  # ids of the services it belongs to
    runtime: str = ""  # browser, node, python, both, unknown; "" where that means nothing
    marks: tuple[Mark, ...] = ()
    findings: tuple[int, ...] = ()  # positions in `Graph.findings`


@dataclass(frozen=True, slots=True)
class Edge:
    """One wire."""

    source: str
    target: str
    relation: Relation
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """The wiring of one project. A node stands before the nodes that it holds."""

    root: str  # absolute
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    findings: tuple[Finding, ...] = ()

    def elsewhere(self) -> list[Finding]:
        """Findings that no node shows."""
        shown = {number for node in self.nodes for number in node.findings}
        return [one for number, one in enumerate(self.findings) if number not in shown]
