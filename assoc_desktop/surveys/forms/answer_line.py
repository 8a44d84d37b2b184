"""The line in which one question of a form is answered, most of them with a single key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from assoc_desktop.language import _
from assoc_desktop.surveys.answering import LEFT_OPEN, SCALES
from assoc_desktop.surveys.building import Question
from assoc_desktop.surveys.wording import text_of

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BETWEEN = " ,;"
#: Widths of the lines, in signs.
_NARROW = 8


class AnswerLine(QLineEdit):
    """Answers one question. Where the keys leave nothing open, the keyboard goes on by itself.

    Signals:
        done(what was typed on top): the answer stands; the sign after it, if any, belongs to the next question.
        entered(): Enter was pressed.
        back(): to the question before.
        typed(): something was changed.
    """

    done = Signal(str)
    entered = Signal()
    back = Signal()
    typed = Signal()

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self.answers = possible_answers(question)
        self.setAccessibleName(f"{question.code} {text_of(question)}")
        self.setPlaceholderText(key_hint(question))
        width = self.fontMetrics().averageCharWidth() * _NARROW * 2 + 24
        if self.answers:
            self.setFixedWidth(width)
        else:
            self.setMinimumWidth(width)
        self.textEdited.connect(lambda _text: self.typed.emit())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sign = event.text().lower()
        if event.key() in _ENTER:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.done.emit("")
        elif event.key() == Qt.Key.Key_Up:
            self.back.emit()
        elif not sign.isprintable() or not sign or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif self.answers:
            self._take(sign)
        elif self.question.kind == "several" and not (sign.isdigit() or sign in _BETWEEN + LEFT_OPEN):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _take(self, sign: str) -> None:
        """Add a sign to the answer, or hand it on where the answer is whole without it."""
        before = "" if self.hasSelectedText() else self.text()
        wanted = before + _same_key(sign, self.answers)
        if any(answer.startswith(wanted) for answer in self.answers):
            self.setText(wanted)
            self.typed.emit()
            if not any(answer.startswith(wanted) and answer != wanted for answer in self.answers):
                self.done.emit("")
        elif before in self.answers:
            self.done.emit(sign)


def possible_answers(question: Question) -> tuple[str, ...]:
    """All that may be typed for a question that is answered with one or two keys; nothing for other kinds."""
    if question.kind in SCALES:
        low, high = SCALES[question.kind]
        return (*map(str, range(low, high + 1)), LEFT_OPEN)
    if question.kind == "yes_no":
        return (_("y"), _("n"), LEFT_OPEN)
    if question.kind == "one":
        return (*(str(choice.position) for choice in question.choices), LEFT_OPEN)
    return ()


def key_hint(question: Question) -> str:
    """Which keys answer a question, in a few signs."""
    if question.kind in SCALES:
        return "{}–{}".format(*SCALES[question.kind])
    if question.kind == "yes_no":
        return f"{_('y')} / {_('n')}"
    if question.kind == "one":
        return f"1–{len(question.choices)}"
    if question.kind == "several":
        return "134" if len(question.choices) <= 9 else "1 3 12"
    return ""


def _same_key(sign: str, answers: tuple[str, ...]) -> str:
    """In French y counts as o, for whoever is used to it."""
    return _("y") if sign == "y" and _("y") in answers else sign
