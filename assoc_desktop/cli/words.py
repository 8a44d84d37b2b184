"""The first words of the command line: known without loading what the commands need."""

from __future__ import annotations

from pathlib import Path

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
    "survey",
    "dues-bought",
    "leaflet",
    "invitations",
    "call-sheets",
    "conversations",
    "check-card",
    "check",
    "backup",
)


def is_command(arguments: list[str]) -> bool:
    """Whether the arguments name a command, or ask for help; else they are a file for the window.

    A bare word that is no file is a command mistyped: the parser says so, where the window would only say it is no file.
    """
    if not arguments:
        return False
    first = Path(arguments[0])
    is_bare_word = first.name == arguments[0] and not first.suffix and not arguments[0].startswith("-")
    return arguments[0] in (*COMMANDS, "-h", "--help", "--version") or (is_bare_word and not first.exists())
