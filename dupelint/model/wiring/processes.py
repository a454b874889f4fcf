"""Runs: what is started, with which port and environment."""

from typing import NamedTuple

from dupelint.model.facts.column import Span


class Run(NamedTuple):
    """One launcher as it is run: what it starts lives side by side."""

    id: int  # its number in this table
    kind: str  # npm, script, procfile, compose, image, make, replit, systemd, supervisor, pm2, workflow, code
    name: str  # as a person would call it: `npm run dev`, `Procfile`, `start.sh`
    path: str  # of its file
    called: int  # 1: another launcher runs it
    development: int  # 1: its name or its commands say that it is for development
    container: int  # 1: it runs in a container, or a container's launcher runs it
    waits: int  # 0: a script that ends while what it started in the background goes on
    at: Span


class Starts(NamedTuple):
    """A program that a run starts, closed over launchers that run launchers; a row for each port."""

    id: int  # number of the program; equal for its several ports
    run: int  # as in `run`
    process: str  # name of the process, script or compose service
    service: int  # as in `service_file`, 0 = its entry is no file of the project
    job: int  # equal: does the same job, from this entry or another; 0 = not known
    entry: str  # path of the file it runs, "" if not known
    program: str  # gunicorn, node, …
    port: int  # the port it opens, 0 = none or not known
    variable: str  # the environment variable that decides the port, "" if none
    because: str  # what decides it: `-b`, `BAILEYS_PORT` in .env, the default in code
    decided: Span  # the place that decides the port, NO_SPAN where it is the program's own default
    workers: str  # number of worker processes, "" = the default
    worker_class: str  # of gunicorn, "" = the default
    background: int  # 1: put in the background by a script
    through: str  # the launchers between, `npm run start → start.sh`; "" = none
    command: Span  # the command itself
    at: Span  # the command of the run's own file that leads to it


class SettingValue(NamedTuple):
    """A place that speaks about an environment variable within one run."""

    run: int  # as in `run`
    process: int  # as `starts.id`
    name: str  # of the variable
    value: str  # references filled in as far as known, `${_}` where not; of a secret `***`
    origin: str  # dotenv, shell, compose, dockerfile, procfile, package.json script, replit, code
    rank: int  # higher wins; 10 = a default in code
    stands: int  # 1: this is the value the process gets
    value_at: Span  # the value's bytes, NO_SPAN if it has none
    at: Span


class Rival(NamedTuple):
    """A command that starts a service which another launcher starts, too."""

    service: str  # how the project calls it
    stands: str  # the launcher that stays in force; "" = none, its own workers do not know each other
    difference: str  # what this one does differently, in words; "" = nothing
    severity: str  # info for another host's service manager or a development server
    also: Span  # the command of the launcher that stays, or what each worker keeps for itself
    at: Span  # the command


class PortClash(NamedTuple):
    """Two programs of one run, or two services of one compose project, that open one port."""

    port: int  # the number, on the host's side
    run: str  # the launcher, as `run.name`
    name: str  # the later program's entry file or name
    first: str  # likewise of the first, which gets the port
    also: Span  # what decides the first one's port
    at: Span  # the later command, or its published port


class PortDrift(NamedTuple):
    """A place that gives a service another port than the one it has in the same deployment."""

    service: str  # how the project calls it
    run: str  # the launcher, as `run.name`
    port: int  # what the place says
    stands: int  # the port that stays in force
    what: str  # what says it: `FLASK_BASE_URL`, `EXPOSE`, `the command`
    because: str  # what says the port that stays
    digits: Span  # the number itself at the place, NO_SPAN where it cannot be told
    also: Span  # the place that says the port that stays
    at: Span  # the place


class DeadCommand(NamedTuple):
    """A command of a launcher that starts what is not there."""

    name: str  # name of the process, script or compose service
    what: str  # what it starts, in words: `start_all.sh`, `npm script 'dev'`, `'app' of wsgi.py`
    why: str  # `which does not exist`, `which no package.json declares`
    severity: str  # info for a program that nothing declares
    withheld: str  # what may hold it all the same, "" if nothing does
    at: Span  # the command


class IdleEntry(NamedTuple):
    """A file that a launcher starts and that starts nothing, or does more than start a service."""

    name: str  # name of the process or script
    entry: str  # path of the file
    function: str  # the function that listens, the app that nothing runs
    fault: str  # never-called: nobody calls it; never-run: nothing runs the app; serves: the entry has routes of its own as well
    also: Span  # where the function listens, where the app is made
    at: Span  # the command, or the entry's first route


class Orphan(NamedTuple):
    """A program that a script puts in the background before it ends."""

    script: str  # path of the script
    name: str  # entry file or name of the program
    also: Span  # the command, NO_SPAN for the one that stands for all of them
    at: Span  # the command that stands for all of the script
