"""The order in which the Tab key goes through widgets that come and go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_before(widgets: Sequence[QWidget], follower: QWidget) -> None:
    """Have the Tab key reach widgets, in their order, just before another one.

    A widget made later stands at the end of the window's order, wherever it is seen.
    """
    place = follower.previousInFocusChain()
    while place is not follower and (place in widgets or not _takes_tab(place)):
        place = place.previousInFocusChain()
    for widget in widgets:
        QWidget.setTabOrder(place, widget)
        place = widget


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
