"""The membership categories: the list of them, and the page of one."""

from __future__ import annotations

import datetime

from PySide6.QtWidgets import QWidget

from assoc_desktop.association.records import present_season
from assoc_desktop.language import _, ngettext
from assoc_desktop.members.fees import fee_for
from assoc_desktop.members.forms.category_page import APPLIES_TO, PERIODS, CategoryPage, period_of
from assoc_desktop.members.memberships import archive_category, categories, order_categories
from assoc_desktop.members.records import Category
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields.colour import SwatchDelegate
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.list_pane import Action, ListPane
from assoc_desktop.widgets.record_table import Column, Row


class CategoriesPane(ListPane):
    """Every category, with add, change, order and archive."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._desk = desk
        columns = _columns(desk.today())
        super().__init__(
            "categories",
            columns,
            self._categories,
            [
                Action("add", _("Add a category…"), self.add, needs_choice=False, main=True),
                Action("edit", _("Change…"), self.change),
                Action("up", _("Move up"), self.move_up, enabled=lambda each: self._place(each) > 0),
                Action("down", _("Move down"), self.move_down, enabled=self._has_one_below),
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

    def move_down(self) -> None:
        """Put the chosen category after the one below it, in lists and choices."""
        order = [category.id for category in categories(archived=True)]
        chosen = self.chosen()
        if chosen and self._has_one_below(chosen):
            place = self._place(chosen)
            order[place : place + 2] = [order[place + 1], chosen]
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

    def _has_one_below(self, category_id: int) -> bool:
        return self._place(category_id) < len(self._rows) - 1

    def _is_archived(self, category_id: int) -> bool:
        return self._rows[category_id].quiet

    def _categories(self) -> dict[int, Row]:
        return {category.id: self._row(category) for category in categories(archived=True)}

    def _row(self, category: Category) -> Row:
        say, season = self._desk.conventions, present_season(self._desk.today())
        fee = fee_for(category, season) if season else category.fee
        return Row(
            {
                "name": category.name,
                "for": _(APPLIES_TO[category.applies_to]),
                "period": _(PERIODS[period_of(category)]),
                "fee": _("nothing") if category.exempt else say.money(fee),
                "grace": "" if category.for_life else _days(category.grace_days),
                "votes": _("yes") if category.votes else _("no"),
                "colour": category.colour,
                "state": _("Archived") if category.archived else "",
            },
            quiet=category.archived,
        )


def _days(count: int) -> str:
    return ngettext("{n} day", "{n} days", count).format(n=count)


def _columns(today: datetime.date) -> list[Column]:
    season = present_season(today)
    fee = _("Fee {season}").format(season=season.label) if season else _("Fee")
    return [
        Column("name", _("Category"), 150, sortable=False, stretch=True),
        Column("for", _("For"), 186, sortable=False),
        Column("period", _("Period"), 110, sortable=False),
        Column("fee", fee, 110, right=True, sortable=False),
        Column("grace", _("Grace"), 90, right=True, sortable=False),
        Column("votes", _("Votes"), 70, sortable=False),
        Column("colour", _("Card"), 76, sortable=False),
        Column("state", "", 90, sortable=False),
    ]
