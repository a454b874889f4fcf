"""Services, their files and their listeners."""

from typing import NamedTuple

from dupelint.model.facts.column import Span


class ServiceFile(NamedTuple):
    """A file that a service's entry reaches; `depth` 0 is the entry itself."""

    service: int  # number of the service
    name: str  # how the project calls it: a runner's name for it, its package's, its entry's path
    entry: str  # path of the entry file
    file: int  # the file's id, as in `source`
    depth: int  # imports between the entry and it
    standalone: int  # 1: nothing starts or imports it but it belongs to the service's package


class LiveListener(NamedTuple):
    """A listener of a service, with the port worked out."""

    id: int  # its number in this table
    service: int  # number of the service, as in `service_file`
    service_name: str  # how the project calls it
    port: int  # 0 = not known
    variable: str  # the environment variable the port is read from, "" if none
    label: str  # what a person would call it: `app.listen(3300)`
    guard: str  # as in `listener`
    reached: int  # 1: the entry's imports reach it
    canonical: int  # 1: its file matches `canonical`
    stands: int  # 1: this one stays in force
    same_port: int  # 1: it opens the port that the service has without it, or reads its variable
    beside: Span  # what has the port: the listener that stands, or a launcher's command; NO_SPAN of the one that stands
    at: Span


class FileRuntime(NamedTuple):
    """Where a file runs."""

    file: int  # the file's id, as in `source`
    runtime: str  # browser, node, python, both, unknown
    because: str  # the deciding sign
