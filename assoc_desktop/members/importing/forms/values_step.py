"""Step 3: what words and dates stand for, where the list leaves it open. Passed over where it does not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.exchange.values import DMY, parse_date
from assoc_desktop.language import _, ngettext, whole_number
from assoc_desktop.members.importing.forms.columns_step import ColumnsStep
from assoc_desktop.members.importing.forms.step import Step
from assoc_desktop.members.importing.questions import (
    CATEGORY,
    CHOICE,
    DATES,
    KIND,
    LIBRARY_KIND,
    YES_NO,
    Question,
    questions,
)
from assoc_desktop.members.memberships import CategoryData, save_category
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.elided import ElidedLabel, plain_tip
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.theme import GRID, look


class ValuesStep(Step):
    """One box per column that has something open, with a choice for each value.

    Attributes:
        open: the questions that are shown.
    """

    def __init__(self, columns_step: ColumnsStep, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns_step = columns_step
        self._conventions = desk.conventions
        self._first: QWidget | None = None
        self.open: list[Question] = []
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)

    def is_needed(self) -> bool:
        mapping = self._columns_step.mapping
        return mapping is not None and bool(questions(mapping, self._columns_step.table))

    def enter(self) -> None:
        mapping = self._columns_step.mapping
        if mapping is None:
            return
        self.open = questions(mapping, self._columns_step.table)
        self._first = None
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 2 * GRID, 0)
        column.setSpacing(GRID)
        for question in self.open:
            column.addWidget(self._box(question))
        column.addStretch(1)
        self._scroll.setWidget(inner)

    def first_field(self) -> QWidget | None:
        return self._first

    # Inside

    def _box(self, question: Question) -> QFrame:
        frame = QFrame()
        look(frame, "card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        heading = ElidedLabel(_("Column “{heading}”").format(heading=question.column.heading))
        look(heading, "heading")
        sentence = QLabel(_sentence(question), wordWrap=True)
        look(sentence, "quiet")
        column.addWidget(heading)
        column.addWidget(sentence)
        if question.about == DATES:
            self._add_dates(column, question)
        else:
            self._add_values(column, question)
        return frame

    def _add_values(self, column: QVBoxLayout, question: Question) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(3, 1)
        for row, (value, count) in enumerate(question.values):
            word = QLabel(value if len(value) <= 60 else value[:59] + "…")
            word.setTextFormat(Qt.TextFormat.PlainText)
            word.setToolTip(plain_tip(value[:500]))
            often = QLabel(ngettext("{n} row", "{n} rows", count).format(n=whole_number(count)))
            look(often, "small")
            box = self._answer_box(question, value)
            word.setBuddy(box)
            for place, widget in enumerate((word, often, box)):
                grid.addWidget(widget, row, place)
        column.addLayout(grid)
        if question.about == CATEGORY:
            button = QPushButton(icons.icon("add"), _("Add those left open as new &categories"))
            button.clicked.connect(lambda: self._add_categories(question))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _answer_box(self, question: Question, value: str) -> ComboBox:
        box = ComboBox()
        box.setMinimumContentsLength(34)
        box.setAccessibleName(_("“{value}” stands for").format(value=value))
        box.addItem(_unanswered(question), "")
        for meaning, word in question.answers:
            box.addItem(word, meaning)
        box.setCurrentIndex(max(0, box.findData(question.answer_of(value))))
        box.activated.connect(lambda _place: question.answer(value, box.currentData()))
        self._first = self._first or box
        return box

    def _add_dates(self, column: QVBoxLayout, question: Question) -> None:
        group = QButtonGroup(self)
        now = question.column.date_order or DMY
        # Shown as chosen, so kept as chosen: what the person saw and let stand is their answer.
        question.column.date_order = now
        for order, word in question.answers:
            button = QRadioButton(word)
            button.setChecked(order == now)
            button.toggled.connect(lambda on, order=order: self._say_order(question, order, on))
            group.addButton(button)
            example = QLabel(self._example(question, order))
            look(example, "quiet")
            row = QHBoxLayout()
            row.setSpacing(2 * GRID)
            row.addWidget(button)
            row.addWidget(example, 1)
            column.addLayout(row)
            self._first = self._first or button

    def _say_order(self, question: Question, order: str, on: bool) -> None:
        if on:
            question.column.date_order = order

    def _example(self, question: Question, order: str) -> str:
        text = question.values[0][0]
        day = self._conventions.date(parse_date(text, order=order), "long")
        return _("{text} is {day}").format(text=text, day=day)

    def _add_categories(self, question: Question) -> None:
        """Every value that stands for no category yet becomes one, free of charge until the treasurer sets its fee."""
        mapping = self._columns_step.mapping
        wanted = [value for value, _count in question.values if not question.answer_of(value)]
        if mapping is None or not wanted:
            return
        try:
            for value in wanted:
                category = save_category(CategoryData(value, applies_to=mapping.kind, position=99))
                question.answer(value, str(category.name))
        except Refused as refusal:
            show_refusal(self, str(refusal))
        self.enter()
        self.changed.emit()


def _sentence(question: Question) -> str:
    return {
        CATEGORY: _("These values are the name of no category yet. Say which category each stands for."),
        YES_NO: _("These values are neither yes nor no. Say what each stands for."),
        CHOICE: _("These values are not among the choices of the field. Say which choice each stands for."),
        LIBRARY_KIND: _("These values name no kind of library. Say which kind each stands for."),
        KIND: _("These values say neither person nor institution. Say what each stands for."),
        DATES: _("The dates can be read in two ways. Say which one is right."),
    }[question.about]


def _unanswered(question: Question) -> str:
    if question.about == CATEGORY:
        return _("Open: these rows would be wrong")
    return _("Open: kept in the notes")
