"""The page of one benefit: what it is, who grants it, who is entitled, what it costs and is worth."""

from __future__ import annotations

from dataclasses import fields as data_fields
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from assoc_desktop.benefits.catalogue import (
    MOST_USES,
    BenefitData,
    benefit_with,
    check_benefit,
    data_of,
    entitled_categories,
    save_benefit,
)
from assoc_desktop.benefits.listing import told_rule
from assoc_desktop.benefits.records import AUDIENCES, BENEFIT_KINDS
from assoc_desktop.language import _
from assoc_desktop.members.filters.model import to_json
from assoc_desktop.members.filters.saved import saved_filters
from assoc_desktop.members.memberships import categories
from assoc_desktop.members.records import Category
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import (
    AmountField,
    CheckField,
    ChoiceField,
    DateField,
    Field,
    LineField,
    NumberField,
    TextField,
)
from assoc_desktop.widgets.theme import GRID
from assoc_desktop.widgets.wide_form import WideFormPage


class BenefitPage(WideFormPage):
    """One benefit.

    Args:
        benefit_id: the one to change; None adds one.
    """

    def __init__(self, desk: Desk, benefit_id: int | None = None) -> None:
        self._desk, self._benefit_id = desk, benefit_id
        stored = benefit_with(benefit_id) if benefit_id else None
        self._data = data_of(stored) if stored else BenefitData("")
        title = stored.name if stored else _("New benefit")
        super().__init__(title, draft=desk.draft(f"benefit {benefit_id}"))
        self._add_what()
        self._add_who()
        self._add_price()
        self._add_when()
        self.start()

    def _add_what(self) -> None:
        self.add_section(_("What it is"))
        self.add_field("name", _("&Name"), LineField())
        self.add_field(
            "kind", _("&Kind"), ChoiceField([(key, _(word)) for key, word in BENEFIT_KINDS.items()])
        )
        self.add_field("description", _("&Description"), TextField())
        hint = _("For whom leaflets present it; who is entitled is ticked beside.")
        audiences = [(key, _(word)) for key, word in AUDIENCES.items()]
        self.add_field("audience", _("&Meant for"), ChoiceField(audiences), hint)

    def _add_who(self) -> None:
        self.add_section(_("Who is entitled"), side=1)
        ticked = entitled_categories(self._benefit_id) if self._benefit_id else {}
        offered = [each for each in categories(archived=True) if not each.archived or each.id in ticked]
        self.add_field("categories", _("&Categories"), CategoriesField(offered))
        self.add_field(
            "needs_dues", "", CheckField(_("Only for who is &up to date with the dues")),
            _("Within the days of grace of their category, members are up to date."),
        )  # fmt: skip
        hint = _("Uses by a member in a season. Empty: as often as wanted.")
        self.add_field("quota", _("&Quota"), NumberField(1, MOST_USES), hint)
        self.add_field(
            "only_for", _("&Only for"), ChoiceField(self._filters()), _("A saved filter, as it is now.")
        )

    def _filters(self) -> list[tuple[str, str]]:
        found = [("", _("All of these categories"))]
        stored = self._data.only_for
        for each in saved_filters(self._desk.today()):
            if each.group is not None:
                found.append((to_json(each.group), each.name))
        if stored and stored not in [rule for rule, _name in found]:
            found.append((stored, told_rule(stored)))
        return found

    def _add_price(self) -> None:
        self.add_section(_("Cost and value of one use"), side=1)
        say = self._desk.conventions
        self.add_field("cost", _("Cos&t"), AmountField(say), _("To the association."))
        self.add_field(
            "value", _("&Worth"), AmountField(say), _("To the member. A use keeps both as they are that day.")
        )

    def _add_when(self) -> None:
        self.add_section(_("From when, until when"))
        say = self._desk.conventions
        self.add_field("valid_from", _("Valid from"), DateField(say))
        self.add_field("valid_until", _("Valid until"), DateField(say))
        hint = _("Who grants it, when that is not the association itself.")
        self.add_field("partner", _("&Partner"), LineField(), hint)
        self.add_field("agreed_from", _("Agreement from"), DateField(say))
        hint = _("The home page tells when it runs out within 60 days.")
        self.add_field("agreed_until", _("Agreement until"), DateField(say), hint)

    def load(self) -> dict[str, Any]:
        values = {field.name: getattr(self._data, field.name) for field in data_fields(BenefitData)}
        ticked = entitled_categories(self._benefit_id) if self._benefit_id else {}
        if self._benefit_id is None:
            ticked = {each.id: None for each in categories()}
        return {**values, "categories": sorted(ticked)}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return check_benefit(self._typed_data(values), benefit_id=self._benefit_id)

    def save(self, values: dict[str, Any]) -> object:
        quotas = entitled_categories(self._benefit_id) if self._benefit_id else {}
        ticked = {each: quotas.get(each) for each in values["categories"]}
        return save_benefit(self._typed_data(values), benefit_id=self._benefit_id, categories=ticked).id

    def _typed_data(self, values: dict[str, Any]) -> BenefitData:
        given = {name: value for name, value in values.items() if name != "categories"}
        return BenefitData(**{**given, "cost": given["cost"] or 0, "value": given["value"] or 0})


class CategoriesField(Field):
    """Categories by ticks. The value is the ids of those that are ticked, in order of the ids."""

    def __init__(self, offered: list[Category], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layout_.setSpacing(GRID // 2)
        self.boxes: dict[int, QCheckBox] = {}
        for category in offered:
            box = self.boxes[category.id] = QCheckBox(category.name.replace("&", "&&"))
            box.clicked.connect(lambda _on: self.changed.emit())
            self.layout_.addWidget(box)

    def typed(self) -> list[int]:
        return sorted(each for each, box in self.boxes.items() if box.isChecked())

    def set_typed(self, typed: object) -> None:
        ticked = typed if isinstance(typed, list) else []
        for each, box in self.boxes.items():
            box.setChecked(each in ticked)

    def value(self) -> list[int]:
        return self.typed()

    def target(self) -> QWidget:
        return next(iter(self.boxes.values()), self)
