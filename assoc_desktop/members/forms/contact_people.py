"""The people to talk to in an institution: several, each with a role, one of them the main one."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.association.rules import is_email
from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.data import ContactData
from assoc_desktop.members.records import CONTACT_ROLES
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.fields import Field
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.tab_order import put_before
from assoc_desktop.widgets.theme import GRID, look


class ContactPeopleField(Field):
    """A list of `ContactData`; phones in E.164, shown as they are dialled in the country."""

    def __init__(self, conventions: Conventions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._conventions = conventions
        self.people: list[ContactPersonBox] = []
        self._main = QButtonGroup(self)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID)
        self.add_button = QPushButton(icons.icon("add", QPalette.ColorRole.Link), _("Add a contact person"))
        look(self.add_button, "plain")
        self.add_button.clicked.connect(self._add_pressed)
        self.layout_.setSpacing(GRID)
        self.layout_.addLayout(self._rows)
        below = QHBoxLayout()
        below.addWidget(self.add_button)
        below.addStretch(1)
        self.layout_.addLayout(below)

    def value(self) -> list[ContactData]:
        return [person.data(self._conventions) for person in self.people if not person.is_empty()]

    def set_value(self, value: list[ContactData]) -> None:
        self.set_typed([asdict(each) | {"phone": self._conventions.phone(each.phone)} for each in value])

    def problem(self) -> str:
        return next(filter(None, (person.problem(self._conventions) for person in self.people)), "")

    def typed(self) -> list[dict[str, Any]]:
        return [person.typed() for person in self.people if not person.is_empty()]

    def set_typed(self, typed: Any) -> None:
        for person in list(self.people):
            self._drop(person)
        for row in typed or []:
            self._add(row)
        self._show_buttons()

    def target(self) -> QWidget:
        wrong = (line for person in self.people if (line := person.wrong_line(self._conventions)))
        return next(wrong, self.people[0].title if self.people else self.add_button)

    def mark(self, wrong: bool) -> None:
        for person in self.people:
            person.mark(person.wrong_line(self._conventions) if wrong else None)

    def _add_pressed(self) -> None:
        self._add({"main": not self.people}).title.setFocus()
        self._show_buttons()
        self.changed.emit()

    def _add(self, row: dict[str, Any]) -> ContactPersonBox:
        person = ContactPersonBox(row)
        self._main.addButton(person.main)
        person.edited.connect(self.changed)
        person.sooner.clicked.connect(lambda: self._move_up(person))
        person.remove.clicked.connect(lambda: self._removed(person))
        self.people.append(person)
        self._rows.addWidget(person)
        put_before(person.in_tab_order(), self.add_button)
        return person

    def _move_up(self, person: ContactPersonBox) -> None:
        place = self.people.index(person)
        self.people[place - 1 : place + 1] = [person, self.people[place - 1]]
        self._rows.removeWidget(person)
        self._rows.insertWidget(place - 1, person)
        for each in self.people:
            put_before(each.in_tab_order(), self.add_button)
        self._show_buttons()
        person.title.setFocus()
        self.changed.emit()

    def _removed(self, person: ContactPersonBox) -> None:
        was_main = person.main.isChecked()
        self._drop(person)
        if was_main and self.people:
            self.people[0].main.setChecked(True)
        self._show_buttons()
        self.add_button.setFocus()
        self.changed.emit()

    def _drop(self, person: ContactPersonBox) -> None:
        self.people.remove(person)
        self._main.removeButton(person.main)
        self._rows.removeWidget(person)
        person.hide()
        person.deleteLater()

    def _show_buttons(self) -> None:
        for place, person in enumerate(self.people):
            person.sooner.setVisible(len(self.people) > 1)
            person.sooner.setEnabled(place > 0)


class ContactPersonBox(QFrame):
    """The fields of one contact person.

    Signals:
        edited(): the person at the keyboard changed something.
    """

    edited = Signal()

    def __init__(self, row: dict[str, Any]) -> None:
        super().__init__()
        look(self, "banner")
        self.title = _line(_("Title"), row.get("title", ""))
        self.given_name = _line(_("Given name"), row.get("given_name", ""))
        self.family_name = _line(_("Family name"), row.get("family_name", ""))
        self.phone = _line(_("Phone"), row.get("phone", ""))
        self.email = _line(_("E-mail"), row.get("email", ""))
        self.role = ComboBox()
        self.role.setAccessibleName(_("Role"))
        self._roles = ["", *CONTACT_ROLES]
        self.role.addItems([_("Role"), *(_(word) for word in CONTACT_ROLES.values())])
        known = row.get("role", "") in self._roles
        self.role.setCurrentIndex(self._roles.index(row.get("role", "")) if known else 0)
        self.main = QRadioButton(_("Main contact"))
        self.main.setChecked(bool(row.get("main")))
        self.sooner = _button("up", _("Move up"))
        self.remove = _button("close", _("Remove this contact person"))
        for line in (self.title, self.given_name, self.family_name, self.phone, self.email):
            line.textEdited.connect(lambda _text: self.edited.emit())
        self.role.activated.connect(lambda _place: self.edited.emit())
        self.main.clicked.connect(lambda _on: self.edited.emit())
        self._lay_out()

    def is_empty(self) -> bool:
        """Nothing was typed."""
        lines = (self.title, self.given_name, self.family_name, self.phone, self.email)
        return not any(line.text().strip() for line in lines) and not self.role.currentIndex()

    def in_tab_order(self) -> tuple[QWidget, ...]:
        """The fields and buttons as the Tab key goes through them."""
        names = (self.title, self.given_name, self.family_name)
        return (*names, self.role, self.phone, self.email, self.main, self.sooner, self.remove)

    def typed(self) -> dict[str, Any]:
        """What stands in the fields, readable or not."""
        return {
            "title": self.title.text(),
            "family_name": self.family_name.text(),
            "given_name": self.given_name.text(),
            "role": self._roles[self.role.currentIndex()],
            "phone": self.phone.text(),
            "email": self.email.text(),
            "main": self.main.isChecked(),
        }

    def data(self, conventions: Conventions) -> ContactData:
        """The person as stored; a phone that cannot be read is left as typed and told by `problem`."""
        typed = {
            name: value.strip() if isinstance(value, str) else value for name, value in self.typed().items()
        }
        with suppress(Refused):  # `problem` tells it, and the page is not saved
            typed["phone"] = conventions.parse_phone(typed["phone"]) if typed["phone"] else ""
        return ContactData(**typed)

    def problem(self, conventions: Conventions) -> str:
        """Why these fields cannot be kept; empty when they can."""
        return self._judged(conventions)[1]

    def wrong_line(self, conventions: Conventions) -> QLineEdit | None:
        """The line that `problem` speaks of."""
        return self._judged(conventions)[0]

    def _judged(self, conventions: Conventions) -> tuple[QLineEdit | None, str]:
        email = self.email.text().strip()
        if self.is_empty():
            return None, ""
        if not (self.family_name.text().strip() or self.given_name.text().strip()):
            return self.family_name, _("A contact person needs a name.")
        try:
            if self.phone.text().strip():
                conventions.parse_phone(self.phone.text())
        except Refused as refusal:
            return self.phone, str(refusal)
        if email and not is_email(email):
            return self.email, _("“{email}” is not an e-mail address.").format(email=email)
        return None, ""

    def mark(self, wrong: QLineEdit | None) -> None:
        """Draw one line as wrong, and the others as right."""
        for line in (self.family_name, self.phone, self.email):
            line.setProperty("wrong", line is wrong)
            line.style().unpolish(line)
            line.style().polish(line)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(GRID, GRID, GRID, GRID)
        grid.setSpacing(GRID // 2)
        grid.addWidget(self.title, 0, 0)
        grid.addWidget(self.given_name, 0, 1)
        grid.addWidget(self.family_name, 0, 2)
        grid.addWidget(self.role, 1, 0)
        grid.addWidget(self.phone, 1, 1, 1, 2)
        grid.addWidget(self.main, 2, 0)
        grid.addWidget(self.email, 2, 1, 1, 2)
        grid.addWidget(self.sooner, 1, 3)
        grid.addWidget(self.remove, 0, 3)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)


def _line(words: str, text: str) -> QLineEdit:
    line = QLineEdit(text, placeholderText=words)
    line.setAccessibleName(words)
    line.setCursorPosition(0)
    line.setMinimumWidth(40)
    return line


def _button(sign: str, words: str) -> QPushButton:
    button = QPushButton(icons.icon(sign, QPalette.ColorRole.PlaceholderText), "")
    button.setToolTip(words)
    button.setAccessibleName(words)
    look(button, "plain")
    return button
