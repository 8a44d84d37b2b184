"""A form page: load, check, save. Messages stand beside their fields, and nothing typed is lost."""

from __future__ import annotations

import datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.language import _, language
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.drafts import Draft
from assoc_desktop.widgets.fields.base import Field
from assoc_desktop.widgets.messages import DISCARD, SAVE, ask_unsaved
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.theme import GRID, look, named_page

_DRAFT_AFTER_MS = 800
_LABEL_WIDTH = 150
_FORM_WIDTH = 880


class FormPage(Page):
    """An edit page. A subclass adds its fields in `__init__`, then calls `start()`, and overrides three methods.

    - `load()` gives the values to show: field name → value.
    - `check(values)` gives the problems: field name → sentence. Unreadable entries are told before it is asked.
    - `save(values)` keeps them through one rule and gives the record's id. It may raise `Invalid` (shown beside the
      fields) or `Refused` (shown above them).

    Signals:
        saved(id): the page was saved; `closed` follows.
        shown_again(): the fields show other values than before, and nobody typed them.

    Class attributes:
        dialog_signs: in a dialog, the page is as wide as so many signs of average width.
    """

    dialog_signs = 74
    saved = Signal(object)
    shown_again = Signal()

    def __init__(self, title: str, *, draft: Draft | None = None, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.fields: dict[str, Field] = {}
        self._messages: dict[str, _Message] = {}
        self._draft = draft
        self._loaded: dict[str, Any] = {}
        self._build()
        self._timer = QTimer(self, singleShot=True, interval=_DRAFT_AFTER_MS)
        self._timer.timeout.connect(self._keep_draft)

    # What a page overrides

    def load(self) -> dict[str, Any]:
        """The values to show: field name → value; a field that is not named is empty."""
        return {}

    def check(self, values: dict[str, Any]) -> dict[str, str]:  # noqa: ARG002
        """Problems that need no attempt to save: field name → sentence."""
        return {}

    def save(self, values: dict[str, Any]) -> object:  # noqa: ARG002
        """Keep the values through one rule and give the id of the record."""
        raise TypeError(f"{type(self).__name__} says how it is saved in save()")

    # Building

    def add_section(self, title: str, hint: str = "") -> None:
        """Begin a group of fields under a heading."""
        row = self._grid.rowCount()
        heading = QLabel(title)
        look(heading, "heading")
        heading.setContentsMargins(0, GRID if row > 1 else 0, 0, 0)
        self._grid.addWidget(heading, row, 0, 1, 2)
        if hint:
            text = QLabel(hint, wordWrap=True)
            look(text, "quiet")
            self._grid.addWidget(text, row + 1, 0, 1, 2)

    def add_field(self, name: str, label: str, field: Field, hint: str = "") -> Field:
        """Add a field with its label, and hand it back.

        Args:
            name: the name in `load`, `check` and `save`.
            label: shown beside it; `&` marks the letter that jumps to it with Alt.
            field: the field; with an empty label it takes the label's place too.
            hint: a quiet sentence below it.
        """
        self.fields[name] = field
        message = self._messages[name] = _Message(hint)
        target = field.target()
        target.setAccessibleName(label.replace("&", ""))
        target.setAccessibleDescription(hint)
        cell = QVBoxLayout()
        cell.setSpacing(2)
        cell.addWidget(field)
        cell.addWidget(message)
        row = self._grid.rowCount()
        if label:
            caption = QLabel(label, alignment=Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            caption.setTextFormat(Qt.TextFormat.PlainText)
            caption.setWordWrap(True)
            caption.setContentsMargins(0, 7, GRID, 0)
            caption.setBuddy(target)
            self._grid.addWidget(caption, row, 0)
            self._grid.addLayout(cell, row, 1)
        else:
            self._grid.addLayout(cell, row, 0, 1, 2)
        field.changed.connect(lambda: self._field_changed(name))
        return field

    def add_widget(self, widget: QWidget) -> None:
        """Add anything else across the whole width: a table of contacts, a preview."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def show_field(self, name: str, shown: bool) -> None:
        """Show or hide a field with its label and message (a person has no ISIL)."""
        field = self.fields[name]
        place = self._row_of(field)
        caption = self._grid.itemAtPosition(place, 0)
        for widget in (field, caption.widget() if caption else None):
            if widget:
                widget.setVisible(shown)
        self._messages[name].setVisible(shown and bool(self._messages[name].text()))

    def start(self) -> None:
        """Load the values, and offer a draft that a crash left behind. Call it when all fields are added."""
        self._set_values(self.load())
        self._loaded = self.typed()
        kept = self._draft.read() if self._draft else None
        if kept and kept[0] != self._loaded:
            self._offer(*kept)
        self.shown_again.emit()

    # Values

    def values(self) -> dict[str, Any]:
        """Field name → value of every field."""
        return {name: field.value() for name, field in self.fields.items()}

    def typed(self) -> dict[str, Any]:
        """Field name → what stands in it, readable or not."""
        return {name: field.typed() for name, field in self.fields.items()}

    def is_changed(self) -> bool:
        """Whether something differs from what was loaded."""
        return self.typed() != self._loaded

    def show_problems(self, problems: dict[str, str]) -> None:
        """Show each sentence beside its field and put the keyboard into the first; others go above the fields."""
        for name, message in self._messages.items():
            message.say(problems.get(name, ""))
            self.fields[name].mark(name in problems)
        homeless = [sentence for name, sentence in problems.items() if name not in self.fields]
        self._say("\n".join(homeless))
        first = next((name for name in self.fields if name in problems), None)
        if first:
            self.fields[first].target().setFocus()
            QTimer.singleShot(0, self, lambda: self._bring_into_view(first))

    def problems_now(self) -> dict[str, str]:
        """What stands in the way of saving: field name → sentence, in the order of the page."""
        unreadable = {name: field.problem() for name, field in self.fields.items() if not field.isHidden()}
        found = {**self.check(self.values()), **{name: told for name, told in unreadable.items() if told}}
        return {name: found[name] for name in [*self.fields, *found] if name in found}

    def save_now(self) -> bool:
        """Check and save; False when something stands in the way, which is then shown."""
        self.setFocus()
        values = self.values()
        ordered = self.problems_now()
        self.show_problems(ordered)
        if ordered:
            return False
        try:
            record = self.save(values)
        except Invalid as invalid:
            self.show_problems(invalid.problems)
            return False
        except Refused as refusal:
            self._say(str(refusal))
            return False
        self._forget_draft()
        self._loaded = self.typed()
        self.saved.emit(record)
        return True

    def take_keyboard(self) -> None:
        """The keyboard goes into the first field."""
        next(iter(self.fields.values())).target().setFocus()

    def may_leave(self) -> bool:
        if not self.is_changed():
            self._forget_draft()
            return True
        answer = ask_unsaved(self)
        if answer == SAVE:
            return self.save_now()
        if answer == DISCARD:
            self._forget_draft()
            return True
        return False

    # Inside

    def wanted_height(self, width: int) -> int:
        """The height, in pixels, at which nothing has to be scrolled when the page is so wide."""
        inner = self._scroll.widget()
        room = width - 6 * GRID
        content = inner.layout().heightForWidth(room) if inner.layout().hasHeightForWidth() else 0
        others = self.title.sizeHint().height() + self.save_button.sizeHint().height() + 10 * GRID
        return max(content, inner.sizeHint().height()) + others

    def _build(self) -> None:
        self._banner = _Banner()
        self.body.addWidget(self._banner)
        inner = named_page()
        inner.setMaximumWidth(_FORM_WIDTH)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, 2, 2 * GRID, 2 * GRID)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)
        self.body.addWidget(self._scroll, 1)
        self.buttons = QHBoxLayout()
        self.save_button = QPushButton(_("Save"))
        self.save_button.setToolTip(_("Save (Ctrl+S)"))
        self.save_button.clicked.connect(self._save_clicked)
        look(self.save_button, "main")
        self.cancel_button = QPushButton(_("Cancel"))
        self.cancel_button.clicked.connect(self.leave)
        self.buttons.addWidget(self.save_button)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addStretch(1)
        self.body.addLayout(self.buttons)
        for keys in ("Ctrl+S", "Ctrl+Return"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._save_clicked)

    def _row_of(self, field: Field) -> int:
        for row in range(self._grid.rowCount()):
            cell = self._grid.itemAtPosition(row, 1)
            layout = cell.layout() if cell else None
            if layout and layout.indexOf(field) >= 0:
                return row
        raise KeyError(field)

    def _set_values(self, values: dict[str, Any]) -> None:
        for name, value in values.items():
            self.fields[name].set_value(value)

    def _field_changed(self, name: str) -> None:
        if self._messages[name].wrong:
            self._messages[name].say("")
            self.fields[name].mark(False)
        self._timer.start()

    def _save_clicked(self) -> None:
        if self.save_now():
            self.closed.emit()

    def _bring_into_view(self, name: str) -> None:
        for widget in (self.fields[name], self._messages[name]):
            self._scroll.ensureWidgetVisible(widget, 0, 2 * GRID)

    def _say(self, sentence: str) -> None:
        if sentence:
            self._banner.say("warning", sentence)
        else:
            self._banner.hide()

    def _keep_draft(self) -> None:
        if self._draft and self.is_changed():
            self._draft.write(self.typed())

    def _forget_draft(self) -> None:
        self._timer.stop()
        if self._draft:
            self._draft.discard()

    def _offer(self, typed: dict[str, Any], when: datetime.datetime) -> None:
        from babel.dates import format_date

        sentence = _("On {day} at {time} something was typed here and not saved.").format(
            day=format_date(when, "long", locale=language()), time=f"{when:%H:%M}"
        )
        self._banner.say(
            "history",
            sentence,
            (_("Bring it back"), lambda: self._bring_back(typed)),
            (_("Throw it away"), self._throw_away),
        )

    def _bring_back(self, typed: dict[str, Any]) -> None:
        for name, value in typed.items():
            if name in self.fields:
                self.fields[name].set_typed(value)
        self._hide_offer()
        self.shown_again.emit()

    def _throw_away(self) -> None:
        self._forget_draft()
        self._hide_offer()

    def _hide_offer(self) -> None:
        # Its button has the keyboard, which would go to the window's tabs.
        self.take_keyboard()
        self._banner.hide()


class _Message(QWidget):
    """The line below a field: a quiet hint, or in the error's colour what is wrong."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self._hint = hint
        self.wrong = False
        self._sign = QLabel()
        self._text = QLabel(wordWrap=True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.say("")

    def text(self) -> str:
        return self._text.text()

    def say(self, sentence: str) -> None:
        self.wrong = bool(sentence)
        self._text.setText(sentence or self._hint)
        self._text.setAccessibleName(sentence or self._hint)
        look(self._text, "error" if sentence else "small")
        self._sign.setVisible(self.wrong)
        if self.wrong:
            side = self.fontMetrics().height()
            colour = self.palette().color(QPalette.ColorRole.BrightText)
            self._sign.setPixmap(icons.pixmap("warning", side, colour, self.devicePixelRatioF()))
        self.setVisible(bool(sentence or self._hint))


class _Banner(QFrame):
    """A sentence above the fields, with at most two buttons."""

    def __init__(self) -> None:
        super().__init__()
        look(self, "banner")
        self._sign = QLabel()
        self._text = QLabel(wordWrap=True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(GRID, GRID, GRID, GRID)
        self._row.setSpacing(GRID)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._text, 1)
        self._buttons: list[QPushButton] = []
        self.hide()

    def say(self, sign: str, sentence: str, *actions: tuple[str, Any]) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        colour = self.palette().color(QPalette.ColorRole.WindowText)
        self._sign.setPixmap(icons.pixmap(sign, 20, colour, self.devicePixelRatioF()))
        self._text.setText(sentence)
        for label, do in actions:
            button = QPushButton(label)
            button.clicked.connect(lambda _on=False, do=do: do())
            self._row.addWidget(button)
            self._buttons.append(button)
        self.show()
