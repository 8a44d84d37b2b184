"""Pairs that were remembered as different, and taking that back."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from assoc_desktop.language import _
from assoc_desktop.members.duplicates.different import forget_different, remembered
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.list_pane import Action, ListPane
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.record_table import Column, Row
from assoc_desktop.widgets.theme import GRID


class RememberedDialog(QDialog):
    """The list, over the page of duplicates."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(_("Remembered as different"))
        self.resize(760, 420)
        self.pane = ListPane(
            "different",
            [
                Column("one", _("Member"), 300, stretch=True, sortable=False),
                Column("other", _("Is not"), 340, sortable=False),
            ],
            self._read,
            [Action("undo", _("&Take back"), self.take_back)],
            empty=EmptyState(
                "members",
                _("Nobody yet"),
                _(
                    "Pairs of which you said that they are not the same are listed here, and can be taken back."
                ),
            ),
            hint=_("These pairs look alike and are not the same; they are not found as duplicates."),
        )
        buttons = QDialogButtonBox()
        close = buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.addWidget(self.pane, 1)
        column.addWidget(buttons)
        self.pane.show_again()
        desk.changed.connect(self.pane.show_again)

    def take_back(self) -> None:
        """Let the chosen pair be found again."""
        chosen = self.pane.chosen()
        if chosen is None:
            return
        try:
            forget_different(chosen)
        except Refused as refusal:
            show_refusal(self, str(refusal))
            self.pane.show_again()
            return
        self._desk.tell_last(self.parentWidget())

    def _read(self) -> dict[int, Row]:
        return {
            each.id: Row(
                {"one": _named(each.one, each.one_town), "other": _named(each.other, each.other_town)}
            )
            for each in remembered()
        }


def _named(name: str, town: str) -> str:
    return f"{name}, {town}" if town else name
