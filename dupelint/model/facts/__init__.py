"""THE vocabulary: one NamedTuple per kind of fact. The store's tables are generated from it.

A fact says what one file states, with no knowledge of any other file. Every table also has a
column `file` (the file's id), which the store adds. `column` says what the types of fields mean.
"""

from typing import Any

from dupelint.model.facts.answers import (
    Answer,
    AnswerDecorator,
    DataModel,
    HandlerWrapper,
    KeyRead,
    NullUse,
    Operation,
    WrappedHandler,
)
from dupelint.model.facts.clients import (
    NO_METHOD_ARMS,
    NOT_ASKED,
    BodyRead,
    ClientDefault,
    HttpCall,
    ResponseHelper,
    RuntimeHint,
)
from dupelint.model.facts.column import (
    LENGTH_BITS,
    NO_ARMS,
    NO_SPAN,
    START_BITS,
    Arms,
    Span,
    ValueText,
    span,
)
from dupelint.model.facts.hardening import (
    CallTerms,
    ConnectionHandler,
    CrashHandler,
    CsrfStatement,
    ErrorHandler,
    HeaderCheck,
    IdleDecorator,
    MadeFolder,
    RequestGuard,
    ViewBody,
)
from dupelint.model.facts.honesty import CommentDirective, Gap
from dupelint.model.facts.names import (
    AppPass,
    Assignment,
    ClassBase,
    ClassShape,
    Export,
    Function,
    Import,
    Resolver,
)
from dupelint.model.facts.next import MethodArm, NextSetting
from dupelint.model.facts.pages import ClientRoute
from dupelint.model.facts.processes import (
    Dependency,
    EnvFile,
    LauncherFile,
    Listener,
    MemoryStore,
    ModuleCall,
    Process,
    Proxy,
    PublishedPort,
)
from dupelint.model.facts.settings import (
    Credential,
    EnvChoice,
    EnvDefinition,
    EnvHint,
    EnvRead,
    ExtensionOption,
    KeyFile,
    KeylessClient,
    PortMention,
)
from dupelint.model.facts.web import (
    ApiMount,
    App,
    Blueprint,
    EarlyAnswer,
    EndpointUse,
    Handler,
    Mount,
    PathText,
    Registration,
    Route,
    ViewClass,
)

__all__ = [
    "FACTS",
    "LENGTH_BITS",
    "NOT_ASKED",
    "NO_ARMS",
    "NO_METHOD_ARMS",
    "NO_SPAN",
    "START_BITS",
    "Answer",
    "AnswerDecorator",
    "ApiMount",
    "App",
    "AppPass",
    "Arms",
    "Assignment",
    "Blueprint",
    "BodyRead",
    "CallTerms",
    "ClassBase",
    "ClassShape",
    "ClientDefault",
    "ClientRoute",
    "CommentDirective",
    "ConnectionHandler",
    "CrashHandler",
    "Credential",
    "CsrfStatement",
    "DataModel",
    "Dependency",
    "EarlyAnswer",
    "EndpointUse",
    "EnvChoice",
    "EnvDefinition",
    "EnvFile",
    "EnvHint",
    "EnvRead",
    "ErrorHandler",
    "Export",
    "ExtensionOption",
    "Function",
    "Gap",
    "Handler",
    "HandlerWrapper",
    "HeaderCheck",
    "HttpCall",
    "IdleDecorator",
    "Import",
    "KeyFile",
    "KeyRead",
    "KeylessClient",
    "LauncherFile",
    "Listener",
    "MadeFolder",
    "MemoryStore",
    "MethodArm",
    "ModuleCall",
    "Mount",
    "NextSetting",
    "NullUse",
    "Operation",
    "PathText",
    "PortMention",
    "Process",
    "Proxy",
    "PublishedPort",
    "Registration",
    "RequestGuard",
    "Resolver",
    "ResponseHelper",
    "Route",
    "RuntimeHint",
    "Span",
    "ValueText",
    "ViewBody",
    "ViewClass",
    "WrappedHandler",
    "span",
    "table_name",
]

FACTS: tuple[type[Any], ...] = (
    Import, Export, Assignment, Function, ClassBase, ClassShape, AppPass, Resolver,
    App, Blueprint, Registration, ApiMount, Mount, Handler, ViewClass, Route, PathText, EndpointUse, EarlyAnswer,
    Listener, ModuleCall, MemoryStore, Process, LauncherFile, PublishedPort, Proxy, Dependency,
    HttpCall, ClientDefault, BodyRead, ResponseHelper, RuntimeHint,
    Answer, AnswerDecorator, HandlerWrapper, WrappedHandler, Operation, DataModel, KeyRead, NullUse, ClientRoute, NextSetting,
    MethodArm,
    EnvRead, EnvChoice, EnvDefinition, EnvHint, EnvFile, Credential, KeyFile, ExtensionOption, KeylessClient,
    PortMention,
    MadeFolder, CrashHandler, ConnectionHandler, CallTerms, CsrfStatement,
    HeaderCheck, RequestGuard, ViewBody, IdleDecorator, ErrorHandler,
    CommentDirective, Gap,
)  # fmt: skip


def table_name(kind: type[Any]) -> str:
    """`BodyRead` → `body_read`; `Import` → `import_` (a reserved word stays usable in Python only)."""
    name = "".join("_" + c.lower() if c.isupper() else c for c in kind.__name__).lstrip("_")
    return name + "_" if name in {"import"} else name
