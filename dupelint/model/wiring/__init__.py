"""The linked tables: what the files say together. Linking fills them, rules read them.

Field types as in `model.facts.column`; here a `Span` holds its file.
"""

from typing import Any

from dupelint.model.wiring.apps import (
    Exclusive,
    LiveEndpoint,
    LiveRegistration,
    ShadowModule,
    SwallowedGroup,
)
from dupelint.model.wiring.clients import (
    BrokenParse,
    CallRoute,
    ContractBreach,
    DialledPort,
    DuplicatePage,
    LiveCall,
    ParseRisk,
    Relay,
    RouteAnswer,
    SecondClient,
    UnheldKey,
    UnservedCall,
)
from dupelint.model.wiring.hardening import (
    CsrfHole,
    CsrfWall,
    DeepFolder,
    MissingSecret,
    NoHealth,
    OpenCrash,
    UnguardedProxy,
    UnsignedWebhook,
)
from dupelint.model.wiring.processes import (
    DeadCommand,
    IdleEntry,
    Orphan,
    PortClash,
    PortDrift,
    Rival,
    Run,
    SettingValue,
    Starts,
)
from dupelint.model.wiring.routing import LiveRoute, RouteCollision, ShadowedRoute
from dupelint.model.wiring.services import FileRuntime, LiveListener, ServiceFile
from dupelint.model.wiring.settings import (
    ConfigKey,
    LegacyPort,
    RepeatedKey,
    SettingDrift,
    UndefinedSetting,
    UnreadSetting,
    UrlMismatch,
    WeakSecret,
)

__all__ = [
    "WIRING",
    "BrokenParse",
    "CallRoute",
    "ConfigKey",
    "ContractBreach",
    "CsrfHole",
    "CsrfWall",
    "DeadCommand",
    "DeepFolder",
    "DialledPort",
    "DuplicatePage",
    "Exclusive",
    "FileRuntime",
    "IdleEntry",
    "LegacyPort",
    "LiveCall",
    "LiveEndpoint",
    "LiveListener",
    "LiveRegistration",
    "LiveRoute",
    "MissingSecret",
    "NoHealth",
    "OpenCrash",
    "Orphan",
    "ParseRisk",
    "PortClash",
    "PortDrift",
    "Relay",
    "RepeatedKey",
    "Rival",
    "RouteAnswer",
    "RouteCollision",
    "Run",
    "SecondClient",
    "ServiceFile",
    "SettingDrift",
    "SettingValue",
    "ShadowModule",
    "ShadowedRoute",
    "Starts",
    "SwallowedGroup",
    "UndefinedSetting",
    "UnguardedProxy",
    "UnheldKey",
    "UnreadSetting",
    "UnservedCall",
    "UnsignedWebhook",
    "UrlMismatch",
    "WeakSecret",
]

WIRING: tuple[type[Any], ...] = (
    LiveRegistration, Exclusive, LiveEndpoint, LiveRoute, ShadowedRoute,
    RouteCollision, ShadowModule, SwallowedGroup,
    ServiceFile, LiveListener, FileRuntime, DialledPort,
    LiveCall, CallRoute, UnservedCall, Relay, ParseRisk, LegacyPort, ConfigKey,
    RouteAnswer, BrokenParse, UnheldKey, SecondClient, DuplicatePage, ContractBreach,
    SettingDrift, UndefinedSetting, WeakSecret, UrlMismatch, RepeatedKey, UnreadSetting,
    Run, Starts, SettingValue, Rival, PortClash, PortDrift, DeadCommand, IdleEntry, Orphan,
    DeepFolder, OpenCrash, NoHealth, CsrfHole, CsrfWall,
    MissingSecret, UnsignedWebhook, UnguardedProxy,
)  # fmt: skip
