"""The timeline of a member on its page: what happened when, filtered by kind and by a word, older entries as one scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.language import _, ngettext, whole_number
from assoc_desktop.members.timeline import (
    CHANGE,
    SOURCES,
    Entry,
    Source,
    chosen,
    counts,
    kind_words,
    timeline,
)
from assoc_desktop.widgets.chips import Chip
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.flow import FlowLayout
from assoc_desktop.widgets.theme import GRID, look, named_page
from assoc_desktop.widgets.wide_form import plain_label

#: Entries laid out at once; more follow when the person scrolls to their end.
_AT_ONCE = 25
#: Lines told of one operation at once; the others are unfolded: an import may have written forty fields.
_FIRST_LINES = 5
_TYPED_MS = 150


class TimelinePane(QWidget):
    """All that happened to a member, newest first.

    Args:
        sources: where entries come from; None takes those of `members.timeline` and those that the desk was given.
    """

    def __init__(
        self,
        desk: Desk,
        member_id: int,
        parent: QWidget | None = None,
        *,
        sources: Sequence[Source] | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._member_id = desk, member_id
        self._sources = (*SOURCES, *desk.timeline_sources()) if sources is None else sources
        self.entries: list[Entry] = []
        self.shown: list[Entry] = []
        self.laid_out = 0
        self.boxes: dict[str, QCheckBox] = {}
        self._without: set[str] = set()
        self._build()
        self.setAccessibleName(_("Timeline"))

    def show_again(self) -> None:
        """Read and show what happened, with the filter as it was."""
        self.entries = timeline(self._member_id, self._desk.conventions, self._sources)
        self._fill_boxes()
        self._show()

    def show_only(self, kind: str) -> None:
        """Leave out all kinds but one."""
        self._without = {each for each in counts(self.entries) if each != kind}
        self._fill_boxes()
        self._show()

    def show_changes(self) -> None:
        """Leave out all but the changes."""
        self.show_only(CHANGE)

    def show_everything(self) -> None:
        """Take the filter away."""
        self._without = set()
        self.search.clear()
        self._fill_boxes()
        self._show()

    # Building

    def _build(self) -> None:
        self.search = QLineEdit(placeholderText=_("Search the timeline"), clearButtonEnabled=True)
        self.search.setAccessibleName(_("Search the timeline"))
        self._typed = QTimer(self, singleShot=True, interval=_TYPED_MS)
        self._typed.timeout.connect(self._show)
        self.search.textChanged.connect(lambda _text: self._typed.start())
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._find)
        self.told = QLabel()
        look(self.told, "quiet")
        top = QHBoxLayout()
        top.setSpacing(2 * GRID)
        top.addWidget(self.search, 1)
        top.addWidget(self.told)
        kinds = QWidget()
        self._kinds = FlowLayout(kinds)
        self._kinds.setSpacing(2 * GRID)
        self._empty = EmptyState("history", _("Nothing has happened yet"), "")
        self._none = EmptyState(
            "search",
            _("Nothing found"),
            _("Nothing in this timeline matches the word and the kinds chosen."),
            (_("Show everything"), self.show_everything),
        )
        self.area = QScrollArea(widgetResizable=True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(_("Timeline"))
        self.area.verticalScrollBar().valueChanged.connect(lambda _value: self._go_on())
        # Whether the entries fill the room is known only when they have their places.
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._go_on)
        self._stack = QStackedWidget()
        for page in (self.area, self._empty, self._none):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 0)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addWidget(kinds)
        column.addWidget(self._stack, 1)

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _fill_boxes(self) -> None:
        """One box for each kind that occurs, with its number; a kind that was left out stays so."""
        found = counts(self.entries)
        if list(found) != list(self.boxes):
            for box in self.boxes.values():
                self._kinds.removeWidget(box)
                box.deleteLater()
            self.boxes = {kind: self._box(kind) for kind in found}
            order = [self.search, *self.boxes.values(), self.area]
            for before, after in pairwise(order):
                QWidget.setTabOrder(before, after)
        for kind, number in found.items():
            box = self.boxes[kind]
            box.setText(_("{kind} ({n})").format(kind=kind_words(kind), n=whole_number(number)))
            box.blockSignals(True)
            box.setChecked(kind not in self._without)
            box.blockSignals(False)

    def _box(self, kind: str) -> QCheckBox:
        box = QCheckBox()
        box.toggled.connect(lambda on: self._choose(kind, on))
        self._kinds.addWidget(box)
        return box

    def _choose(self, kind: str, on: bool) -> None:
        self._without = self._without - {kind} if on else self._without | {kind}
        self._show()

    # Showing

    def _show(self) -> None:
        self._typed.stop()
        self.shown = chosen(self.entries, without=self._without, typed=self.search.text())
        total = len(self.shown)
        sentence = ngettext("{n} entry", "{n} entries", total)
        self.told.setText(sentence.format(n=whole_number(total)))
        page = named_page()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, GRID, GRID)
        self._column.setSpacing(GRID)
        self._column.addStretch(1)
        self.laid_out = 0
        self.area.setWidget(page)
        self.area.verticalScrollBar().setValue(0)
        self._lay_out_more()
        self._stack.setCurrentWidget(self.area if self.shown else self._none if self.entries else self._empty)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settled.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settled.start()

    def _go_on(self) -> None:
        """Lay out older entries when the end of those laid out comes near."""
        bar = self.area.verticalScrollBar()
        if (
            self.isVisible()
            and self.laid_out < len(self.shown)
            and bar.value() >= bar.maximum() - self.area.height()
        ):
            self._lay_out_more()

    def _lay_out_more(self) -> None:
        for entry in self.shown[self.laid_out : self.laid_out + _AT_ONCE]:
            self._column.insertWidget(self._column.count() - 1, self._card(entry))
        self.laid_out = min(self.laid_out + _AT_ONCE, len(self.shown))
        self._settled.start()

    def _card(self, entry: Entry) -> QFrame:
        card = QFrame()
        look(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID // 2)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(plain_label(entry.title, "heading"), 1)
        if entry.day > self._desk.today():
            head.addWidget(Chip(_("to come"), "info"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Chip(kind_words(entry.kind)), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(plain_label(self._when(entry), "small"))
        if entry.lines:
            # What was searched for may stand in any line.
            folded = not self.search.text().strip() and len(entry.lines) > _FIRST_LINES + 1
            column.addWidget(_FoldedLines(entry) if folded else plain_label("\n".join(entry.lines)))
        return card

    def _when(self, entry: Entry) -> str:
        day = self._desk.conventions.date(entry.day, "long")
        if entry.day == entry.at:
            return day
        time = f"{entry.at:%H:%M}"
        if entry.who:
            return _("{day} at {time}, by {person}").format(day=day, time=time, person=entry.who)
        return _("{day} at {time}").format(day=day, time=time)


class _FoldedLines(QWidget):
    """The first lines of a long entry, and a button that unfolds the others and folds them again."""

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines, self._title = entry.lines, entry.title
        self._text = plain_label("")
        self._button = QPushButton()
        look(self._button, "plain")
        self._button.setCheckable(True)
        self._button.toggled.connect(self._unfold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self._text)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        self._unfold(False)

    def _unfold(self, on: bool) -> None:
        self._text.setText("\n".join(self._lines if on else self._lines[:_FIRST_LINES]))
        more = len(self._lines) - _FIRST_LINES
        words = ngettext("… and {n} more line", "… and {n} more lines", more)
        self._button.setText(_("Show fewer lines") if on else words.format(n=whole_number(more)))
        self._button.setAccessibleName(
            _("{column}: {text}").format(column=self._title, text=self._button.text())
        )
