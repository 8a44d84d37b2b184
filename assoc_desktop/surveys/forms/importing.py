"""Answers from a list: choose the file, see what it would bring, take it in, and take it back if that was wrong."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
)

from assoc_desktop.exchange.opening import open_table
from assoc_desktop.language import _, ngettext
from assoc_desktop.refusals import Refused
from assoc_desktop.surveys.answering import take_back_forms
from assoc_desktop.surveys.building import questions_of, the_survey
from assoc_desktop.surveys.forms.recent import plain
from assoc_desktop.surveys.importing import Plan, plan_import, take_in
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.theme import card_around, look

_MOST_FAULTS = 500
_KINDS = "*.csv *.txt *.xlsx *.xls *.ods"


class ImportAnswersPage(Page):
    """Takes in the answers of a list; nothing is written before the person says so."""

    def __init__(self, desk: Desk, survey_id: int) -> None:
        self._survey = the_survey(survey_id)
        super().__init__(_("Answers from a list: {survey}").format(survey=self._survey.name))
        self._desk = desk
        self._plan: Plan | None = None
        self._taken: list[tuple[int, str]] = []
        self._build()

    def take_keyboard(self) -> None:
        self.file_button.setFocus()

    def choose(self, path: Path) -> None:
        """Look what a file would bring."""
        survey, say = self._survey, self._desk.conventions
        run_in_background(
            lambda progress: plan_import(survey, open_table(path, progress=progress), say),
            title=_("Reading the list…"),
            done=self._show,
            failed=self._refused,
            parent=self,
        )

    def take_in(self) -> None:
        """Take in all forms that nothing is wrong with."""
        plan, survey, today = self._plan, self._survey, self._desk.today()
        if plan is not None:
            run_in_background(
                lambda _progress: take_in(survey, plan.forms, today=today),
                title=_("Taking the forms in…"),
                done=self._taken_in,
                failed=self._refused,
                parent=self,
                can_cancel=False,
            )

    def take_back(self) -> None:
        """Take back what was just taken in."""
        try:
            take_back_forms(self._taken)
        except Refused as refusal:
            self.summary.setText(str(refusal))
            return
        self._taken = []
        self.back_button.hide()
        self.summary.setText(_("The forms were taken back."))
        self._desk.changed.emit()

    # Inside

    def _taken_in(self, taken: list[tuple[int, str]]) -> None:
        self._plan, self._taken, n = None, taken, len(taken)
        words = ngettext("{n} form was taken in.", "{n} forms were taken in.", n)
        self.summary.setText(words.format(n=self._desk.conventions.number(n)))
        self.take_button.hide()
        self.back_button.show()
        self._desk.changed.emit()

    def _build(self) -> None:
        codes = ", ".join(question.code for question in questions_of(self._survey))
        keys = {
            "token": _("A column “code” holds the code of each form."),
            "named": _("A column “number” holds the member's number."),
        }
        words = _("One line for each form, one column for each question, named by its code: {codes}.")
        told = plain(f"{words.format(codes=codes)} {keys.get(self._survey.mode, '')}".strip(), "")
        self.body.addWidget(told)
        self.file_button = QPushButton(icons.icon("import"), _("Choose a list…"))
        self.file_button.clicked.connect(self._ask)
        self.take_button = QPushButton()
        look(self.take_button, "main")
        self.take_button.clicked.connect(self.take_in)
        self.take_button.hide()
        self.back_button = QPushButton(_("Take them back"))
        self.back_button.clicked.connect(self.take_back)
        self.back_button.hide()
        row = QHBoxLayout()
        for button in (self.file_button, self.take_button, self.back_button):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.summary = plain("", "heading")
        self.body.addWidget(self.summary)
        self.faults = QTableWidget(0, 3)
        self.faults.setHorizontalHeaderLabels([_("Line"), _("Column"), _("What is wrong")])
        self.faults.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.faults.setTabKeyNavigation(False)
        self.faults.verticalHeader().hide()
        self.faults.horizontalHeader().setStretchLastSection(True)
        self.faults.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.faults.setAccessibleName(_("What is wrong"))
        self._card = card_around(self.faults)
        self._card.hide()
        self.body.addWidget(self._card, 1)
        self.body.addStretch(0)
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _ask(self) -> None:
        words = _("Lists ({kinds})").format(kinds=_KINDS)
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a list"), str(self._desk.path.parent), words
        )
        if name:
            self.choose(Path(name))

    def _refused(self, refusal: Refused) -> None:
        self._plan = None
        self.summary.setText(str(refusal))
        for widget in (self.take_button, self.back_button, self._card):
            widget.hide()

    def _show(self, plan: Plan) -> None:
        self._plan = plan
        self.back_button.hide()
        say = self._desk.conventions.number
        n, wrong = len(plan.forms), len({fault.line for fault in plan.faults})
        parts = [ngettext("{n} form can be taken in.", "{n} forms can be taken in.", n).format(n=say(n))]
        if wrong:
            words = ngettext("{n} line is left out.", "{n} lines are left out.", wrong)
            parts.append(words.format(n=say(wrong)))
        if plan.passed_over:
            words = _("Columns passed over: {columns}.")
            parts.append(words.format(columns=", ".join(plan.passed_over)))
        self.summary.setText(" ".join((*parts, *plan.notes)))
        words = ngettext("Take in {n} form", "Take in {n} forms", n)
        self.take_button.setText(words.format(n=say(n)))
        self.take_button.setVisible(n > 0)
        self.faults.setRowCount(min(wrong and len(plan.faults), _MOST_FAULTS))
        for at, fault in enumerate(plan.faults[:_MOST_FAULTS]):
            for place, text in enumerate((say(fault.line), fault.column, fault.said)):
                self.faults.setItem(at, place, QTableWidgetItem(text))
        self._card.setVisible(bool(wrong))
