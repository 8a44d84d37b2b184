"""The list of surveys: how many were asked and answered, and what comes next for the chosen one."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from assoc_desktop.language import N_, _, ngettext
from assoc_desktop.surveys.listing import SurveyRow, survey_rows
from assoc_desktop.surveys.records import MODES, STATES
from assoc_desktop.surveys.tab import doing
from assoc_desktop.surveys.tab.details import SurveyDetails
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.list_layout import lay_out_list
from assoc_desktop.widgets.places import Place
from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from assoc_desktop.widgets.theme import look

_DETAILS = 350
#: Whether answers carry a name, in few words: the details say it whole.
_SHORT_MODES = {"named": MODES["named"], "anonymous": MODES["anonymous"], "token": N_("Anonymous, by code")}


class SurveysPlace(Place):
    """All surveys at the left, the chosen one with its next step at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.surveys: dict[int, SurveyRow] = {}
        self.to_ask: tuple[int, ...] = ()
        self._build()
        self.read_again()

    # What the tab asks

    def read_again(self) -> None:
        self.surveys = {row.id: row for row in survey_rows()}
        self.table.show_ids(list(self.surveys))
        if self.surveys and self.table.current_id() is None:
            self.table.select_id(next(iter(self.surveys)))
        n = len(self.surveys)
        self.sums.setText(ngettext("{n} survey", "{n} surveys", n).format(n=n) if n else "")
        self._show_details()

    def show_choice(self, choice: dict[str, Any]) -> None:
        """`{"survey": id}` chooses one of the list; `{"ask": (member id, …)}` offers those to whoever is asked next."""
        if choice.get("survey") in self.surveys:
            self.table.select_id(choice["survey"])
        if "ask" in choice:
            self.to_ask = choice["ask"]
            doing.ask_chosen(self)

    def take_keyboard(self) -> None:
        self.table.setFocus()

    def add(self) -> None:
        """Ctrl+N: begin a survey."""
        doing.begin(self)

    def print_now(self) -> None:
        """Ctrl+P: the forms of the chosen survey."""
        if self.chosen() is not None:
            doing.show_form(self)

    # Building

    def _build(self) -> None:
        told = QLabel(_("What members say, on paper and in figures."))
        look(told, "quiet")
        self.new_button = QPushButton(
            icons.icon("add", QPalette.ColorRole.HighlightedText), _("&New survey…")
        )
        self.new_button.setToolTip(_("New survey (Ctrl+N)"))
        look(self.new_button, "main")
        self.new_button.clicked.connect(self.add)
        bar = QHBoxLayout()
        bar.addWidget(told, 1)
        bar.addWidget(self.new_button)
        empty = EmptyState(
            "list",
            _("No survey yet"),
            _(
                "Ask members what joining, services and support are worth to them. Four surveys are ready to be used as "
                "they are: print the form, type in what comes back, and read the results."
            ),
            (_("New survey…"), self.add),
        )
        columns = [
            Column("name", _("Name"), 240, stretch=True, sortable=False),
            Column("mode", _("Answers"), 150, sortable=False),
            Column("state", _("State"), 120, sortable=False),
            Column("asked", _("Given to"), 90, right=True, sortable=False),
            Column("answered", _("Answered"), 100, right=True, sortable=False),
            Column("rate", _("Rate"), 70, right=True, sortable=False),
        ]
        self.table = RecordTable("surveys", columns, self._rows, memory=self.desk.preferences, empty=empty)
        self.table.view.setAccessibleName(_("Surveys"))
        self.table.current_changed.connect(lambda _id: self._show_details())
        self.table.opened.connect(lambda _id: doing.next_step(self))
        self.sums = QLabel()
        look(self.sums, "small")
        self.details = SurveyDetails(self)
        lay_out_list(self, bar, self.table, self.sums, self.details, (700, _DETAILS))

    def _rows(self, ids: list[int]) -> list[Row]:
        return [self._row(self.surveys[each]) for each in ids]

    def _row(self, survey: SurveyRow) -> Row:
        say = self.desk.conventions.number
        return Row(
            {
                "name": survey.name,
                "mode": _(_SHORT_MODES[survey.mode]),
                "state": _(STATES[survey.state]),
                "asked": say(survey.asked) if survey.asked else "",
                "answered": say(survey.answered) if survey.answered else "",
                "rate": rate_in_words(survey),
            }
        )

    # The chosen one

    def chosen(self) -> SurveyRow | None:
        """The survey in focus."""
        current = self.table.current_id()
        return self.surveys.get(current) if current is not None else None

    def _show_details(self) -> None:
        self.details.show_survey(self.chosen())

    def done(self) -> None:
        """Something was done: say what, and read again."""
        self.desk.tell_last(self)
        self.read_again()

    def asked(self) -> None:
        """Members were asked: those who waited for it as well."""
        self.to_ask = ()
        self.done()

    def made(self, survey_id: object) -> None:
        """A survey was begun: choose it, and go on with its questions."""
        # Nothing is told: its page shows it, and what is told would lie upon the buttons of the page.
        self.desk.changed.emit()
        self.read_again()
        if isinstance(survey_id, int):
            self.table.select_id(survey_id)
            doing.edit(self)


def rate_in_words(survey: SurveyRow) -> str:
    """Answers in per cent of those asked; empty when nobody was asked by name."""
    return "" if survey.rate is None else _("{number}%").format(number=survey.rate)
