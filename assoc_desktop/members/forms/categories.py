"""The membership categories: the list of them, and the page of one."""

from __future__ import annotations

from dataclasses import fields as data_fields
from typing import Any

from PySide6.QtWidgets import QWidget

from assoc_desktop.language import N_, _, ngettext
from assoc_desktop.members.memberships import (
    CategoryData,
    archive_category,
    categories,
    check_category,
    order_categories,
    save_category,
)
from assoc_desktop.members.records import BOTH, INSTITUTION, PERSON, Category
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import AmountField, CheckField, ChoiceField, LineField, NumberField
from assoc_desktop.widgets.fields.colour import COLOURS, ColourField, SwatchDelegate
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.list_pane import Action, ListPane
from assoc_desktop.widgets.record_table import Column, Row

#: For whom a category or a field is → in words.
APPLIES_TO = {PERSON: N_("Persons"), INSTITUTION: N_("Institutions"), BOTH: N_("Persons and institutions")}


class CategoriesPane(ListPane):
    """Every category, with add, change, order and archive."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._desk = desk
        columns = _columns()
        super().__init__(
            "categories",
            columns,
            self._categories,
            [
                Action("add", _("Add a category…"), self.add, needs_choice=False, main=True),
                Action("edit", _("Change…"), self.change),
                Action("up", _("Move up"), self.move_up, enabled=lambda each: self._place(each) > 0),
                Action(
                    "folder", _("Archive"), self.archive, enabled=lambda each: not self._is_archived(each)
                ),
                Action("undo", _("Bring back"), self.bring_back, seldom=True, enabled=self._is_archived),
            ],
            hint=_("A category says who may have it, what a season costs, and the colour of the card."),
            parent=parent,
        )
        self.table.view.setItemDelegateForColumn(len(columns) - 2, SwatchDelegate(self))

    def add(self) -> FormDialog:
        """Ask for a new category."""
        return self._ask(None)

    def change(self) -> FormDialog | None:
        """Ask for changes to the chosen category."""
        return self._ask(chosen) if (chosen := self.chosen()) else None

    def move_up(self) -> None:
        """Put the chosen category before the one above it, in lists and choices."""
        order = [category.id for category in categories(archived=True)]
        chosen = self.chosen()
        if chosen and (place := self._place(chosen)):
            order[place - 1 : place + 1] = [chosen, order[place - 1]]
            order_categories(order)
            self._tell(_("The order was changed."))

    def archive(self) -> None:
        """Offer the chosen category no more."""
        if chosen := self.chosen():
            archive_category(chosen)
            self._tell(_("The category is offered no more; who has it keeps it."))

    def bring_back(self) -> None:
        """Offer the chosen category again."""
        if chosen := self.chosen():
            archive_category(chosen, archived=False)
            self._tell(_("The category is offered again."))

    def _ask(self, category_id: int | None) -> FormDialog:
        form = CategoryPage(self._desk, category_id)
        return show_form(form, self, lambda _id: self._tell(_("The category was saved.")))

    def _tell(self, sentence: str) -> None:
        self.show_again()
        self._desk.tell_change(self, sentence)

    def _place(self, category_id: int) -> int:
        return list(self._rows).index(category_id)

    def _is_archived(self, category_id: int) -> bool:
        return self._rows[category_id].quiet

    def _categories(self) -> dict[int, Row]:
        return {category.id: self._row(category) for category in categories(archived=True)}

    def _row(self, category: Category) -> Row:
        say = self._desk.conventions
        return Row(
            {
                "name": category.name,
                "for": _(APPLIES_TO[category.applies_to]),
                "fee": _("nothing") if category.exempt else say.money(category.fee),
                "grace": _("for life") if category.for_life else _days(category.grace_days),
                "votes": _("yes") if category.votes else _("no"),
                "colour": category.colour,
                "state": _("Archived") if category.archived else "",
            },
            quiet=category.archived,
        )


class CategoryPage(FormPage):
    """One category.

    Args:
        desk: the open file.
        category_id: the one to change; None adds one.
    """

    def __init__(self, desk: Desk, category_id: int | None = None, parent: QWidget | None = None) -> None:
        self._desk, self._category_id = desk, category_id
        self._stored = Category.get_by_id(category_id) if category_id else None
        title = _("Category {name}").format(name=self._stored.name) if self._stored else _("New category")
        super().__init__(title, draft=desk.draft(f"category {category_id}"), parent=parent)
        self.add_field("name", _("&Name"), LineField())
        self.add_field(
            "applies_to", _("For"), ChoiceField([(key, _(word)) for key, word in APPLIES_TO.items()])
        )
        self.add_field("exempt", "", CheckField(_("Owes nothing (honorary, life)")))
        self.add_field("fee", _("&Fee for a season"), AmountField(desk.conventions))
        self.add_field("for_life", "", CheckField(_("For life: a membership has no end")))
        hint = _("After the end of a season, a member still counts for so many days.")
        self.add_field("grace_days", _("Days of &grace"), NumberField(0, 3660), hint)
        self.add_field("votes", "", CheckField(_("Votes in the general assembly")))
        self.add_field("colour", _("Colour of the card"), ColourField())
        self.fields["exempt"].changed.connect(self._show_fee)
        self.fields["for_life"].changed.connect(self._show_fee)
        self.start()
        self._show_fee()

    def load(self) -> dict[str, Any]:
        names = [field.name for field in data_fields(CategoryData) if field.name in self.fields]
        if self._stored is not None:
            return {name: getattr(self._stored, name) for name in names}
        return {name: value for name, value in vars(self._new()).items() if name in names}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return check_category(self._data(values), category_id=self._category_id)

    def save(self, values: dict[str, Any]) -> object:
        return save_category(self._data(values), category_id=self._category_id).id

    def _new(self) -> CategoryData:
        """A new category stands last and has a colour that no other has, while there are any."""
        known = categories(archived=True)
        taken = {category.colour.upper() for category in known}
        colour = next((each for each in COLOURS if each not in taken), COLOURS[0])
        return CategoryData(
            "", colour=colour, position=max((each.position for each in known), default=-1) + 1
        )

    def _data(self, values: dict[str, Any]) -> CategoryData:
        position = self._stored.position if self._stored else self._new().position
        fee = 0 if values["exempt"] else values["fee"] or 0
        grace = values["grace_days"] if values["grace_days"] is not None else 0
        return CategoryData(**values | {"fee": fee, "grace_days": grace, "position": position})

    def _show_fee(self) -> None:
        self.show_field("fee", not self.fields["exempt"].value())
        self.show_field("grace_days", not self.fields["for_life"].value())


def _days(count: int) -> str:
    return ngettext("{n} day", "{n} days", count).format(n=count)


def _columns() -> list[Column]:
    return [
        Column("name", _("Category"), 150, sortable=False, stretch=True),
        Column("for", _("For"), 186, sortable=False),
        Column("fee", _("Fee"), 110, right=True, sortable=False),
        Column("grace", _("Grace"), 90, right=True, sortable=False),
        Column("votes", _("Votes"), 70, sortable=False),
        Column("colour", _("Card"), 76, sortable=False),
        Column("state", "", 90, sortable=False),
    ]
