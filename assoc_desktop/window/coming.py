"""Tabs whose feature is not here yet: what they will be for, and what can be done today."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from assoc_desktop.language import N_, _
from assoc_desktop.widgets.empty_state import EmptyState

#: Tab → title and text. No button: nothing here can be pressed yet.
_TEXTS = {
    "visits": (
        N_("Visits to member libraries"),
        N_(
            "This tab will plan visits to libraries and keep what was found and promised. It is not ready in this "
            "version. Libraries, their addresses and contact people are already in the Members tab."
        ),
    ),
    "committees": (
        N_("Board and committees"),
        N_(
            "This tab will keep mandates, meetings, minutes and decisions. It is not ready in this version. "
            "Until then, a tag such as “board” gathers members in the Members tab."
        ),
    ),
    "workshops": (
        N_("Workshops and the action wall"),
        N_(
            "This tab will run workshop activities and follow the actions that groups decide. It is not ready in "
            "this version."
        ),
    ),
    "letters": (
        N_("Letters, labels and reports"),
        N_(
            "This tab will write letters, labels and reports to many members at once. It is not ready in this "
            "version. Cards are printed from the Members tab, and lists are exported there for a mail merge."
        ),
    ),
}


def coming_tab(key: str) -> QWidget:
    """The page of a tab whose feature comes in a later version."""
    title, text = _TEXTS[key]
    return EmptyState(key, _(title), _(text))
