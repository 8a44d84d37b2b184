"""Typing in what those who did not renew said: one after the other, Enter keeps and goes on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
)

from assoc_desktop.association.records import Season
from assoc_desktop.language import _, ngettext
from assoc_desktop.listening.conversations import LONGEST_NAME, LONGEST_WORDS, listeners
from assoc_desktop.listening.lapsed.documents.call_sheet import history_of
from assoc_desktop.listening.lapsed.listing import Lapsed, lapsed_rows
from assoc_desktop.listening.lapsed.results import Result, Talk, save_result
from assoc_desktop.listening.records import REASONS, WAYS
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.facts import FactsGrid
from assoc_desktop.widgets.fields import ChoiceField, DateField, LineField
from assoc_desktop.widgets.messages import DISCARD, SAVE, ask_unsaved
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.theme import GRID, look
from assoc_desktop.widgets.wide_form import plain_label

#: Field of the page → the fields of a conversation whose problems stand beside it.
_TOLD_AT = {"stated": "reason", "action_text": "follow_up", "action_who": "who", "action_due_on": "due_on"}


class EntryPage(Page):
    """One person after the other; day, way and listener stay as they were typed.

    Enter keeps what stands there and goes on to the next person; Page Down skips one, Page Up goes back.
    """

    def __init__(self, desk: Desk, season: Season, ids: Sequence[int]) -> None:
        super().__init__(_("Type in what they said"))
        self._desk, self._season = desk, season
        self._ids, self._place, self.kept = list(ids), 0, 0
        self.day = DateField(desk.conventions)
        self.day.set_value(desk.today())
        self.way = ChoiceField([(key, _(words)) for key, words in WAYS.items()])
        self.way.set_value("phone")
        known = listeners()
        self.by_whom = LineField(known=known, longest=LONGEST_NAME)
        self.by_whom.set_value(known[0] if known else "")
        self.lines: dict[str, QLineEdit] = {}
        self.due_on = DateField(desk.conventions)
        self._build()
        self._show()

    def take_keyboard(self) -> None:
        self.lines["reason"].setFocus()

    def may_leave(self) -> bool:
        """What was typed of the one who stands there is not lost unasked."""
        if not (any(line.text().strip() for line in self.lines.values()) or self.due_on.line.text().strip()):
            return True
        answer = ask_unsaved(self)
        return self._save() if answer == SAVE else answer == DISCARD

    def keep(self) -> None:
        """Keep what stands there and go on; what cannot be kept is told, and nothing is lost."""
        if self._place >= len(self._ids):
            self.closed.emit()
        elif self._save():
            self._go(1)

    def skip(self) -> None:
        """Go on without keeping anything."""
        if self.may_leave():
            self._go(1)

    def go_back(self) -> None:
        """Go to the person before."""
        if self.may_leave():
            self._go(-1)

    # Inside

    def _save(self) -> bool:
        texts = {key: line.text() for key, line in self.lines.items()}
        talk = Talk(self._season, self.day.value(), self.by_whom.value(), self.way.value())
        if problem := self.day.problem() or self.due_on.problem():
            self._tell(problem)
            return False
        result = Result(**texts, due_on=self.due_on.value())
        try:
            save_result(self._ids[self._place], result, talk, today=self._desk.today())
        except Invalid as invalid:
            field, sentence = next(iter(invalid.problems.items()))
            self._tell(sentence)
            target = self.lines.get(_TOLD_AT.get(field, field))
            (target or self.day.target()).setFocus()
            return False
        except Refused as refusal:
            self._tell(str(refusal))
            return False
        self.kept += 1
        self._clear()
        self._desk.tell_last(self)
        return True

    def _go(self, step: int) -> None:
        self._place = max(0, min(len(self._ids), self._place + step))
        self._clear()
        self._show()
        self.take_keyboard()

    def _clear(self) -> None:
        for line in self.lines.values():
            line.clear()
        self.due_on.set_value(None)

    def _build(self) -> None:
        card = QFrame()
        look(card, "card")
        self._name, self._count = plain_label("", "title"), plain_label("", "quiet")
        self._facts = FactsGrid()
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(1, 1)
        self._add_fields(grid)
        self._told = plain_label("", "error")
        left = QVBoxLayout()
        left.setSpacing(GRID // 2)
        left.addWidget(self._name)
        left.addWidget(self._count)
        left.addSpacing(GRID // 2)
        left.addLayout(grid)
        left.addStretch(1)
        across = QHBoxLayout(card)
        across.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        across.setSpacing(3 * GRID)
        across.addLayout(left, 3)
        right = QVBoxLayout()
        right.addLayout(self._facts)
        right.addSpacing(GRID)
        right.addWidget(plain_label(_("Reasons and their numbers"), "heading"))
        numbered = [
            _("{number}. {reason}").format(number=place, reason=_(words))
            for place, words in enumerate(REASONS.values(), 1)
        ]
        right.addWidget(plain_label("\n".join(numbered), "quiet"))
        right.addStretch(1)
        across.addLayout(right, 2)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(card)
        self.body.addWidget(area, 1)
        self.body.addWidget(self._told)
        self.body.addLayout(self._buttons())
        for keys, do in (("PgDown", self.skip), ("PgUp", self.go_back)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

    def _add_fields(self, grid: QGridLayout) -> None:
        shared = (
            (_("Day"), self.day),
            (_("How"), self.way),
            (_("Who listened"), self.by_whom),
        )
        for row, (words, field) in enumerate(shared):
            self._caption(grid, row, words, field.target())
            grid.addWidget(field, row, 1)
        texts = (
            ("reason", _("Number of the reason"), 2),
            ("satisfaction", _("Satisfaction 1–5"), 1),
            ("words", _("What they said"), LONGEST_WORDS),
            ("follow_up", _("What was promised"), 300),
            ("who", _("Who does it"), LONGEST_NAME),
        )
        for row, (key, words, longest) in enumerate(texts, len(shared)):
            line = self.lines[key] = QLineEdit()
            line.setMaxLength(longest)
            line.returnPressed.connect(self.keep)
            self._caption(grid, row, words, line)
            grid.addWidget(line, row, 1)
            if longest <= 2:
                line.setMaximumWidth(self.fontMetrics().averageCharWidth() * 10)
        row = grid.rowCount()
        self._caption(grid, row, _("By when"), self.due_on.target())
        grid.addWidget(self.due_on, row, 1)
        self.due_on.line.returnPressed.connect(self.keep)

    def _caption(self, grid: QGridLayout, row: int, words: str, target: object) -> None:
        caption = QLabel(words)
        caption.setBuddy(target)
        target.setAccessibleName(words)
        grid.addWidget(caption, row, 0)

    def _buttons(self) -> QHBoxLayout:
        self.keep_button = QPushButton(_("Keep and go on"))
        self.keep_button.setToolTip(_("Keep and go on (Enter)"))
        look(self.keep_button, "main")
        self.keep_button.clicked.connect(self.keep)
        self.back_button, self.skip_button = QPushButton(_("The one before")), QPushButton(_("Skip"))
        self.back_button.setToolTip(_("The one before (Page Up)"))
        self.skip_button.setToolTip(_("Skip this person (Page Down)"))
        self.back_button.clicked.connect(self.go_back)
        self.skip_button.clicked.connect(self.skip)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for button in (self.keep_button, self.back_button, self.skip_button):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _show(self) -> None:
        """The person whose turn it is; after the last one, how many were kept."""
        self._tell("")
        people: list[Lapsed] = []
        while not people and self._place < len(self._ids):
            people = lapsed_rows(self._season, [self._ids[self._place]])
            if not people:
                # Merged with another one meanwhile, or adding them was undone.
                del self._ids[self._place]
        is_over = not people
        say = self._desk.conventions
        for widget in (*self.lines.values(), self.due_on, self.skip_button):
            widget.setEnabled(not is_over)
        self.back_button.setEnabled(self._place > 0)
        self.keep_button.setText(_("Back to the list") if is_over else _("Keep and go on"))
        if is_over:
            words = ngettext("{n} answer was kept.", "{n} answers were kept.", self.kept)
            self._name.setText(_("That was the last one."))
            self._count.setText(words.format(n=say.number(self.kept)))
            self._facts.show_facts([])
            self.keep_button.setFocus()
            return
        (person,) = people
        self._name.setText(person.name)
        place = _("{place} of {n}").format(place=say.number(self._place + 1), n=say.number(len(self._ids)))
        self._count.setText(place)
        self._facts.show_facts(history_of(person, say))

    def _tell(self, sentence: str) -> None:
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))
        self._told.setAccessibleName(sentence)
