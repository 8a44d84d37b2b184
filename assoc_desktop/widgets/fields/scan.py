"""The line in which a card is scanned, or a number or name is typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from assoc_desktop.language import _
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.fields.reference import Find, ReferenceField


class ScanField(ReferenceField):
    """Finds somebody as a scanner or a person types; Enter takes who is meant.

    Signals:
        found(id, what is to be said about their card): somebody was taken.
        not_found(sentence): nobody is meant, or several are.

    Args:
        offered: what is typed → id, name and detail of who may be meant.
        label_of: id → name.
        by_code: a scanned code → the id that it means, if any, and what is to be said about it.
        name: the line's name for who cannot see it.
    """

    found = Signal(object, str)
    not_found = Signal(str)

    def __init__(
        self,
        offered: Find,
        label_of: Callable[[int], str],
        by_code: Callable[[str], tuple[int | None, str]],
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(offered, label_of, _("Scan a card, or type a number or a name"), parent)
        self._offered, self._by_code = offered, by_code
        self.line.setAccessibleName(name)
        self.line.setClearButtonEnabled(True)
        self.line.addAction(
            icons.icon("scan", QPalette.ColorRole.PlaceholderText), QLineEdit.ActionPosition.LeadingPosition
        )
        # The list that opens while one types tells its choice only after the line has told of Enter.
        self.line.returnPressed.connect(lambda: QTimer.singleShot(0, self, self._take_typed))
        self.completer.activated.connect(lambda _text: QTimer.singleShot(0, self, self._take_typed))

    def clear(self) -> None:
        """Make the line ready for the next one."""
        self.set_value(None)

    def scan(self, code: str) -> None:
        """Take who is meant by a code that was scanned somewhere else."""
        member_id, said = self._by_code(code)
        if member_id is None:
            self.not_found.emit(said)
        else:
            self.found.emit(member_id, said)

    def _take_typed(self) -> None:
        text = self.line.text().strip()
        if not text:
            return
        taken, said = self.value(), ""
        if taken is None:
            taken, said = self._by_code(text)
        if taken is None:
            several = self._offered(text)
            if len(several) == 1:
                taken, said = several[0][0], ""
            elif several:
                said = _("Several are named so. Choose one with the arrow keys, then press Enter.")
        if taken is None:
            self.not_found.emit(said or _("Nobody is found by this."))
            self.line.selectAll()
            return
        self.clear()
        self.found.emit(taken, said)
