"""The line in which a card is scanned, or a number or name is typed."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from assoc_desktop.language import _
from assoc_desktop.members.references import name_of_member
from assoc_desktop.treasury.desk.finding import by_code, offered
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields.reference import ReferenceField


class PayerSearch(ReferenceField):
    """Finds members as a scanner or a person types; Enter takes who is meant.

    Signals:
        found(member id, what is to be said about their card): somebody was taken.
        not_found(sentence): nobody is meant, or several are.
    """

    found = Signal(object, str)
    not_found = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(offered, name_of_member, _("Scan a card, or type a number or a name"), parent)
        self._desk = desk
        self.line.setAccessibleName(_("Who pays"))
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
        """Take the member of a code that was scanned somewhere else."""
        member_id, said = by_code(code, today=self._desk.today())
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
            taken, said = by_code(text, today=self._desk.today())
        if taken is None:
            several = offered(text)
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
