"""All households: who pays, where, how many people; made, changed and dissolved here."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from assoc_desktop.language import _
from assoc_desktop.members.forms.household import ask_household
from assoc_desktop.members.households import dissolve_household, households
from assoc_desktop.members.records import Household
from assoc_desktop.members.rules import search_terms
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.form_dialog import FormDialog
from assoc_desktop.widgets.list_pane import Action, ListPane
from assoc_desktop.widgets.messages import confirm, show_refusal
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.record_table import Column, Row


class HouseholdsPage(Page):
    """The page laid upon the list of members."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Households"), parent)
        self.pane = HouseholdsPane(desk)
        self.search = QLineEdit(placeholderText=_("Search households"))
        self.search.setAccessibleName(_("Search households"))
        self.search.setToolTip(_("Name of the household, of one of its people, or town"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(self.fontMetrics().averageCharWidth() * 36)
        self.search.textChanged.connect(self.pane.look_for)
        self.heading.addWidget(self.search)
        self.pane.table.typed.connect(self._typed_in_list)
        self.body.addWidget(self.pane)
        self.pane.show_again()
        desk.changed.connect(self.pane.show_again)

    def take_keyboard(self) -> None:
        """The keyboard goes into the list, or to the button that makes the first one."""
        if self.pane.table.shown_ids():
            self.pane.table.setFocus()
            if self.pane.chosen() is None:
                self.pane.table.select_id(self.pane.table.shown_ids()[0])
        else:
            self.pane.buttons[0].setFocus()

    def _typed_in_list(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(self.search.text() + text)


class HouseholdsPane(ListPane):
    """The list, with add, change and dissolve."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._desk, self._typed = desk, ""
        super().__init__(
            "households",
            [
                Column("name", _("Household"), 240, stretch=True, sortable=False),
                Column("payer", _("Who pays"), 220, sortable=False),
                Column("town", _("Town"), 160, sortable=False),
                Column("people", _("People"), 110, right=True, sortable=False),
            ],
            self._read_households,
            [
                Action("add", _("Make a household…"), self.add, needs_choice=False, main=True),
                Action("edit", _("Change…"), self.change),
                Action("delete", _("Dissolve"), self.dissolve),
            ],
            empty=EmptyState(
                "home",
                _("No household yet"),
                _(
                    "A household gathers people of one home: one of them pays, and one letter goes to all of them. "
                    "Make one here, or on the page of a person under Relations."
                ),
                (_("Make a household…"), self.add),
            ),
            hint=_("One of the people pays, and one letter goes to all of them."),
            parent=parent,
        )

    def look_for(self, typed: str) -> None:
        """Show the households in which every word is found."""
        self._typed = typed
        self.show_again()

    def show_again(self) -> None:
        """Read the households again; none found is not the same as none."""
        super().show_again()
        self.table.show_ids(self._rows, filtered=bool(search_terms(self._typed)))

    def add(self) -> FormDialog:
        """Ask for a new household; made, it is the chosen one."""
        return ask_household(self._desk, self, done=lambda made: self.table.select_id(int(str(made))))

    def change(self) -> FormDialog | None:
        """Ask for changes to the chosen household."""
        chosen = self.chosen()
        return None if chosen is None else ask_household(self._desk, self, chosen)

    def dissolve(self) -> None:
        """Take the chosen household away, after a question."""
        if (chosen := self.chosen()) is not None:
            dissolve_after_question(self._desk, self, chosen)

    def _read_households(self) -> dict[int, Row]:
        number = self._desk.conventions.number
        return {
            each.id: Row(
                {"name": each.name, "payer": each.payer, "town": each.town, "people": number(each.people)}
            )
            for each in households()
            if all(term in each.search_text for term in search_terms(self._typed))
        }


def dissolve_after_question(desk: Desk, parent: QWidget, household_id: int) -> None:
    """Ask, dissolve, and say so with Undo."""
    title = _("Dissolve the household “{name}”?").format(name=Household.get_by_id(household_id))
    sentence = _(
        "Its people stay in the list as they are; each gets letters of their own. Undo brings it back."
    )
    if not confirm(parent, title, sentence, _("Dissolve"), danger=True):
        return
    try:
        dissolve_household(household_id)
    except Refused as refusal:
        show_refusal(parent, str(refusal))
        return
    desk.tell_change(parent, _("The household was dissolved."))
