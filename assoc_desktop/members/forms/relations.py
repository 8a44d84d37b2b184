"""What ties a member to others, on the member's page: household, employer, people of a library, contact people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.language import _, ngettext, whole_number
from assoc_desktop.members.forms.household import ask_household
from assoc_desktop.members.forms.households import dissolve_after_question
from assoc_desktop.members.forms.people_field import PeopleField, grow_with
from assoc_desktop.members.households import leave_household
from assoc_desktop.members.records import INSTITUTION, Member
from assoc_desktop.members.references import (
    Related,
    Relations,
    employ,
    find_institutions,
    find_persons,
    leave_employer,
    name_of_member,
    relations_of,
)
from assoc_desktop.members.status import STATUSES
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.chips import Chip
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.elided import ElidedLabel, plain_tip
from assoc_desktop.widgets.fields.reference import ReferenceField
from assoc_desktop.widgets.flow_row import FlowRow
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.theme import GRID, look
from assoc_desktop.widgets.wide_form import plain_label

#: So many people of an institution stand on its page; the button below shows all of them in the list.
_MOST_SHOWN = 50
#: A longer name ends in an ellipsis.
_NAME_SIGNS = 60
_Line = tuple[QPushButton, Chip, ElidedLabel]
_TONES = {"new": "info", "current": "good", "grace": "warn", "lapsed": "bad"}


class RelationsPane(QScrollArea):
    """Cards, one for each kind of relation. A name opens the page of that member."""

    def __init__(self, desk: Desk, member_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._member_id = desk, member_id
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Relations"))

    def show_again(self) -> None:
        """Read and show the relations."""
        member = Member.get_by_id(self._member_id)
        found = relations_of(self._member_id, self._desk.today())
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(2, 2, 2 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        cards = self._of_institution(found) if member.kind == INSTITUTION else self._of_person(found)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        self._replace(page)

    def _replace(self, page: QWidget) -> None:
        """The button that brought the change lives until its click is over; the keyboard stays on the cards."""
        focus = QApplication.focusWidget()
        had_keyboard = focus is not None and self.isAncestorOf(focus)
        if before := self.takeWidget():
            before.hide()
            before.deleteLater()
        self.setWidget(page)
        first = next((each for each in page.findChildren(QPushButton) if each.isEnabled()), None)
        if had_keyboard and first is not None:
            first.setFocus()

    # The cards

    def _of_person(self, found: Relations) -> list[QFrame]:
        cards = [self._household(found), self._employer(found)]
        if found.contact_of:
            told = _("These institutions name this person among their contact people.")
            cards.append(_card(_("Contact person of"), told, self._rows(found.contact_of)))
        return cards

    def _household(self, found: Relations) -> QFrame:
        household = found.household
        if household is None:
            told = _("Lives in no household. A household has one payer and gets one letter.")
            return _card(_("Household"), told, [], [(_("Make a household…"), self.make_household)])
        payer = next(each for each in found.people if each.id == found.payer_id)
        told = _("One letter goes to all of them, to the address of {payer}, who pays.").format(
            payer=payer.name
        )
        if household.payer_id != found.payer_id:
            told = _(
                "{payer} receives the letters now: the payer has died or is in the archive. Choose another payer."
            ).format(payer=payer.name)
        actions: list[tuple[str, Callable[[], object]]] = [
            (_("Change the household…"), lambda: ask_household(self._desk, self, household.id)),
            (_("Leave the household"), self.leave_household),
            (_("Dissolve"), lambda: dissolve_after_question(self._desk, self, household.id)),
        ]
        words = {found.payer_id: _("pays")}
        return _card(household.name, told, self._rows(found.people, words), actions)

    def _employer(self, found: Relations) -> QFrame:
        if found.employer is None:
            told = _("No employer of the list is known.")
            return _card(_("Employer"), told, [], [(_("Choose the employer…"), self.choose_employer)])
        actions = [
            (_("Choose another…"), self.choose_employer),
            (_("Works there no longer"), self.leave_employer),
        ]
        return _card(_("Employer"), "", self._rows([found.employer]), actions)

    def _of_institution(self, found: Relations) -> list[QFrame]:
        n = len(found.employees)
        told = ngettext("{n} person of the list works here.", "{n} persons of the list work here.", n)
        sentence = told.format(n=whole_number(n)) if n else _("Nobody of the list works here yet.")
        actions: list[tuple[str, Callable[[], object]]] = [(_("Add people…"), self.add_people)]
        if n:
            actions.append((_("Show them in the list"), lambda: self._show_all(found.employees)))
        cards = [
            _card(
                _("People of this institution"), sentence, self._rows(found.employees[:_MOST_SHOWN]), actions
            )
        ]
        if found.contacts:
            told = _("These contact people are members themselves, by their e-mail or name.")
            cards.append(_card(_("Contact people who are members"), told, self._rows(found.contacts)))
        return cards

    def _rows(self, people: Sequence[Related], words: dict[int | None, str] | None = None) -> list[_Line]:
        return [self._row(each, (words or {}).get(each.id, each.detail)) for each in people]

    def _row(self, related: Related, detail: str) -> _Line:
        label = self.fontMetrics().elidedText(
            related.name, Qt.TextElideMode.ElideRight, self.fontMetrics().averageCharWidth() * _NAME_SIGNS
        )
        name = QPushButton(icons.icon("next", QPalette.ColorRole.Link), label.replace("&", "&&"))
        name.setAccessibleName(related.name)
        name.setToolTip(plain_tip(_("Open the page of {name}").format(name=related.name)))
        name.setEnabled(related.id != self._member_id)
        name.clicked.connect(lambda: self._desk.wanted.emit("members", {"open": related.id}))
        look(name, "plain")
        chip = Chip()
        chip.show_state(_(STATUSES[related.status]), _TONES.get(related.status, "neutral"), "")
        return name, chip, ElidedLabel("  ·  ".join(filter(None, (detail, related.town))))

    # What the buttons do

    def make_household(self) -> FormDialog:
        """Ask for a household with this person in it."""
        return ask_household(self._desk, self, None, [self._member_id])

    def leave_household(self) -> None:
        """Take this person out of the household, and say so with Undo."""
        leave_household(self._member_id)
        self._desk.tell_last(self)

    def choose_employer(self) -> FormDialog:
        """Ask for the employer."""
        return self._ask(EmployerForm(self._member_id))

    def leave_employer(self) -> None:
        """Take the employer away, and say so with Undo."""
        leave_employer(self._member_id)
        self._desk.tell_last(self)

    def add_people(self) -> FormDialog:
        """Ask who works for this institution."""
        return grow_with(self._ask(EmployeesForm(self._member_id)), "people")

    def _ask(self, form: FormPage) -> FormDialog:
        return show_form(form, self, lambda _id: self._desk.tell_change(self, _("The relations were saved.")))

    def _show_all(self, people: Sequence[Related]) -> None:
        told = _("People of {name}").format(name=name_of_member(self._member_id))
        ids = tuple(each.id for each in people)
        self._desk.wanted.emit("members", {"ids": ids, "told": told})


class EmployerForm(FormPage):
    """The employer of one person."""

    def __init__(self, person_id: int, parent: QWidget | None = None) -> None:
        super().__init__(_("Employer of {name}").format(name=name_of_member(person_id)), parent=parent)
        self._person_id = person_id
        hint = _("Type the name of an institution of the list")
        self.add_field("employer", _("Emplo&yer"), ReferenceField(find_institutions, name_of_member, hint))
        self.start()

    def load(self) -> dict[str, Any]:
        return {"employer": Member.get_by_id(self._person_id).employer_id}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return {} if values["employer"] else {"employer": _("Choose an institution of the list.")}

    def save(self, values: dict[str, Any]) -> object:
        employ(values["employer"], [self._person_id])
        return self._person_id


class EmployeesForm(FormPage):
    """Persons of the list who work for an institution."""

    def __init__(self, institution_id: int, parent: QWidget | None = None) -> None:
        super().__init__(_("People of {name}").format(name=name_of_member(institution_id)), parent=parent)
        self._institution_id = institution_id
        hint = _(
            "Type the name of a person of the list, then Enter. Who worked elsewhere works here from now on."
        )
        self.add_field("people", _("&People"), PeopleField(find_persons, _("Name of a person")), hint)
        self.start()

    def load(self) -> dict[str, Any]:
        return {"people": []}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return {} if values["people"] else {"people": _("Choose at least one person.")}

    def save(self, values: dict[str, Any]) -> object:
        employ(self._institution_id, values["people"])
        return self._institution_id


def _card(
    title: str,
    told: str,
    lines: Sequence[_Line],
    actions: Sequence[tuple[str, Callable[[], object]]] = (),
) -> QFrame:
    card = QFrame()
    look(card, "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(2 * GRID, GRID + GRID // 2, 2 * GRID, GRID + GRID // 2)
    column.setSpacing(GRID // 2)
    column.addWidget(plain_label(title, "heading"))
    if told:
        column.addWidget(plain_label(told, "quiet"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(GRID)
    grid.setVerticalSpacing(0)
    grid.setColumnStretch(2, 1)
    for row, (name, chip, detail) in enumerate(lines):
        for place, widget in enumerate((name, chip)):
            grid.addWidget(widget, row, place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(detail, row, 2)
    column.addLayout(grid)
    if actions:
        buttons = FlowRow()
        for label, do in actions:
            button = QPushButton(label)
            button.clicked.connect(lambda _on=False, do=do: do())
            buttons.add(button)
        column.addSpacing(GRID // 2)
        column.addWidget(buttons)
    return card
