"""The seasons: the list of them, and the page that adds one."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from assoc_desktop.association.records import Season, seasons, the_association
from assoc_desktop.association.rules import add_season, change_season, check_season, season_of
from assoc_desktop.language import _
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import DateField, LineField
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.list_pane import Action, ListPane
from assoc_desktop.widgets.record_table import Column, Row


class SeasonsPane(ListPane):
    """All seasons, the latest first, and “Add the next season”.

    Args:
        desk: the open file.
        count: season id → how many members belong for it.
    """

    def __init__(
        self, desk: Desk, count: Callable[[], dict[int, int]], parent: QWidget | None = None
    ) -> None:
        self._desk, self._count = desk, count
        super().__init__(
            "seasons",
            [
                Column("label", _("Season"), 160, sortable=False),
                Column("from", _("First day"), 140, sortable=False),
                Column("to", _("Last day"), 140, sortable=False),
                Column("members", _("Memberships"), 130, right=True, sortable=False),
                Column("now", "", 100, chip=True, sortable=False, stretch=True),
            ],
            self._seasons,
            [
                Action("add", _("Add the next season…"), self.add, needs_choice=False, main=True),
                Action("edit", _("Change…"), self.change, enabled=lambda each: not self._count().get(each)),
            ],
            hint=_(
                "Memberships, fees and cards belong to a season. Seasons follow each other and do not overlap."
            ),
            parent=parent,
        )

    def add(self) -> FormDialog:
        """Ask for the next season."""
        return show_form(SeasonPage(self._desk), self, lambda _id: self._tell(_("The season was added.")))

    def change(self) -> FormDialog | None:
        """Ask for another name or other days of the chosen season, which nobody is enrolled for yet."""
        chosen = self.chosen()
        if chosen is None:
            return None
        page = SeasonPage(self._desk, chosen, self._count().get(chosen, 0))
        return show_form(page, self, lambda _id: self._tell(_("The season was saved.")))

    def _tell(self, sentence: str) -> None:
        self.show_again()
        self._desk.tell_change(self, sentence)

    def _seasons(self) -> dict[int, Row]:
        say, today, count = self._desk.conventions, self._desk.today(), self._count()
        return {
            season.id: Row(
                {
                    "label": season.label,
                    "from": say.date(season.starts_on),
                    "to": say.date(season.ends_on),
                    "members": say.number(count.get(season.id, 0)),
                    "now": _("Now") if season.starts_on <= today <= season.ends_on else "",
                },
                tones={"now": "good"},
            )
            for season in seasons()
        }


class SeasonPage(FormPage):
    """A new season, for which the one after the last is proposed; or one that is changed.

    Args:
        desk: the open file.
        season_id: the season to change; none for a new one.
        memberships: how many there are for it.
    """

    def __init__(self, desk: Desk, season_id: int | None = None, memberships: int = 0) -> None:
        title = _("New season") if season_id is None else _("Season")
        super().__init__(title, draft=desk.draft(f"season-{season_id or 'new'}"))
        self._today, self._season_id, self._memberships = desk.today(), season_id, memberships
        self.add_field("label", _("&Name"), LineField(hint="2026"))
        self.add_field("starts_on", _("&First day"), DateField(desk.conventions))
        self.add_field("ends_on", _("&Last day"), DateField(desk.conventions))
        self.start()

    def load(self) -> dict[str, Any]:
        if self._season_id is not None:
            season = Season.get_by_id(self._season_id)
            return {"label": season.label, "starts_on": season.starts_on, "ends_on": season.ends_on}
        association, known = the_association(), seasons()
        next_day = known[0].ends_on + datetime.timedelta(days=1) if known else self._today
        label, starts_on, ends_on = season_of(
            next_day, association.season_start_month, association.season_start_day
        )
        return {
            "label": label,
            "starts_on": max(starts_on, next_day) if known else starts_on,
            "ends_on": ends_on,
        }

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        missing = {
            name: _("A season needs its first and its last day.")
            for name in ("starts_on", "ends_on")
            if values[name] is None
        }
        return missing or check_season(**values, season_id=self._season_id)

    def save(self, values: dict[str, Any]) -> object:
        if self._season_id is None:
            return add_season(**values).id
        return change_season(self._season_id, **values, memberships=self._memberships).id
