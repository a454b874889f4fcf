"""One module per fixer: a task → its edits."""
