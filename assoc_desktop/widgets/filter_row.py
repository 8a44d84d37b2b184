"""A row of buttons above a list, one of them pressed: which part of the list is shown, and how long each part is."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.widgets.flow_row import FlowRow


class FilterRow(FlowRow):
    """Parts of a list to choose from.

    Args:
        words: key → name of each part; the first stands for the whole list.

    Attributes:
        key: of the part that is shown.
        buttons: key → button.

    Signals:
        chosen: another part is to be shown.
    """

    chosen = Signal()

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__()
        self._words = dict(words)
        self._whole = self.key = next(iter(words))
        self.buttons: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        for key in words:
            button = QToolButton()
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.clicked.connect(lambda _checked, key=key: self._clicked(key))
            group.addButton(button)
            self.buttons[key] = button
            self.add(button)

    def show_counts(self, counts: Mapping[str, int], conventions: Conventions) -> None:
        """Tell how many lines each part has; parts without any are not offered."""
        for key, button in self.buttons.items():
            count = counts.get(key, 0)
            button.setText(
                _("{outcome}  {count}").format(outcome=self._words[key], count=conventions.number(count))
            )
            button.setVisible(bool(count) or key in (self._whole, self.key))
            button.setChecked(key == self.key)
        self.arrange()

    def _clicked(self, key: str) -> None:
        self.key = key
        self.chosen.emit()
