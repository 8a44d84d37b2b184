"""What later features show of a member: parts of the member's page, and lines of the details beside the list.

The window hands this list to the desk. A feature that has something to show adds one line here; members know none of
them.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assoc_desktop.language import N_
from assoc_desktop.language.conventions import Conventions


@dataclass(frozen=True)
class MemberPane:
    """A part of the member's page.

    Attributes:
        key: by which the page is opened at it.
        words: its tab, and the heading of its lines.
        make: makes the part, from the desk and the member's id; `show_again()` has it read.
        told: (name, value) of the details, from the member's id and today; none where there is nothing to tell.
    """

    key: str
    words: str
    make: Callable[[Any, int], Any]
    told: Callable[[int, datetime.date, Conventions], list[tuple[str, str]]]


def member_panes() -> tuple[MemberPane, ...]:
    """All of them, in their order; loaded when the first member is shown."""
    from assoc_desktop.benefits.forms.member_pane import MemberBenefitsPane
    from assoc_desktop.benefits.listing import told_of_member

    return (MemberPane("benefits", N_("Benefits"), MemberBenefitsPane, told_of_member),)
