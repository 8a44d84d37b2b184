"""The page of one membership category: what it costs, for how long, who may be in it."""

from __future__ import annotations

import datetime
from dataclasses import fields as data_fields
from typing import Any

from PySide6.QtWidgets import QWidget

from assoc_desktop.association.records import seasons, the_association
from assoc_desktop.language import N_, _
from assoc_desktop.members.data import CategoryData
from assoc_desktop.members.fees import MONTHS, enrolled_by_season, fees_of
from assoc_desktop.members.forms.category_fields import SeasonFee, SeasonFeesField, SharesField, month_name
from assoc_desktop.members.memberships import categories, check_category, save_category
from assoc_desktop.members.records import BOTH, INSTITUTION, PERSON, Category
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import AmountField, CheckField, ChoiceField, LineField, NumberField
from assoc_desktop.widgets.fields.colour import COLOURS, ColourField
from assoc_desktop.widgets.form_page import FormPage

#: For whom a category or a field is → in words.
APPLIES_TO = {PERSON: N_("Persons"), INSTITUTION: N_("Institutions"), BOTH: N_("Persons and institutions")}
#: For how long a membership holds → in words.
PERIODS = {"season": N_("Season"), "rolling": N_("Twelve months"), "for_life": N_("For life")}
_LONG_PERIODS = {
    "season": N_("The season"),
    "rolling": N_("Twelve months from joining"),
    "for_life": N_("For life: a membership has no end"),
}


def period_of(category: Category | CategoryData) -> str:
    """A key of `PERIODS`."""
    if category.for_life:
        return "for_life"
    return "rolling" if category.rolling else "season"


