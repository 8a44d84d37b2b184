"""What is said when erasing is done."""

from __future__ import annotations

from assoc_desktop.language import _
from assoc_desktop.members.erasing.rules.applying import Erased


def told(done: Erased) -> str:
    """What was done, and what to do with the paper that is shown."""
    if done.rewritten:
        return _("Everything was erased. Print or save this paper now: it is not kept.")
    return _(
        "Everything was erased, but the disk is too full to write the file anew: traces may be left in its gaps. "
        "Free some space and save a copy of the file."
    )
