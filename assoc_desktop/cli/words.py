"""The first words of the command line: known without loading what the commands need."""

from __future__ import annotations

COMMANDS = (
    "new",
    "example",
    "import",
    "export",
    "directory",
    "members",
    "cards",
    "change",
    "filters",
    "proposals",
    "reminders",
    "report",
    "journal",
    "statement",
    "statistics",
    "duplicates",
    "merge",
    "disclose",
    "retention",
    "pay",
    "check-card",
    "check",
    "backup",
)


def is_command(arguments: list[str]) -> bool:
    """Whether the arguments name a command, or ask for help; else they are a file for the window."""
    return bool(arguments) and (arguments[0] in COMMANDS or arguments[0] in ("-h", "--help", "--version"))
