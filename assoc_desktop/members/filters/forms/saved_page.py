"""The filters that are saved: what each asks, and using, changing, renaming or removing one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assoc_desktop.language import _
from assoc_desktop.members.filters.model import Group
from assoc_desktop.members.filters.queries import count_of
from assoc_desktop.members.filters.saved import (
    LONGEST_NAME,
    Kept,
    check_name,
    remove_filter,
    rename_filter,
    saved_filters,
)
from assoc_desktop.members.filters.telling import told
from assoc_desktop.widgets.background import run_quietly
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.fields import LineField
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.list_pane import Action, ListPane
from assoc_desktop.widgets.messages import confirm, show_refusal
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.record_table import Column, Row


class SavedFiltersPage(Page):
    """Every saved filter with its sentence and how many members match today.

    Signals:
        used(group, name): the list is to show these members.
        edit_wanted(group, name, id): a filter is to be changed; for a new one all are empty.
    """

    used = Signal(object, str)
    edit_wanted = Signal(object, str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Filters"), parent)
        self._desk = desk
        self._kept: dict[int, Kept] = {}
        self._counts: dict[int, str] = {}
        text = _(
            "A filter chooses members by anything that is known of them, and is found by its name wherever members are "
            "chosen: cards, exports, enrolling."
        )
        self.pane = ListPane(
            "filters",
            [
                Column("name", _("Saved filter"), 280, sortable=False),
                Column("told", _("Whom it asks for"), 420, sortable=False, stretch=True),
                Column("count", _("Members"), 90, right=True, sortable=False),
            ],
            self._read,
            [
                Action("add", _("New filter…"), self.add, needs_choice=False, main=True),
                Action("members", _("Show these members"), self.use, enabled=self._is_usable),
                Action("edit", _("Change…"), self.edit, enabled=self._is_readable),
                Action("tag", _("Rename…"), self.rename),
                Action("delete", _("Remove"), self.remove),
            ],
            empty=EmptyState("filter", _("No filter saved yet"), text, (_("New filter…"), self.add)),
            hint=text,
        )
        self.body.addWidget(self.pane, 1)
        self.show_again()
        desk.changed.connect(self.show_again)

    def show_again(self) -> None:
        """Read the filters anew, and count in the background."""
        self._kept = {each.id: each for each in saved_filters(self._desk.today())}
        self._counts = {}
        self.pane.show_again()
        self._count()

    def take_keyboard(self) -> None:
        """The keyboard goes into the list, or to the button that makes the first one."""
        if self._kept:
            self.pane.table.setFocus()
            if self._chosen() is None:
                self.pane.table.select_id(next(iter(self._kept)))
        else:
            self.pane.buttons[0].setFocus()

    def choose(self, filter_id: int) -> None:
        """Choose one of the filters, such as the one that was just saved."""
        self.pane.table.select_id(filter_id)

    def add(self) -> None:
        """Ask for the page of a new filter."""
        self.edit_wanted.emit(None, "", None)

    def use(self) -> None:
        """Show the members of the chosen filter."""
        kept = self._chosen()
        if kept and kept.group:
            self.used.emit(kept.group, kept.name)
            self.closed.emit()

    def edit(self) -> None:
        """Ask for the page of the chosen filter."""
        kept = self._chosen()
        if kept and kept.group:
            self.edit_wanted.emit(kept.group, kept.name, kept.id)
        elif kept:
            show_refusal(self, kept.problem)

    def rename(self) -> FormDialog | None:
        """Ask for another name for the chosen filter."""
        kept = self._chosen()
        if kept is None:
            return None
        return show_form(_NamePage(kept), self, lambda _id: self._tell(_("The filter was renamed.")))

    def remove(self) -> None:
        """Take the chosen filter away, after a question."""
        kept = self._chosen()
        if kept is None:
            return
        sentence = _("“{name}” is taken away; no member changes.").format(name=kept.name)
        if confirm(self, _("Remove this filter?"), sentence, _("Remove"), danger=True):
            remove_filter(kept.id)
            self._tell(_("The filter was removed."))

    def _tell(self, sentence: str) -> None:
        self._desk.tell_change(self, sentence)

    def _chosen(self) -> Kept | None:
        chosen = self.pane.chosen()
        return None if chosen is None else self._kept.get(chosen)

    def _is_usable(self, filter_id: int) -> bool:
        return not self._kept[filter_id].problem

    def _is_readable(self, filter_id: int) -> bool:
        return self._kept[filter_id].group is not None

    def _read(self) -> dict[int, Row]:
        return {each.id: self._row(each) for each in self._kept.values()}

    def _row(self, kept: Kept) -> Row:
        words = kept.problem or (told(kept.group) if kept.group else "")
        return Row(
            {
                "name": kept.name,
                "told": words,
                "count": "—" if kept.problem else self._counts.get(kept.id, "…"),
            }
        )

    def _count(self) -> None:
        """Counting a hundred filters takes seconds, so it is done while the list is seen."""
        groups = {each.id: each.group for each in self._kept.values() if each.group and not each.problem}
        today = self._desk.today()
        run_quietly(
            lambda: {filter_id: count_of(group, today) for filter_id, group in groups.items()},
            lambda counts: self._show_counts(groups, counts),
            self,
        )

    def _show_counts(self, asked: dict[int, Group], counts: dict[int, int]) -> None:
        if asked == {each.id: each.group for each in self._kept.values() if each.id in asked}:
            number = self._desk.conventions.number
            self._counts = {filter_id: number(n) for filter_id, n in counts.items()}
            self.pane.show_again()


class _NamePage(FormPage):
    """The name of a filter."""

    def __init__(self, kept: Kept, parent: QWidget | None = None) -> None:
        super().__init__(_("Rename the filter {name}").format(name=kept.name), parent=parent)
        self._kept = kept
        self.add_field("name", _("&Name"), LineField(longest=LONGEST_NAME))
        self.start()

    def load(self) -> dict[str, Any]:
        return {"name": self._kept.name}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return check_name(values["name"], self._kept.id)

    def save(self, values: dict[str, Any]) -> object:
        rename_filter(self._kept.id, values["name"])
        return self._kept.id
