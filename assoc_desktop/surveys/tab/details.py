"""The chosen survey: its facts, what comes next, and what else can be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from assoc_desktop.language import _
from assoc_desktop.surveys.listing import SurveyRow
from assoc_desktop.surveys.records import MODES, STATES
from assoc_desktop.surveys.tab import doing
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.facts import FactsGrid
from assoc_desktop.widgets.flow import FlowLayout
from assoc_desktop.widgets.theme import GRID, look

if TYPE_CHECKING:
    from assoc_desktop.surveys.tab.surveys import SurveysPlace

#: What is offered in each state, the next step first.
_OFFERED = {
    "draft": ("edit", "ask", "form", "open", "remove"),
    "open": ("entry", "form", "ask", "results", "close"),
    "closed": ("results", "round", "again", "form", "remove"),
}


class SurveyDetails(QFrame):
    """Facts above, buttons below; the next step is the main button."""

    def __init__(self, place: SurveysPlace) -> None:
        super().__init__()
        self._place = place
        look(self, "card")
        self.setMinimumWidth(310)
        self.title, self.told = QLabel(wordWrap=True), QLabel(wordWrap=True)
        for label, style in ((self.title, "heading"), (self.told, "quiet")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            look(label, style)
        self.facts = FactsGrid()
        self.buttons: dict[str, QPushButton] = {}
        row = FlowLayout()
        for key, sign, words, do in self._actions():
            is_next = key in ("edit", "entry")
            role = QPalette.ColorRole.HighlightedText if is_next else QPalette.ColorRole.ButtonText
            button = self.buttons[key] = QPushButton(icons.icon(sign, role), words)
            if is_next:
                look(button, "main")
            button.clicked.connect(lambda _on=False, do=do: do(self._place))
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self._facts(), 1)
        column.addLayout(row)

    def _facts(self) -> QScrollArea:
        """What is known of it; in a small window it scrolls, and the buttons stay."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.title)
        column.addWidget(self.told)
        column.addLayout(self.facts)
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for ground in (inside, area.viewport()):
            ground.setAutoFillBackground(False)
        return area

    def _actions(self) -> tuple[tuple[str, str, str, Callable[[SurveysPlace], object]], ...]:
        return (
            ("edit", "edit", _("Edit &questions…"), doing.edit),
            ("entry", "done", _("T&ype in answers…"), doing.type_in),
            ("ask", "members", _("&Who is asked…"), doing.show_asked),
            ("form", "print", _("&Print forms…"), doing.show_form),
            ("results", "chart", _("Resu&lts…"), doing.show_results),
            ("open", "check", _("&Open"), doing.open_now),
            ("close", "lock", _("&Close the survey"), doing.close_now),
            ("round", "refresh", _("F&urther round…"), doing.further_round),
            ("again", "undo", _("&Open again"), doing.open_now),
            ("remove", "delete", _("&Remove…"), doing.remove),
        )

    def show_survey(self, survey: SurveyRow | None) -> None:
        """Show a survey, or none."""
        self.setVisible(survey is not None)
        offered = _OFFERED[survey.state] if survey else ()
        for key, button in self.buttons.items():
            button.setVisible(key in offered and not (key == "remove" and survey and survey.answered))
        if survey is None:
            return
        say = self._place.desk.conventions
        self.title.setText(survey.name)
        self.told.setText(next_in_words(survey))
        rate = "" if survey.rate is None else _("{number}%").format(number=survey.rate)
        self.facts.show_facts(
            [
                (_("State"), _(STATES[survey.state])),
                (_("Answers"), _(MODES[survey.mode])),
                (_("Questions"), say.number(survey.questions)),
                (_("Given to"), say.number(survey.asked) if survey.asked else ""),
                (_("Codes printed"), say.number(survey.codes) if survey.codes else ""),
                (_("Answered"), say.number(survey.answered) if survey.state != "draft" else ""),
                (_("Response rate"), rate),
                (_("Opened"), say.date(survey.opened_on) if survey.opened_on else ""),
                (_("Closed"), say.date(survey.closed_on) if survey.closed_on else ""),
                (_("Round before"), survey.previous),
            ]
        )


def next_in_words(survey: SurveyRow) -> str:
    """What comes next, in a sentence."""
    if survey.state == "draft" and not survey.questions:
        return _("Next: write the questions.")
    if survey.state == "draft":
        return _("Next: look at the form, say who is asked, and open it. Then its questions stand.")
    if survey.state == "open" and not survey.asked:
        return _("Next: say who is asked, and print the forms.")
    if survey.state == "open" and survey.mode == "token" and survey.codes < survey.asked:
        return _("Next: print the forms, each with a code of its own.")
    if survey.state == "open":
        return _("Next: type in the forms that come back, and close it in the end.")
    return _("Next: read the results, and tell members what follows from them.")
