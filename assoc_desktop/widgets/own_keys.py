"""Keys that a page takes before the window's menus do: Ctrl+P prints what is on the page.

Two shortcuts for the same keys, one of the window and one of the page, are ambiguous to Qt, and neither works. A
page that has the keyboard says beforehand that it wants them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget


class OwnKeys(QObject):
    """The keys of a page, while the keyboard is anywhere on it.

    Args:
        page: the page; the keys live as long as it does.
        keys: keys such as `Ctrl+P` → what they do.
    """

    def __init__(self, page: QWidget, keys: Mapping[str, Callable[[], object]]) -> None:
        super().__init__(page)
        self._keys = {QKeySequence(key).toString(): do for key, do in keys.items()}
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return super().eventFilter(watched, event)
        do = self._keys.get(QKeySequence(event.keyCombination()).toString())
        if do is None:
            return super().eventFilter(watched, event)
        event.accept()
        # Not on the press itself: a list of choices, for one, keeps every press to itself.
        if event.type() == QEvent.Type.ShortcutOverride:
            QTimer.singleShot(0, self, do)
        return True
