"""What names in a file stand for."""

from typing import NamedTuple

from dupelint.model.facts.column import Arms, Span, ValueText


class Import(NamedTuple):
    """One name bound by an import, `require` or re-export; also one row for a side-effect import."""

    name: str  # bound in this file ("" for a side-effect import or a bare re-export of everything)
    module: str  # as written: `pkg.mod`, `..pkg`, `./x.js`, `@/api`
    symbol: str  # "" the module itself, "default", "*" everything, else the symbol's name there
    scope: str  # where it is bound; "" = module level, "?" = indented in a file that was not parsed
    form: str  # import, from, require, dynamic, reexport (JS `export … from`)
    type_only: int  # 1 for `import type` and TYPE_CHECKING: gone at run time
    arms: Arms
    at: Span


class Export(NamedTuple):
    """A name a JavaScript module gives out (re-exports are Imports with form `reexport`)."""

    name: str  # "default" too; `module.exports = x` is "default", `exports.a = x` is "a"
    value: ValueText  # what it stands for
    at: Span


class Assignment(NamedTuple):
    """A module-level binding whose value can be said in the Value language (constants, apps…)."""

    name: str  # dotted for attributes: `app.config`, `Settings.PORT` (class attribute)
    value: ValueText  # what is bound
    arms: Arms
    at: Span


class Function(NamedTuple):
    """A function, method or class that facts hang on, or whose result is a simple value."""

    scope: str  # its own dotted path
    params: str  # JSON list of names in order, without self/cls; `*args`/`**kw`/`...rest` keep stars
    defaults: ValueText  # ("object", (param, value)…)
    returns: ValueText  # what it returns when that is one simple value, else unresolved
    form: str  # function, method, class, arrow
    is_async: int  # 1: an `async` function
    decorators: str  # JSON list of decorator texts without arguments
    body: Span  # its statements, without the header
    at: Span


class ClassBase(NamedTuple):
    """A JavaScript class that extends another one."""

    scope: str  # its own dotted path
    base: ValueText  # what it extends
    constructs: int  # 1: it may have a constructor of its own
    at: Span


class ClassShape(NamedTuple):
    """A JavaScript class whose objects hold routes, or what routes hang on."""

    scope: str  # its own dotted path
    base: ValueText  # the class that it extends, ("null",) if none
    above: ValueText  # ("list", …): what its constructor hands to that one's, ("null",) = all that it gets
    fields: ValueText  # ("object", (name, value)…): what its objects hold, as their constructor leaves them
    is_open: int  # 1: what a method reads of its object is told as a member of ("param", "this"), as another class may have set it
    is_abstract: int  # 1: only classes that extend it have objects
    at: Span


class AppPass(NamedTuple):
    """A call that may hand an app, blueprint, router or server to a function of the project.

    Also a call without such an argument where its callee is a module-level name or an import and
    it stands in a function (or at module level) that creates or receives an app: it may return a
    blueprint or register something itself.
    """

    callee: ValueText  # what is called
    args: ValueText  # ("list", …)
    keywords: ValueText  # ("object", …)
    scope: str
    arms: Arms
    guard: str  # "" | swallowed | filtered: see Registration
    attempt: Span  # as in Registration
    at: Span


class Resolver(NamedTuple):
    """How import specifiers are rewritten below the folder of this file."""

    form: str  # tsconfig-path, tsconfig-base, tsconfig-extends, alias (vite/webpack), package-name, package-export
    pattern: str  # `@/*`, `@`, `shared`, `shared/client`
    target: str  # relative to this file's folder: `src/*`
    at: Span
