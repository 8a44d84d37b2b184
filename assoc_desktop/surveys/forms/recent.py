"""Beside the form that is typed in: how many forms there are, and the last ones, each with its Undo."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from assoc_desktop.language import _, ngettext
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.widgets.elided import ElidedLabel
from assoc_desktop.widgets.theme import look

_WIDTH = 230


@dataclass(frozen=True)
class Typed:
    """A form that was typed in since the page was opened; only the page knows with which code."""

    response_id: int
    number: int
    answers: dict[str, str]
    code: str
    name: str
    member_id: int | None


class RecentForms(QWidget):
    """The count of forms and the last of them.

    Signals:
        undo_wanted(Typed): take this form back.
    """

    undo_wanted = Signal(object)

    def __init__(self, mode: str, conventions: Conventions) -> None:
        super().__init__()
        self._say = conventions
        self.setFixedWidth(_WIDTH * max(16, self.fontMetrics().height()) // 16)
        self.count = plain("", "title")
        self._rows = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.count, plain(mode, "small"), plain(_("Typed in just now"), "heading")):
            column.addWidget(widget)
        column.addLayout(self._rows)
        column.addStretch(1)

    def show_forms(self, count: int, recent: Iterable[Typed]) -> None:
        """Show how many forms there are, and the last ones."""
        self.count.setText(ngettext("{n} form", "{n} forms", count).format(n=self._say.number(count)))
        while (item := self._rows.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for typed in recent:
            self._rows.addWidget(self._row(typed))

    def _row(self, typed: Typed) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        words = typed.name or _("Form {n}").format(n=typed.number)
        line.addWidget(ElidedLabel(words), 1)
        button = QPushButton(_("Undo"))
        look(button, "plain")
        button.setAccessibleName(_("Take {form} back").format(form=words))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.undo_wanted.emit(typed))
        line.addWidget(button)
        return row


def plain(words: str, name: str) -> QLabel:
    """A label that shows words as they were typed, in a look."""
    label = QLabel(words, wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if name:
        look(label, name)
    return label
