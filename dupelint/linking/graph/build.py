"""The linked tables as one graph."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dupelint.linking.graph.marking import marked
from dupelint.model.facts import Process, Span
from dupelint.model.finding import Finding, Place
from dupelint.model.graph import Edge, Graph, Node, NodeKind, Relation
from dupelint.model.wiring import LiveCall, LiveListener, LiveRoute, Run, Starts
from dupelint.store import Store, locate


def wiring_graph(store: Store, root: str, findings: Sequence[Finding] = ()) -> Graph:
    """The wiring of a linked store, with what the findings say of each node."""
    builder = _Builder(store)
    builder.services()
    builder.launchers()
    builder.routes()
    builder.calls()
    builder.say_unused()
    builder.leave_out_idle()
    return marked(Graph(root, builder.ordered(), tuple(builder.edges), tuple(findings)))


class _Builder:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._sources = store.sources()
        self._taken: Counter[str] = Counter()
        self._entries: dict[str, str] = {}  # path of an entry → id of its service
        self._services_of: dict[str, tuple[str, ...]] = {}  # path → services that reach it
        self._numbers: dict[int, str] = {}  # number of a service → its id
        self._listeners: dict[str, list[tuple[str, LiveListener]]] = defaultdict(list)
        self._routes: dict[int, str] = {}  # number of a route → its id
        self._commands = {fact.at: fact.command for _, fact in store.facts(Process)}
        self.nodes: dict[str, Node] = {}
        self.edges: dict[Edge, None] = {}

    def ordered(self) -> tuple[Node, ...]:
        """By kind and place; what a node holds follows it."""
        inside: dict[str, list[Node]] = defaultdict(list)
        for node in self.nodes.values():
            inside[node.parent].append(node)

        def below(parent_id: str) -> Iterator[Node]:
            for node in sorted(inside[parent_id], key=_order):
                yield node
                yield from below(node.id)

        return tuple(below(""))

    # --- nodes -----------------------------------------------------------------------------

    def services(self) -> None:
        """Services with their listeners, and the ports these open."""
        rows = self._store.ask(
            "SELECT service, name, entry, path, depth FROM service_file JOIN source USING (file)"
        )
        reached: dict[str, dict[str, None]] = defaultdict(dict)
        for number, name, entry, path, _ in rows:
            key = f"service:{entry}"
            if key not in self.nodes:
                whole = (Place(entry, 0, 0),)
                self._add(Node(key, NodeKind.SERVICE, name, entry, whole, "", (key,)))
                self._entries[entry] = key
            self._numbers[number] = key
            reached[path][key] = None
        self._services_of = {path: tuple(keys) for path, keys in reached.items()}
        for listener in self._store.rows(LiveListener):
            service = self._numbers[listener.service]
            place = self._place(listener.at)
            key = self._add(
                Node(
                    self._fresh(f"listener:{service}:{place.path}:{listener.label}"),
                    NodeKind.LISTENER, listener.label, place.path, (place,), service, (service,),
                )
            )  # fmt: skip
            self._listeners[service].append((key, listener))
            if listener.port:
                self._wire(key, self._port(listener.port, (service,)), Relation.OPENS)

    def launchers(self) -> None:
        """What can be run, its commands, and what these start."""
        ask = self._store.ask
        rows = ask("SELECT * FROM run WHERE kind <> 'workflow' ORDER BY id")
        runs = {row[0]: Run._make(row) for row in rows}
        commands: dict[tuple[int, int, str], list[Starts]] = defaultdict(list)
        for row in ask("SELECT * FROM starts ORDER BY run, at, id, port"):
            start = Starts._make(row)
            if start.run in runs and (start.service or start.port):
                hop = start.through.partition(" → ")[0]
                # All that one launcher starts through another is one command of its own.
                commands[start.run, start.at if hop else start.id, hop].append(start)
        of_file = Counter(runs[run].path for run in {run for run, _, _ in commands})
        ids: dict[int, str] = {}
        for run in dict.fromkeys(run for run, _, _ in commands):
            name, path = runs[run].name, runs[run].path
            key = f"launcher:{path}" if name == path else f"launcher:{path}:{name}"
            whole = of_file[path] == 1 or name == path
            place = Place(path, 0, 0) if whole else self._place(runs[run].at)
            detail = "" if name == path else path
            ids[run] = self._add(Node(key, NodeKind.LAUNCHER, name, detail, (place,)))
        named = {runs[run].name: key for run, key in ids.items()}
        for (run, _, hop), starts in commands.items():
            self._command(ids[run], runs[run], starts, named.get(hop, "") if hop else "")

    def _command(self, launcher: str, run: Run, starts: Sequence[Starts], called: str) -> None:
        """A command of a launcher; `called` is the launcher that it runs, "" if none."""
        first = starts[0]
        services = [self._numbers[one.service] for one in starts if one.service in self._numbers]
        reached = tuple(dict.fromkeys(services))
        ports = list(dict.fromkeys(one.port for one in starts if one.port))
        label = first.through.partition(" → ")[0] if called else first.process
        shown = "" if called else "".join(f" :{port}" for port in ports)
        key = self._add(
            Node(
                self._fresh(f"process:{run.path}:{run.name}:{label}"),
                NodeKind.PROCESS, label + shown, self._command_text(first.at),
                (self._place(first.at),), launcher, reached,
            )
        )  # fmt: skip
        if called:
            self._wire(key, called, Relation.STARTS)
            return
        for service in reached:
            self._wire(key, service, Relation.STARTS)
        for one in starts:
            if one.port:
                service = self._numbers.get(one.service, "")
                source = self._opener(service, one.variable) if service else key
                port = self._port(one.port, (service,) if service else ())
                self._wire(source, port, Relation.OPENS)

    def _opener(self, service: str, variable: str) -> str:
        """The listener that opens a port which a launcher decides; the service where none is."""
        own = [
            (key, listener)
            for key, listener in self._listeners.get(service, ())
            if listener.variable == variable and listener.reached
        ]
        return next((key for key, one in own if one.stands), own[0][0] if own else service)

    def _command_text(self, at: int) -> str:
        file, _, _ = locate(at)
        return self._commands.get(Span(at)) or self._sources[file][0]

    def routes(self) -> None:
        """Files that serve routes, and their routes."""
        ask = self._store.ask
        rows = ask("SELECT * FROM live_route WHERE implicit IN ('', 'wrapper') ORDER BY id")
        routes = {row[0]: LiveRoute._make(row) for row in rows}
        winners: dict[int, int] = dict(ask("SELECT route, winner FROM shadowed_route WHERE wholly"))
        for route in routes.values():
            place = self._place(route.at)
            services = self._services_of.get(place.path, ())
            module = f"module:{place.path}"
            if module not in self.nodes:
                whole = (Place(place.path, 0, 0),)
                self._add(Node(module, NodeKind.MODULE, place.path, "", whole, "", services))
                for service in services:
                    self._wire(service, module, Relation.SERVES)
            winner = routes.get(winners.get(route.id, 0))
            never = f" (never reached: {self._where(winner)} answers)" if winner else ""
            label = f"{route.methods} {route.host}{route.path}"
            key = self._add(
                Node(
                    self._fresh(f"route:{place.path}:{label}"), NodeKind.ROUTE, label,
                    f"{route.view_name}{never}", (place,), module, services,
                )
            )  # fmt: skip
            self._routes[route.id] = key

        for blueprint, at in ask("SELECT blueprint, at FROM live_registration ORDER BY id"):
            module = f"module:{self._place(blueprint).path}"
            if module in self.nodes:
                self._also(module, self._place(at))

    def _where(self, route: LiveRoute) -> str:
        return f"{route.view_name} of {self._place(route.at).path}"

    def _also(self, key: str, place: Place) -> None:
        """One more place that a node hangs on."""
        node = self.nodes[key]
        if place not in node.places:
            self.nodes[key] = replace(node, places=(*node.places, place))

    def calls(self) -> None:
        """Requests by file, and what they reach."""
        rows = self._store.ask("SELECT * FROM live_call ORDER BY at, id")
        written: dict[tuple[str, str], str] = {}  # caller and request → its node
        answers, unserved = self._joined()
        for call in map(LiveCall._make, rows):
            if not call.path.strip("/{}") or _is_elsewhere(call.host):
                continue  # nothing of its path is known, or another's server
            place = self._place(call.at)
            caller = f"caller:{place.path}"
            services = self._services_of.get(place.path, ())
            if caller not in self.nodes:
                whole = (Place(place.path, 0, 0),)
                self._add(
                    Node(caller, NodeKind.CALLER, place.path, "", whole, "", services, call.runtime)
                )
            address = call.url if call.port or call.host else call.path
            label = f"{call.method or '?'} {address}"
            if (caller, label) in written:
                self._also(written[caller, label], place)
                continue
            wrong = unserved.get(call.url_at)
            detail = f"{call.client} ({wrong})" if wrong else call.client
            key = written[caller, label] = self._add(
                Node(
                    self._fresh(f"call:{place.path}:{label}"),
                    NodeKind.CALL, label, detail, (place,), caller, services, call.runtime,
                )
            )  # fmt: skip
            for route in answers[call.id]:
                self._wire(key, route, Relation.CALLS)
            if call.port and not answers[call.id]:
                self._wire(key, self._port(call.port, ()), Relation.DIALS)

    def say_unused(self) -> None:
        """Say of each route that no request is known to lead to it, where some lead to others."""
        reached = {edge.target for edge in self.edges if edge.relation is Relation.CALLS}
        if not reached:
            return
        for key in self._routes.values():
            node = self.nodes[key]
            if key not in reached and "(never reached" not in node.detail:
                said = f"{node.detail} (no request is known to lead here)".lstrip()
                self.nodes[key] = replace(node, detail=said)

    def leave_out_idle(self) -> None:
        """Scripts that a manifest names and that neither open a port nor serve or call anything."""
        busy = {edge.source for edge in self.edges} | {edge.target for edge in self.edges}
        busy |= {node.parent for node in self.nodes.values()}
        busy |= {
            key
            for node in self.nodes.values()
            if node.kind is NodeKind.CALL
            for key in node.services
        }
        idle = [
            key
            for key, node in self.nodes.items()
            if node.kind is NodeKind.SERVICE and key not in busy
        ]
        for key in idle:
            del self.nodes[key]

    # --- parts -----------------------------------------------------------------------------

    def _joined(self) -> tuple[dict[int, list[str]], dict[int, str]]:
        """(request → the routes that serve it, URL expression → what is wrong with it)."""
        ask = self._store.ask
        answers: dict[int, list[str]] = defaultdict(list)
        for call, route in ask(
            "SELECT call, route FROM call_route WHERE kind = 'serves' ORDER BY call, route"
        ):
            if route in self._routes:
                answers[call].append(self._routes[route])
        rows = ask("SELECT at, fault, methods FROM unserved_call WHERE withheld = ''")
        return answers, {
            at: "nothing serves it" if fault == "path" else f"served for {methods} only"
            for at, fault, methods in rows
        }

    def _port(self, number: int, services: tuple[str, ...]) -> str:
        key = f"port:{number}"
        known = self.nodes.get(key)
        if known is None:
            self.nodes[key] = Node(key, NodeKind.PORT, f":{number}", "", (), "", services)
        else:
            merged = tuple(dict.fromkeys((*known.services, *services)))
            self.nodes[key] = replace(known, services=merged)
        return key

    def _add(self, node: Node) -> str:
        self.nodes[node.id] = node
        return node.id

    def _fresh(self, key: str) -> str:
        """The key, numbered where it was given before."""
        self._taken[key] += 1
        return key if self._taken[key] == 1 else f"{key}#{self._taken[key]}"

    def _wire(self, source: str, target: str, relation: Relation) -> None:
        self.edges[Edge(source, target, relation)] = None

    def _place(self, at: int) -> Place:
        file, start, end = locate(at)
        return Place(self._sources[file][0], start, end)


def _is_elsewhere(host: str) -> bool:
    """Whether a host is one of the internet: it has a dot, and is no number of this network."""
    return "." in host and "{" not in host and not host.replace(".", "").isdecimal()


_COLUMN = {kind: number for number, kind in enumerate(NodeKind)}


def _order(node: Node) -> tuple[object, ...]:
    if node.kind is NodeKind.PORT:
        return (_COLUMN[node.kind], int(node.label[1:]), "", 0, node.id)
    first = node.places[0]
    return (_COLUMN[node.kind], 0, first.path, first.start, node.id)
