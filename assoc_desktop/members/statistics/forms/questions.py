"""The row of fields above the statistics: of which season, among whom, on which day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from assoc_desktop.association.records import Season, present_season, seasons
from assoc_desktop.language import _
from assoc_desktop.members.filters.queries import filtered_ids
from assoc_desktop.members.filters.saved import filter_named, saved_filters
from assoc_desktop.members.statistics.rules import Question, question_for
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import DateField
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.theme import GRID

EVERYBODY, SHOWN = "", "shown"
_FILTER = "filter "


class QuestionRow(QWidget):
    """Season, members, day.

    Signals:
        changed(): another question is asked.

    Args:
        shown: what the list of members shows, when that is not everybody.
        told: that list in words.
    """

    changed = Signal()

    def __init__(self, desk: Desk, shown: Sequence[int] | None, told: str) -> None:
        super().__init__()
        self._desk, self._shown, self._told = desk, shown, told
        self.season, self.among, self.day = ComboBox(), ComboBox(), DateField(desk.conventions)
        self._seasons = {each.id: each for each in seasons()}
        for each in self._seasons.values():
            self.season.addItem(each.label, each.id)
        self.season.addItem(_("All seasons: the list of members"), None)
        present = present_season(desk.today())
        self.season.setCurrentIndex(self.season.findData(present.id if present else None))
        self.among.addItem(_("Everybody"), EVERYBODY)
        if shown is not None:
            words = _("The list shown: {n}").format(n=desk.conventions.number(len(shown)))
            self.among.addItem(words, SHOWN)
        for kept in saved_filters(desk.today()):
            if kept.group is not None and not kept.problem:
                self.among.addItem(_("Filter: {name}").format(name=kept.name), _FILTER + kept.name)
        self._build()
        self._usual_day()
        self.season.activated.connect(self._season_chosen)
        self.among.activated.connect(self.changed)
        self.day.changed.connect(self.changed)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for words, field, target, stretch in (
            (_("&Members of"), self.season, self.season, 3),
            (_("amon&g"), self.among, self.among, 4),
            (_("on the da&y"), self.day, self.day.line, 2),
        ):
            label = QLabel(words)
            label.setBuddy(target)
            target.setAccessibleName(words.replace("&", ""))
            row.addWidget(label)
            row.addWidget(field, stretch)
        row.addStretch(1)

    def problem(self) -> str:
        """Why nothing can be counted: a day that is none."""
        return self.day.problem()

    def question(self) -> Question:
        """What is asked now.

        Raises:
            Refused: a filter was removed or cannot be used any more.
        """
        season = self._season()
        among = str(self.among.currentData())
        today = self._desk.today()
        if among == SHOWN and self._shown is not None:
            made = question_for(season, today, ids=self._shown, told=self._told)
        elif among.startswith(_FILTER):
            name = among.removeprefix(_FILTER)
            made = question_for(season, today, ids=filtered_ids(filter_named(name), today), told=name)
        else:
            made = question_for(season, today)
        return Question(made.season, self.day.value() or made.day, made.ids, made.told)

    def place(self) -> dict[str, Any]:
        """What is chosen, to be shown again."""
        return {"season": self.season.currentData(), "among": self.among.currentData()}

    def show_place(self, place: dict[str, Any]) -> None:
        """Choose what was chosen before, where it is still offered."""
        for box, key in ((self.season, "season"), (self.among, "among")):
            found = box.findData(place.get(key, box.currentData()))
            box.setCurrentIndex(max(found, 0))
        self._usual_day()

    def _season(self) -> Season | None:
        return self._seasons.get(self.season.currentData())

    def _usual_day(self) -> None:
        self.day.set_value(question_for(self._season(), self._desk.today()).day)

    def _season_chosen(self) -> None:
        self._usual_day()
        self.changed.emit()
