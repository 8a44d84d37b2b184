"""Lists of phones and e-mails: one line each, in the order in which they are to be tried."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.fields.base import Field
from assoc_desktop.widgets.tab_order import put_before
from assoc_desktop.widgets.theme import GRID, look

Read = Callable[[str], str]


class ContactsField(Field):
    """A list of entries. The value is a list of texts in the form kept, the one to try first at its head.

    Args:
        read: text typed → the form kept. Raises `Refused` with a sentence when it is none.
        write: the form kept → the form shown.
        add: label of the button that adds a line.
        hint: shown in an empty line.
    """

    def __init__(
        self, read: Read, write: Read, *, add: str, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._read, self._write = read, write
        self._hint = hint
        self._lines: list[_Entry] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID // 2)
        self._add = QPushButton(icons.icon("add", QPalette.ColorRole.Link), add)
        look(self._add, "plain")
        self._add.clicked.connect(self._add_pressed)
        self.layout_.setSpacing(GRID // 2)
        self.layout_.addLayout(self._rows)
        below = QHBoxLayout()
        below.addWidget(self._add)
        below.addStretch(1)
        self.layout_.addLayout(below)
        self.set_value([])

    def value(self) -> list[str]:
        return [
            self._read(line.entry.text())
            for line in self._lines
            if line.entry.text().strip() and not self._trouble(line)
        ]

    def set_value(self, value: list[str]) -> None:
        self.set_typed([self._write(entry) for entry in value])

    def problem(self) -> str:
        return next(filter(None, map(self._trouble, self._lines)), "")

    def typed(self) -> list[str]:
        return [line.entry.text() for line in self._lines if line.entry.text().strip()]

    def set_typed(self, typed: Any) -> None:
        for line in list(self._lines):
            self._drop(line)
        for entry in typed or [""]:
            self._add_line(entry)
        self._show_arrows()

    def target(self) -> QWidget:
        wrong = (line.entry for line in self._lines if self._trouble(line))
        return next(wrong, self._lines[0].entry if self._lines else self._add)

    def mark(self, wrong: bool) -> None:
        for line in self._lines:
            bad = wrong and bool(self._trouble(line))
            line.entry.setProperty("wrong", bad)
            line.entry.style().unpolish(line.entry)
            line.entry.style().polish(line.entry)

    def _trouble(self, line: _Entry) -> str:
        try:
            if line.entry.text().strip():
                self._read(line.entry.text())
        except Refused as refusal:
            return str(refusal)
        return ""

    def _add_pressed(self) -> None:
        empty = next((line for line in self._lines if not line.entry.text().strip()), None)
        (empty or self._add_line("")).entry.setFocus()
        self._show_arrows()

    def _add_line(self, entry: str) -> _Entry:
        line = _Entry(entry, self._hint)
        line.entry.textEdited.connect(lambda _text: self.changed.emit())
        line.remove.clicked.connect(lambda: self._removed(line))
        line.sooner.clicked.connect(lambda: self._moved(line))
        self._lines.append(line)
        self._rows.addWidget(line)
        put_before((line.entry, line.sooner, line.remove), self._add)
        return line

    def _moved(self, line: _Entry) -> None:
        """Try this entry sooner: it changes places with the one above."""
        place = self._lines.index(line)
        above = self._lines[place - 1]
        mine, other = line.entry.text(), above.entry.text()
        line.entry.setText(other)
        above.entry.setText(mine)
        above.entry.setFocus()
        self.changed.emit()

    def _removed(self, line: _Entry) -> None:
        self._drop(line)
        if not self._lines:
            self._add_line("")
        self._show_arrows()
        self._lines[0].entry.setFocus()
        self.changed.emit()

    def _drop(self, line: _Entry) -> None:
        self._lines.remove(line)
        self._rows.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _show_arrows(self) -> None:
        several = len(self._lines) > 1
        for place, line in enumerate(self._lines):
            line.sooner.setVisible(several)
            line.sooner.setEnabled(place > 0)
            line.remove.setVisible(several or bool(line.entry.text().strip()))


class PhonesField(ContactsField):
    """Phones: kept as E.164 (`+237699123456`), shown as they are dialled in the country."""

    def __init__(self, conventions: Conventions, parent: QWidget | None = None) -> None:
        super().__init__(
            conventions.parse_phone, conventions.phone, add=_("Add a phone"), hint=_("Phone"), parent=parent
        )


class EmailsField(ContactsField):
    """E-mail addresses, as typed without the spaces around."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_email, str, add=_("Add an e-mail address"), hint=_("E-mail address"), parent=parent)


def _email(text: str) -> str:
    address = text.strip()
    name, _at, host = address.rpartition("@")
    if not name or "." not in host.strip(".") or any(sign.isspace() for sign in address):
        raise Refused(_("“{text}” is not an e-mail address.").format(text=text))
    return address


class _Entry(QWidget):
    """One line: the entry, a button that has it tried sooner, and a button that takes it away."""

    def __init__(self, entry: str, hint: str) -> None:
        super().__init__()
        self.entry = QLineEdit(entry, placeholderText=hint)
        self.entry.setAccessibleName(hint)
        self.entry.setCursorPosition(0)
        self.sooner = _small_button("up", _("Move up: tried sooner"))
        self.remove = _small_button("close", _("Remove this line"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        row.addWidget(self.entry, 1)
        row.addWidget(self.sooner)
        row.addWidget(self.remove)


def _small_button(sign: str, words: str) -> QPushButton:
    button = QPushButton(icons.icon(sign, QPalette.ColorRole.PlaceholderText), "")
    button.setToolTip(words)
    button.setAccessibleName(words)
    look(button, "plain")
    return button
