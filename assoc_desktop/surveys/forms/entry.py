"""Typing in the forms that came back on paper: one after the other, without the mouse."""

from __future__ import annotations

from collections import deque
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.language import _
from assoc_desktop.members.finding import by_code, offered
from assoc_desktop.members.records import Member
from assoc_desktop.members.references import name_of_member
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.surveys.answering import (
    answers_of,
    change_response,
    check_open,
    code_problem,
    read_answer,
    response_of,
    save_response,
    take_back,
)
from assoc_desktop.surveys.building import Question, sections_of, the_survey
from assoc_desktop.surveys.forms.answer_line import AnswerLine
from assoc_desktop.surveys.forms.recent import RecentForms, Typed, plain
from assoc_desktop.surveys.records import MODES, SurveyResponse
from assoc_desktop.surveys.wording import text_of, title_of
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields.scan import ScanField
from assoc_desktop.widgets.messages import DISCARD, SAVE, ask_unsaved
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.theme import GRID, card_around, look

_DRAFT_AFTER_MS = 600
_REMEMBERED = 10


class EntryPage(Page):
    """Takes in one form after another: the same order and codes as the paper, Enter on the last saves.

    Signals:
        preview_made(page): to be laid upon this one.
    """

    preview_made = Signal(object)

    def __init__(self, desk: Desk, survey_id: int, parent: QWidget | None = None) -> None:
        self._survey = the_survey(survey_id)
        title = _("Type in forms: {survey}").format(survey=self._survey.name)
        super().__init__(title, parent)
        self._desk = desk
        self.member_id: int | None = None
        self._corrected: int | None = None
        self._number = 0
        self.recent: deque[Typed] = deque(maxlen=_REMEMBERED)
        self.lines: dict[str, AnswerLine] = {}
        self._messages: dict[str, QLabel] = {}
        self._draft = desk.draft(f"survey form {survey_id}")
        self._timer = QTimer(self, singleShot=True, interval=_DRAFT_AFTER_MS)
        self._timer.timeout.connect(self._keep_draft)
        self._build()
        self._bring_back()
        self._show_recent()
        self._desk.changed.connect(self._show_recent)

    def take_keyboard(self) -> None:
        """The keyboard goes where a form begins."""
        self._first().setFocus()

    def answers(self) -> dict[str, str]:
        """Question code → what is typed."""
        return {code: line.text() for code, line in self.lines.items() if line.text().strip()}

    def save_now(self) -> bool:
        """Take the form in and begin the next; what is wrong is shown beside its question instead."""
        self._tell_all({})
        answers = self.answers()
        try:
            response_id = self._save(answers)
        except Invalid as invalid:
            self._tell_all(invalid.problems)
            return False
        except Refused as refusal:
            self._say(str(refusal))
            return False
        if self._corrected is None:
            self._number += 1
            name = name_of_member(self.member_id) if self.member_id else ""
            self.recent.appendleft(
                Typed(response_id, self._number, answers, self._code(), name, self.member_id)
            )
        self._clear()
        self._show_recent()
        self._desk.told.emit()
        self.take_keyboard()
        return True

    def undo(self, typed: Typed) -> None:
        """Take a form back. Its answers stand on the page again, to be corrected, unless another form is begun."""
        try:
            take_back(typed.response_id, code=typed.code)
        except Refused as refusal:
            self._say(str(refusal))
            return
        self.recent.remove(typed)
        if not self.is_typed():
            if typed.member_id is not None:
                self._found(typed.member_id, "")
            for code, text in typed.answers.items():
                self.lines[code].setText(text)
            if self.code is not None:
                self.code.setText(typed.code)
        self._show_recent()
        self._desk.told.emit()
        self.take_keyboard()

    def is_typed(self) -> bool:
        """Whether something stands on the page that is not taken in."""
        return bool(self.answers() or self._code() or self.member_id)

    def may_leave(self) -> bool:
        if self.answers():
            answer = ask_unsaved(self)
            if answer == SAVE and not self.save_now():
                return False
            if answer not in (SAVE, DISCARD):
                return False
        self._timer.stop()
        self._draft.discard()
        self._desk.changed.emit()
        return True

    # Building

    def import_list(self) -> None:
        """Take answers in from a list instead."""
        from assoc_desktop.surveys.forms.importing import ImportAnswersPage

        self.preview_made.emit(ImportAnswersPage(self._desk, self._survey.id))

    def _build(self) -> None:
        self.list_button = QPushButton(icons.icon("import"), _("From a list…"))
        self.list_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list_button.clicked.connect(self.import_list)
        self.heading.addWidget(self.list_button)
        self._notice = QLabel(wordWrap=True)
        self._notice.setTextFormat(Qt.TextFormat.PlainText)
        look(self._notice, "error")
        self._notice.hide()
        self.body.addWidget(self._notice)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(card_around(self._questions()), 1)
        self.side = RecentForms(_(MODES[self._survey.mode]), self._desk.conventions)
        self.side.undo_wanted.connect(self.undo)
        row.addWidget(self.side)
        self.body.addLayout(row, 1)
        self.save_button = QPushButton(_("Take the form in"))
        look(self.save_button, "main")
        self.save_button.clicked.connect(self.save_now)
        hint = QLabel(
            _(
                "Enter goes on, and on the last question takes the form in. Up goes back. - leaves a question open."
            ),
            wordWrap=True,
        )
        look(hint, "small")
        below = QHBoxLayout()
        below.addWidget(self.save_button)
        below.addWidget(hint, 1)
        self.body.addLayout(below)
        try:
            check_open(self._survey)
        except Refused as refusal:
            self._say(str(refusal))
            self.save_button.setEnabled(False)
            self.list_button.setEnabled(False)

    def _questions(self) -> QWidget:
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setHorizontalSpacing(GRID)
        for column in (1, 2):
            self._grid.setColumnStretch(column, 1)
        self._grid.setColumnMinimumWidth(1, self.fontMetrics().averageCharWidth() * 30)
        self.code: QLineEdit | None = None
        self.who: ScanField | None = None
        if self._survey.mode == "token":
            self._add_code()
        elif self._survey.mode == "named":
            self._add_who()
        for section in sections_of(self._survey):
            heading = plain(title_of(section), "heading")
            self._grid.addWidget(heading, self._grid.rowCount(), 0, 1, 3)
            for question in section.questions:
                self._add_question(question)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self.area = QScrollArea(widgetResizable=True)
        self.area.setWidget(inside)
        for ground in (inside, self.area.viewport()):
            ground.setAutoFillBackground(False)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return self.area

    def _add_code(self) -> None:
        self.code = QLineEdit(placeholderText=_("Type or scan it"))
        self.code.setAccessibleName(_("Code on the form"))
        self.code.setMinimumWidth(self.fontMetrics().averageCharWidth() * 30)
        self.code.returnPressed.connect(self._code_typed)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.code)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self._code_typed)
        self._add_row("code", plain(_("Code on the form"), "heading"), self.code)

    def _add_who(self) -> None:
        self.who = ScanField(
            offered, name_of_member, lambda text: by_code(text, today=self._desk.today()), _("Who answers")
        )
        self.who.found.connect(self._found)
        self.who.not_found.connect(lambda said: self._tell("member", said))
        self.name = plain(_("Who answers"), "heading")
        self._add_row("member", self.name, self.who)

    def _add_question(self, question: Question) -> None:
        words = text_of(question) + (" *" if question.required else "")
        choices = " · ".join(f"{one.position} {text_of(one)}" for one in question.choices)
        label = plain(words, "")
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(label)
        if choices:
            column.addWidget(plain(choices, "small"))
        text = QWidget()
        text.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        line = self.lines[question.code] = AnswerLine(question)
        line.typed.connect(self._timer.start)
        line.done.connect(lambda rest, code=question.code: self._go_on(code, rest))
        line.entered.connect(lambda code=question.code: self._entered(code))
        line.back.connect(lambda code=question.code: self._go_back(code))
        self._add_row(question.code, text, line)

    def _add_row(self, code: str, text: QWidget, field: QWidget) -> None:
        row = self._grid.rowCount()
        middle = Qt.AlignmentFlag.AlignVCenter
        if code in self.lines:
            self._grid.addWidget(plain(code, "heading"), row, 0, middle)
        self._grid.addWidget(text, row, 1)
        # What is answered by one key stays small; words have all the room there is.
        is_small = field is self.code or (isinstance(field, AnswerLine) and bool(field.answers))
        self._grid.addWidget(field, row, 2, middle | Qt.AlignmentFlag.AlignLeft if is_small else middle)
        message = self._messages[code] = plain("", "error")
        message.hide()
        self._grid.addWidget(message, row + 1, 1, 1, 2)

    # Going through the form

    def _first(self) -> QWidget:
        if self.code is not None and not self._code():
            return self.code
        if self.who is not None and self.member_id is None:
            return self.who.line
        return next(iter(self.lines.values()), self.save_button)

    def _go_on(self, code: str, rest: str = "") -> None:
        """The keyboard goes to the next question, with the sign that was typed for it; after the last it stays."""
        codes = list(self.lines)
        place = codes.index(code) + 1
        if place == len(codes) or not self._check(code):
            return
        line = self.lines[codes[place]]
        self._focus(line)
        if rest:
            key = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, rest)
            QApplication.sendEvent(line, key)

    def _entered(self, code: str) -> None:
        if code == list(self.lines)[-1]:
            self.save_now()
        else:
            self._go_on(code)

    def _go_back(self, code: str) -> None:
        codes = list(self.lines)
        place = codes.index(code) - 1
        self._focus(self.lines[codes[place]] if place >= 0 else (self.code or (self.who and self.who.line)))

    def _focus(self, widget: QWidget | None) -> None:
        if widget is not None:
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(widget, 0, 6 * GRID)

    def _check(self, code: str) -> bool:
        """Whether the answer to a question can stand; what is wrong is said below it."""
        line, said = self.lines[code], ""
        try:
            read_answer(line.question, line.text(), self._desk.conventions)
        except Refused as refusal:
            said = str(refusal)
        self._tell(code, said)
        return not said

    def _code_typed(self) -> None:
        problem = code_problem(self._survey, self._code())
        self._tell("code", problem)
        if problem and self.code is not None:
            self.code.selectAll()
        else:
            self.take_keyboard()

    def _found(self, member_id: int, said: str) -> None:
        """Somebody was scanned or chosen; who answered already sees those answers, to correct them."""
        member = Member.get_by_id(member_id)
        self.member_id, self._corrected = member_id, response_of(self._survey, member)
        name = name_of_member(member_id)
        if self._corrected is not None:
            words = _("{name} answered already: the answers are corrected.")
            self.name.setText(words.format(name=name))
            for code, text in answers_of(self._corrected, self._desk.conventions).items():
                self.lines[code].setText(text)
        else:
            self.name.setText(name)
        self._tell("member", said)
        self._timer.start()
        self._focus(self._first())

    # Saving

    def _save(self, answers: dict[str, str]) -> int:
        if self._corrected is not None:
            change_response(self._corrected, answers)
            return self._corrected
        member = Member.get_or_none(Member.id == self.member_id) if self.member_id else None
        return save_response(
            self._survey, answers, member=member, code=self._code(), today=self._desk.today(),
            language=self._desk.conventions.language,
        )  # fmt: skip

    def _code(self) -> str:
        return self.code.text().strip() if self.code is not None else ""

    def _clear(self) -> None:
        self._timer.stop()
        self._draft.discard()
        self.member_id = self._corrected = None
        for line in self.lines.values():
            line.clear()
        if self.code is not None:
            self.code.clear()
        if self.who is not None:
            self.who.clear()
            self.name.setText(_("Who answers"))
        self._notice.hide()
        self.area.ensureVisible(0, 0)

    def _keep_draft(self) -> None:
        """Keep the answers of the form that is being typed; without names neither code nor anybody stands beside them."""
        if self.answers():
            self._draft.write({"answers": self.answers(), "member": self.member_id})

    def _bring_back(self) -> None:
        kept = self._draft.read()
        if kept is None:
            return
        typed: dict[str, Any] = kept[0]
        if typed.get("member") and Member.get_or_none(Member.id == typed["member"]) is not None:
            self._found(typed["member"], "")
        for code, text in typed.get("answers", {}).items():
            if code in self.lines:
                self.lines[code].setText(str(text))
        self._say(_("This form was typed before and not taken in yet."))

    # Telling

    def _tell_all(self, problems: dict[str, str]) -> None:
        for code in self._messages:
            self._tell(code, problems.get(code, ""))
        self._say(" ".join(said for code, said in problems.items() if code not in self._messages))
        first = next((code for code in self._messages if code in problems), None)
        if first is not None:
            places = {"code": self.code, "member": self.who.line if self.who else None}
            self._focus(self.lines.get(first) or places.get(first))

    def _tell(self, code: str, sentence: str) -> None:
        message = self._messages[code]
        message.setText(sentence)
        message.setVisible(bool(sentence))

    def _say(self, sentence: str) -> None:
        self._notice.setText(sentence)
        self._notice.setVisible(bool(sentence))

    def _show_recent(self) -> None:
        count = SurveyResponse.select().where(SurveyResponse.survey == self._survey).count()
        self.side.show_forms(count, self.recent)
