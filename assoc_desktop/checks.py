"""What `check` looks through, in the window and on the command line: the file itself, then each feature's own.

A feature that can say what no rule of it lets in adds a line here.
"""

from __future__ import annotations

from collections.abc import Callable

#: Called with (steps done, steps in all); may raise `Cancelled`.
Progress = Callable[[int, int], None]


def find_faults(*, progress: Progress | None = None) -> list[str]:
    """What is wrong with the open file, one sentence each; empty when it is whole. Nothing is changed."""
    from assoc_desktop.actions.checking import check_actions
    from assoc_desktop.benefits.checking import check_benefits
    from assoc_desktop.listening.checking import check_listening
    from assoc_desktop.members.checking import check_members
    from assoc_desktop.schema import SCHEMA
    from assoc_desktop.storage.check import check_file
    from assoc_desktop.surveys.checking import check_surveys
    from assoc_desktop.treasury.checking import check_books

    # What the features look through presumes that the file is whole.
    return check_file(SCHEMA, progress=progress) or [
        *check_members(progress=progress),
        *check_books(progress=progress),
        *check_surveys(),
        *check_actions(),
        *check_benefits(),
        *check_listening(),
    ]
