"""What is known of the member in focus: who, how to reach them, memberships, cards, and what to do next."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.language import _, ngettext, whole_number
from assoc_desktop.members.tab.facts import MemberFacts
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.chips import Chip
from assoc_desktop.widgets.elided import ElidedLabel, breakable
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.theme import GRID, look, named_page

_PHOTO = QSize(64, 80)
#: Captions are as wide as this many signs of average width.
_CAPTION_SIGNS = 15


class DetailsPane(QFrame):
    """The pane on the right. Buttons say what is wanted; the tab does it.

    Signals:
        wanted(what): `edit`, `enrol`, `print_one`, `history`, `bring_back`.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look(self, "card")
        self.setMinimumWidth(300)
        self._stack = QStackedWidget()
        self._none = EmptyState(
            "person", _("No member chosen"), _("Choose a member in the list to see what is known of them.")
        )
        self._many = EmptyState("members", "", _("What you do now is done for all of them."))
        self._one = _Member()
        for page in (self._none, self._many, self._one):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._stack)
        self._one.wanted.connect(self.wanted)

    def show_nothing(self) -> None:
        """No member is in focus."""
        self._stack.setCurrentWidget(self._none)

    def show_count(self, count: int) -> None:
        """Several members are chosen."""
        title = ngettext("{n} member chosen", "{n} members chosen", count)
        self._many.title.setText(title.format(n=whole_number(count)))
        self._stack.setCurrentWidget(self._many)

    def show_member(self, facts: MemberFacts) -> None:
        """Show what is known of a member."""
        self._one.show_facts(facts)
        self._stack.setCurrentWidget(self._one)


class _Member(QWidget):
    """One member."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._photo = _Photo()
        self._name = QLabel(wordWrap=True)
        look(self._name, "title")
        self._what = QLabel(wordWrap=True)
        look(self._what, "quiet")
        self._status = Chip()
        self._reason = QLabel(wordWrap=True)
        look(self._reason, "small")
        for label in (self._name, self._what):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._next = "edit"
        self._main = QPushButton()
        look(self._main, "main")
        self._main.clicked.connect(lambda: self.wanted.emit(self._next))
        self._edit = self._button(_("Edit"), "edit")
        self._history = self._button(_("History"), "history")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, GRID // 2, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(self._lay_out_buttons())

    def show_facts(self, facts: MemberFacts) -> None:
        """Fill the pane."""
        self._photo.show_photo(facts.photo, "institution" if facts.is_institution else "person")
        self._name.setText(facts.name)
        self._what.setText(facts.what)
        self._status.show_state(facts.status, facts.tone, facts.reason)
        self._reason.setText(facts.reason)
        body = named_page()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, GRID + GRID // 2, 0)
        column.setSpacing(GRID)
        column.addLayout(self._head())
        column.addLayout(_facts_grid(facts.lines))
        for title, lines in facts.sections:
            column.addWidget(_heading(title))
            column.addLayout(_facts_grid(lines))
        column.addStretch(1)
        # The labels of the head live on: they are taken out of the old body before it goes.
        self._scroll.setWidget(body)
        self._scroll.verticalScrollBar().setValue(0)
        self._next = facts.next_action
        self._main.setText(facts.next_words)
        self._edit.setVisible(facts.next_action != "edit")
        self._fit_buttons()

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._what)
        words.addSpacing(2)
        words.addWidget(self._status)
        words.addWidget(self._reason)
        words.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(GRID + GRID // 2)
        head.addWidget(self._photo, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        return head

    def _lay_out_buttons(self) -> QBoxLayout:
        others = QHBoxLayout()
        others.setSpacing(GRID)
        others.addWidget(self._edit)
        others.addWidget(self._history)
        others.addStretch(1)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(GRID)
        self._buttons.setContentsMargins(0, 0, GRID + GRID // 2, 0)
        self._buttons.addWidget(self._main)
        self._buttons.addLayout(others, 1)
        return self._buttons

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        """Put the main button above the others where they do not fit beside it."""
        buttons = [each for each in (self._main, self._edit, self._history) if not each.isHidden()]
        needed = sum(each.sizeHint().width() + GRID for each in buttons)
        beside = needed <= self.width() - 3 * GRID
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._buttons.setDirection(way)

    def _button(self, text: str, what: str) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(lambda: self.wanted.emit(what))
        return button


class _Photo(QWidget):
    """The photo, or an icon for who has none."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._sign = "person"

    def show_photo(self, content: bytes | None, sign: str) -> None:
        self._image = QImage.fromData(content) if content else QImage()
        self._sign = sign
        self.setFixedSize(_PHOTO if content else QSize(_PHOTO.width() - 16, _PHOTO.width() - 16))
        self.update()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        if self._image.isNull():
            colour = self.palette().color(QPalette.ColorRole.Link)
            icons.paint(painter, self._sign, QRectF(self.rect()), colour)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF(0, 0, size.width(), size.height()), self._image)


def _heading(title: str) -> QLabel:
    label = QLabel(title)
    look(label, "heading")
    label.setContentsMargins(0, GRID // 2, 0, 0)
    return label


def _facts_grid(lines: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(GRID)
    grid.setVerticalSpacing(GRID // 2)
    grid.setColumnStretch(1, 1)
    for row, (name, value) in enumerate(lines):
        caption = QLabel(_caption(name), wordWrap=True)
        look(caption, "quiet")
        caption.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        caption.setFixedWidth(caption.fontMetrics().averageCharWidth() * _CAPTION_SIGNS)
        text = _value_label(value)
        text.setAccessibleName(_("{column}: {text}").format(column=name, text=value))
        grid.addWidget(caption, row, 0)
        grid.addWidget(text, row, 1, Qt.AlignmentFlag.AlignTop)
    return grid


def _caption(name: str) -> str:
    """A name of one long word (a heading of an imported list) goes on in a second line, best after an underscore."""
    return "\u200b".join(breakable(part, _CAPTION_SIGNS - 2) for part in re.split("(?<=_)", name))


def _value_label(value: str) -> QLabel:
    """A text that wraps between its words; one without spaces (an address of e-mail) ends in an ellipsis."""
    if len(value.split()) == 1:
        text: QLabel = ElidedLabel(value)
    else:
        text = QLabel(value, wordWrap=True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return text


def add_actions(menu: QMenu, actions: list[tuple[str, str, Callable[[], object]]]) -> None:
    """Add entries with their icons to a menu: (icon, words, function)."""
    for sign, words, do in actions:
        action = menu.addAction(icons.icon(sign), words)
        action.triggered.connect(lambda _on=False, do=do: do())
