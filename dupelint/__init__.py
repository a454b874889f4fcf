"""dupelint finds every job in a project that has more than one owner."""

__version__ = "0.1.0"

HOME = "https://github.com/dupelint/dupelint"
DOCUMENTATION = HOME + "/blob/main/docs/rules/{}.md"  # of a rule, by its id
