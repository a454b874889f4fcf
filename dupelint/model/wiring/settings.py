"""Ports and variables that are out of step; the configuration's keys."""

from typing import NamedTuple

from dupelint.model.facts.column import Span


class LegacyPort(NamedTuple):
    """A legacy port in a port context, with the port that replaces it where one is known."""

    port: int  # the number
    replacement: int  # what the configuration maps it to, else the one port it can mean; 0 = not known
    mapped: int  # 1: the configuration maps it
    context: str  # as in `port_mention`
    detail: str  # as in `port_mention`
    kind: str  # of the file
    at: Span


class ConfigKey(NamedTuple):
    """A wiring key of the configuration in force, for rules to read."""

    key: str  # legacy-port, internal-port, canonical, setting (a name in [settings]), json-guard, own-wiring, bridge-wiring, csrf-exempt, legacy-in-force
    value: str  # as text; one row for each


class SettingDrift(NamedTuple):
    """A place that gives a variable another value than the one that stays in force."""

    name: str  # of the variable
    value: str  # what the place says; of a secret its length only
    stands: str  # the value that stays, likewise
    because: str  # what says so: `[settings]`, or the file of the place
    run: str  # where they meet, as `run.name`; "" = everywhere
    also: Span  # another place that speaks about the variable, NO_SPAN if there is none
    label: str  # what it says
    secret: int  # 1: no report shows what stands at the places
    edit: Span  # the value's own bytes, NO_SPAN if it is not one literal
    at: Span


class UndefinedSetting(NamedTuple):
    """A variable that code needs and nothing sets, or a file that a variable names and nothing
    makes."""

    name: str  # of the variable, or the path that it holds
    reader: str  # what needs it: path of the file, the process, or the variable
    why: str  # where it is missing, in words
    severity: str  # warning, or info where the platform may have it
    withheld: str  # what may set it all the same, "" if nothing does
    also: Span  # another read, or a process that is given it; NO_SPAN if there is none
    label: str  # what that is
    at: Span


class WeakSecret(NamedTuple):
    """A place where a secret is no secret. No column holds its value."""

    name: str  # of the variable, or what a file holds
    what: str  # what is wrong, in words
    advice: str  # what to do, a sentence
    severity: str  # info in an example file
    also: Span  # the place it differs from, NO_SPAN if there is none
    edit: Span  # the value's own bytes, NO_SPAN if it is not one literal
    at: Span


class UrlMismatch(NamedTuple):
    """An address in a variable whose port is not the one that its service listens on."""

    name: str  # of the variable that is out of step: the address or the port
    port: int  # what it says
    stands: int  # the port of the other
    service: str  # what listens, as the project calls it
    because: str  # what says the other port
    run: str  # where they meet, as `run.name`; "" = everywhere
    also: Span  # the place that says the other port, NO_SPAN if there is none
    edit: Span  # the digits
    at: Span


class RepeatedKey(NamedTuple):
    """A key that stands again further down in the same mapping."""

    key: str  # name of the variable or process
    form: str  # dotenv, compose, procfile
    same: int  # 1: with the same value
    also: Span  # the last one, which wins
    at: Span  # the whole definition


class UnreadSetting(NamedTuple):
    """A variable that is set for processes of which none reads it."""

    name: str  # of the variable
    near: str  # a variable that they read, or an option of the extension, that has nearly its name; "" if there is none
    extension: str  # of Flask, whose option it would be by its prefix; "" for other variables
    process: str  # what is given it, "" for an option
    run: str  # as `run.name`, "" for an option
    severity: str  # warning with a near name and for an option, else info
    withheld: str  # what may read it all the same, "" if nothing does
    also: Span  # where the near one is read, or the variable that the option is set from; NO_SPAN if there is none
    at: Span  # the definition
