"""The form of one household: its people, its name, and who pays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from assoc_desktop.language import _
from assoc_desktop.members.forms.people_field import PeopleField, grow_with
from assoc_desktop.members.households import (
    HouseholdData,
    check_household,
    household_of,
    proposed_name,
    read_household,
    save_household,
)
from assoc_desktop.members.records import Household
from assoc_desktop.members.references import find_persons, name_of_member
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import CheckField, ChoiceField, LineField
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.form_page import FormPage


class HouseholdForm(FormPage):
    """A new household or one to change. A name that nobody typed follows the people.

    Args:
        desk: the open file.
        household_id: the one to change; None makes one.
        people: who is in a new one to begin with.
    """

    # A name and the button beside it need more than a line of text does.
    dialog_signs = 96

    def __init__(
        self,
        desk: Desk,
        household_id: int | None = None,
        people: Sequence[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        self._desk, self._id, self._first = desk, household_id, list(people)
        title = _("New household") if household_id is None else str(Household.get_by_id(household_id))
        super().__init__(title, parent=parent)
        hint = _("Type the name of a person of the list, then Enter. Add everybody who lives there.")
        self.add_field("people", _("&People"), PeopleField(find_persons, _("Name of a person")), hint)
        self.add_field("move", "", CheckField(_("Move them here from the household they live in")))
        self.add_field(
            "name", _("&Name"), LineField(), _("As a letter addresses them. One letter goes to all of them.")
        )
        hint = _("Letters of the household go to this person's address.")
        self.add_field("payer_id", _("Who pa&ys"), ChoiceField([]), hint)
        self.fields["people"].changed.connect(self._people_changed)
        self.start()
        self._show_move()

    def load(self) -> dict[str, Any]:
        data = (
            HouseholdData(proposed_name(self._first), self._first, next(iter(self._first), None))
            if self._id is None
            else read_household(self._id)
        )
        self._proposed = proposed_name(data.people)
        self._offer_payers(data.people)
        return {"people": data.people, "name": data.name, "payer_id": data.payer_id, "move": False}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        problems = check_household(self._data(values), household_id=self._id, move=values["move"])
        self._show_move()
        return problems

    def save(self, values: dict[str, Any]) -> object:
        return save_household(self._data(values), household_id=self._id, move=values["move"]).id

    def _data(self, values: dict[str, Any]) -> HouseholdData:
        return HouseholdData(values["name"], values["people"], values["payer_id"])

    def _people_changed(self) -> None:
        people = self.fields["people"].value()
        name = proposed_name(people)
        if self.fields["name"].value() in ("", self._proposed):
            self.fields["name"].set_value(name)
        self._proposed = name
        self._offer_payers(people)
        self._show_move()

    def _offer_payers(self, people: Sequence[int]) -> None:
        field = self.fields["payer_id"]
        if isinstance(field, ChoiceField):
            field.set_choices([(each, name_of_member(each)) for each in people])

    def _show_move(self) -> None:
        """The question is only asked when somebody lives in another household."""
        homes = [household_of(each) for each in self.fields["people"].value()]
        self.show_field("move", any(home is not None and home.id != self._id for home in homes))


def ask_household(
    desk: Desk,
    parent: QWidget,
    household_id: int | None = None,
    people: Sequence[int] = (),
    done: Callable[[object], object] = lambda _id: None,
) -> FormDialog:
    """Ask for a household, keep it, say so with Undo, and give its id to `done`."""

    def saved(saved_id: object) -> None:
        desk.tell_change(parent, _("The household was saved."))
        done(saved_id)

    return grow_with(show_form(HouseholdForm(desk, household_id, people), parent, saved), "people")
