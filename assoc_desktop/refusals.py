"""Failures that a person can mend. Everything else is a bug and is never caught as one of these."""

from __future__ import annotations


class Refused(Exception):
    """The program will not do this, and says why in a person's words.

    The message is a whole translated sentence that names the row, field or file and what to do.
    Screens show it as it is; the command line prints it on standard error and exits with 1.
    """


class Invalid(Refused):
    """One or several fields hold something that cannot be kept.

    Attributes:
        problems: field name → sentence, in the order in which the fields are shown.
    """

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("\n".join(problems.values()))
        self.problems = problems


class Cancelled(Exception):
    """The person stopped a long work; its transaction is rolled back. Not an error, and not shown as one."""
