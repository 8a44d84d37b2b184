"""One of several, yes or no, and tags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QGridLayout,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from assoc_desktop.language import _
from assoc_desktop.language.folding import fold
from assoc_desktop.widgets.fields.base import Field, OneLineField

#: Where an item keeps its word without accents and capitals.
_FOLDED = Qt.ItemDataRole.UserRole + 1


class ComboBox(QComboBox):
    """A choice that the mouse wheel does not change by accident while the page scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def offer(self, items: Sequence[tuple[Any, str]], otherwise: Any = None) -> None:
        """Offer other items, pairs (value, word); what was chosen stays chosen.

        Args:
            otherwise: chosen when what was chosen is not offered; the first item when this is not offered either.
        """
        wanted = self.currentData()
        self.clear()
        for value, word in items:
            self.addItem(word, value)
        if not self.choose(wanted):
            self.choose(otherwise)

    def choose(self, value: Any) -> bool:
        """Choose the item with that value; the first, and False, when it is not offered."""
        values = [self.itemData(place) for place in range(self.count())]
        self.setCurrentIndex(values.index(value) if value in values else 0)
        return value in values

    def showPopup(self) -> None:
        """The list is as wide as its words, however narrow the box is, as far as the screen goes."""
        view = self.view()
        bar = view.verticalScrollBar().sizeHint().width() if self.count() > self.maxVisibleItems() else 0
        words = view.sizeHintForColumn(0) + bar + 2 * view.frameWidth()
        view.setMinimumWidth(min(max(words, self.width()), self.screen().availableGeometry().width()))
        super().showPopup()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Typing replaces the word, whether the keyboard came by Tab or was sent here."""
        super().focusInEvent(event)
        line = self.lineEdit()
        if line and event.reason() == Qt.FocusReason.OtherFocusReason:
            line.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A word that has no room ends in an ellipsis."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        box, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(box, option, field, self).width() - 2
        shown = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        if self.isEditable() or shown == option.currentText:
            super().paintEvent(event)
            return
        option.currentText = shown
        painter = QStylePainter(self)
        painter.drawComplexControl(box, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


def add_choice(grid: QGridLayout, label: str) -> ComboBox:
    """Add a choice, with its label beside it, as the last row of a grid."""
    box, caption = ComboBox(), QLabel(label)
    box.setAccessibleName(label.replace("&", ""))
    caption.setBuddy(box)
    row = grid.rowCount()
    grid.addWidget(caption, row, 0)
    grid.addWidget(box, row, 1)
    return box


class ChoiceField(Field):
    """One of several values.

    Args:
        choices: pairs (value, word shown). Values are JSON values or whatever `==` compares; None is "nothing".
        search: the person can type to find a choice (long lists).
    """

    def __init__(
        self, choices: Sequence[tuple[Any, str]], *, search: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.box = ComboBox()
        self._values: list[Any] = []
        self._search = search
        self.layout_.addWidget(self.box)
        self.set_choices(choices)
        self.box.activated.connect(lambda _place: self.changed.emit())
        if search:
            self._make_searchable()

    def set_choices(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Offer other choices; the value stays if it is still offered."""
        before = self.value() if self._values else None
        self._values = [value for value, _word in choices]
        self.box.clear()
        self.box.addItems([word for _value, word in choices])
        if self._search:
            for place, (_value, word) in enumerate(choices):
                self.box.setItemData(place, fold(word), _FOLDED)
        self.set_typed(before)

    def value(self) -> Any:
        place = self._place()
        return self._values[place] if 0 <= place < len(self._values) else None

    def problem(self) -> str:
        if not self._search or self._place() >= 0 or not self.box.currentText().strip():
            return ""
        return _("“{text}” is not in the list.").format(text=self.box.currentText())

    def typed(self) -> Any:
        return self.value()

    def set_typed(self, typed: Any) -> None:
        place = self._values.index(typed) if typed in self._values else -1
        if place < 0 and None in self._values:
            place = self._values.index(None)
        if place < 0 and self._values and not self._search:
            place = 0
        self.box.setCurrentIndex(place)
        if place < 0 and self._search:
            self.box.setEditText("")

    def target(self) -> QWidget:
        return self.box

    def _place(self) -> int:
        if not self._search:
            return self.box.currentIndex()
        text = self.box.currentText()
        if self.box.itemText(self.box.currentIndex()) == text:
            return self.box.currentIndex()
        place = self.box.findText(text.strip(), Qt.MatchFlag.MatchFixedString)
        folded = fold(text)
        return self.box.findData(folded, _FOLDED) if place < 0 and folded else place

    def _make_searchable(self) -> None:
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = self.box.lineEdit()
        if line is None:
            raise RuntimeError("an editable box has a line")
        line.textEdited.connect(lambda _text: self.changed.emit())
        completer = _FoldedWords(self.box)
        self.box.setCompleter(completer)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(12)


class _FoldedWords(QCompleter):
    """Finds the words of a box without accents and capitals: `tele` finds Téléphone."""

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box.model(), box)
        self.setCompletionRole(_FOLDED)

    def splitPath(self, path: str) -> list[str]:
        return [fold(path)]

    def pathFromIndex(self, index: Any) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class CheckField(Field):
    """Yes or no; the sentence stands beside the box."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox(sentence)
        self.box.clicked.connect(lambda _on: self.changed.emit())
        self.layout_.addWidget(self.box)

    def typed(self) -> bool:
        return self.box.isChecked()

    def set_typed(self, typed: object) -> None:
        self.box.setChecked(bool(typed))

    def target(self) -> QWidget:
        return self.box


class TagsField(OneLineField):
    """Tags: words separated by commas, completed from those that exist. The value is a list of texts."""

    def __init__(self, known: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(_("Words separated by commas"), parent)
        completer = _LastWord(list(known), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(lambda _text: self.changed.emit())
        self.line.setCompleter(completer)
        self.layout_.addWidget(self.line)

    def value(self) -> list[str]:
        tags: dict[str, str] = {}
        for word in self.line.text().split(","):
            tag = " ".join(word.split())
            if tag:
                tags.setdefault(fold(tag) or tag, tag)
        return list(tags.values())

    def set_value(self, value: Sequence[str]) -> None:
        self.line.setText(", ".join(value))


class _LastWord(QCompleter):
    """Completes the word after the last comma and leaves the others."""

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: Any) -> str:
        line = self.widget()
        before = line.text().rpartition(",")[0].strip() if isinstance(line, QLineEdit) else ""
        word = super().pathFromIndex(index)
        return f"{before}, {word}" if before else word