class CategoryPage(FormPage):
    """One category.

    Args:
        desk: the open file.
        category_id: the one to change; None adds one.
    """

    dialog_signs = 106

    def __init__(self, desk: Desk, category_id: int | None = None, parent: QWidget | None = None) -> None:
        self._desk, self._category_id = desk, category_id
        self._stored = Category.get_by_id(category_id) if category_id else None
        title = _("Category {name}").format(name=self._stored.name) if self._stored else _("New category")
        super().__init__(title, draft=desk.draft(f"category {category_id}"), parent=parent)
        self.add_field("name", _("&Name"), LineField())
        self.add_field("applies_to", _("For"), ChoiceField(_words(APPLIES_TO)))
        self.add_field("period", _("&Period"), ChoiceField(_words(_LONG_PERIODS)))
        hint = _("After the end, a member still counts for so many days.")
        self.add_field("grace_days", _("Days of &grace"), NumberField(0, 3660), hint)
        self.add_field("votes", "", CheckField(_("Votes in the general assembly")))
        self.add_field("colour", _("Colour of the card"), ColourField())
        self._add_fees()
        self._add_joining_late()
        self._add_limits()
        for name in ("period", "exempt", "fee", "applies_to"):
            self.fields[name].changed.connect(self._show_what_applies)
        self.shown_again.connect(self._show_what_applies)
        self.start()

    def _add_fees(self) -> None:
        self.add_section(_("What it costs"))
        self.add_field("exempt", "", CheckField(_("Owes nothing (honorary, life)")))
        hint = _("Seasons that have begun keep their fee; change it for one of them below.")
        self.add_field("fee", _("&Fee"), AmountField(self._desk.conventions), hint if self._stored else "")
        if self._stored is not None:
            hint = _("Memberships already written keep what was agreed. Empty: the fee above.")
            field = SeasonFeesField(self._desk.conventions, self._seasons(), self._stored.fee)
            self.add_field("fees", _("Fee by season"), field, hint)

    def _add_joining_late(self) -> None:
        say, start = self._desk.conventions, _season_start()
        self.add_section(
            _("Joining late"), _("For those who join during a season. Who renews owes the whole fee.")
        )
        sentence = _("From {month} on, joining counts for the next season")
        months = [(k, sentence.format(month=month_name(start, k, say))) for k in range(2, MONTHS + 1)]
        never = (None, _("Joining counts for the season all year"))
        self.add_field("next_season_from", _("&Counts for"), ChoiceField([never, *months]))
        self.add_field("pro_rata", _("&Owes"), SharesField(say, start))

    def _add_limits(self) -> None:
        self.add_section(
            _("Who may be in it"),
            _(
                "Nobody is turned away: who lacks a proof or is outside the limits is listed, and a move proposed."
            ),
        )
        hint = _("Such as a student card. Empty: nothing needs to be shown.")
        self.add_field("proof", _("P&roof"), LineField(), hint)
        self.add_field(
            "min_age", _("Youngest age"), NumberField(0, 150), _("On the first day of the season.")
        )
        self.add_field("max_age", _("Oldest age"), NumberField(0, 150))
        self.add_field("min_years", _("Member for at least"), NumberField(0, 150), _("Years since joining."))
        self.add_field("max_years", _("Member for at most"), NumberField(0, 150))
        others = [(each.id, each.name) for each in categories() if each.id != self._category_id]
        moved = ChoiceField([(None, _("Propose no other category")), *self._with_stored(others)])
        self.add_field("moves_to_id", _("Who is outside &moves to"), moved)

    def _with_stored(self, others: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """The categories, and the one that is chosen though it was archived since."""
        chosen = self._stored.moves_to if self._stored else None
        if chosen is not None and chosen.id not in [key for key, _name in others]:
            return [*others, (chosen.id, chosen.name)]
        return others

    def _seasons(self) -> list[SeasonFee]:
        settled, enrolled = fees_of(self._category_id), enrolled_by_season(self._category_id)
        today = self._desk.today()
        return [
            SeasonFee(
                season.id,
                season.label,
                settled.get(season.id),
                season.starts_on <= today or season.id in enrolled,
                season.starts_on <= today <= season.ends_on,
                enrolled.get(season.id, 0),
            )
            for season in seasons()
        ]

    def load(self) -> dict[str, Any]:
        data = self._stored or self._new()
        names = [field.name for field in data_fields(CategoryData) if field.name in self.fields]
        return {name: getattr(data, name) for name in names} | {"period": period_of(data)}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return check_category(self._data(values), category_id=self._category_id)

    def save(self, values: dict[str, Any]) -> object:
        fees = {} if values["exempt"] else values.get("fees", {})
        data = self._data(values)
        return save_category(data, category_id=self._category_id, today=self._desk.today(), fees=fees).id

    def _new(self) -> CategoryData:
        """A new category stands last and has a colour that no other has, while there are any."""
        known = categories(archived=True)
        taken = {category.colour.upper() for category in known}
        colour = next((each for each in COLOURS if each not in taken), COLOURS[0])
        return CategoryData(
            "", colour=colour, position=max((each.position for each in known), default=-1) + 1
        )

    def _data(self, values: dict[str, Any]) -> CategoryData:
        """What is hidden on the page does not count."""
        period, institutions = values["period"], values["applies_to"] == INSTITUTION
        names = {field.name for field in data_fields(CategoryData)}
        given = {name: value for name, value in values.items() if name in names}
        given |= {
            "position": self._stored.position if self._stored else self._new().position,
            "fee": 0 if values["exempt"] else values["fee"] or 0,
            "grace_days": values["grace_days"] if values["grace_days"] is not None else 0,
            "for_life": period == "for_life",
            "rolling": period == "rolling",
        }
        if period != "season":
            given |= {"pro_rata": "", "next_season_from": None}
        if values["exempt"]:
            given |= {"pro_rata": ""}
        if institutions:
            given |= {"min_age": None, "max_age": None}
        return CategoryData(**given)

    def _show_what_applies(self) -> None:
        value = {name: self.fields[name].value() for name in ("exempt", "period", "fee", "applies_to")}
        self.show_field("fee", not value["exempt"])
        if "fees" in self.fields:
            self.show_field("fees", not value["exempt"])
            self.fields["fees"].follow(value["fee"] or 0)
        self.fields["pro_rata"].show_fee(value["fee"] or 0)
        self.show_field("grace_days", value["period"] != "for_life")
        self.show_field("next_season_from", value["period"] == "season")
        self.show_field("pro_rata", value["period"] == "season" and not value["exempt"])
        for name in ("min_age", "max_age"):
            self.show_field(name, value["applies_to"] != INSTITUTION)


def _words(choices: dict[str, str]) -> list[tuple[str, str]]:
    return [(key, _(word)) for key, word in choices.items()]


def _season_start() -> datetime.date:
    """A first day of seasons, in a year without 29 February."""
    association = the_association()
    return datetime.date(2023, association.season_start_month, association.season_start_day)
