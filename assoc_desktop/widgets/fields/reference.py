"""A choice among very many, found by typing: an employer among 15,000 institutions, a country, languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from assoc_desktop.language import _
from assoc_desktop.language.folding import fold
from assoc_desktop.widgets.fields.base import Field
from assoc_desktop.widgets.fields.choice import TagsField

#: Text typed → what it may mean: (value, name, a detail that tells namesakes apart).
Find = Callable[[str], Sequence[tuple[Any, str, str]]]

_VALUE = Qt.ItemDataRole.UserRole
_NAME = Qt.ItemDataRole.UserRole + 1
_MOST_OFFERED = 12


class ReferenceField(Field):
    """One of very many, or None. What is typed is looked up with accents, case and apostrophes not mattering.

    Args:
        find: what a text may mean, best first; called while the person types, so it answers within milliseconds.
        name_of: value → its name.
        hint: shown in the empty field.
    """

    def __init__(
        self, find: Find, name_of: Callable[[Any], str], hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._find, self._name_of = find, name_of
        self._value: Any = None
        self._name = ""
        self.line = QLineEdit(placeholderText=hint)
        self._model = QStandardItemModel(self)
        self.completer = QCompleter(self._model, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setCompletionRole(_NAME)
        self.completer.activated[QModelIndex].connect(self._chosen)  # type: ignore[index]
        self.line.setCompleter(self.completer)
        self.line.textEdited.connect(self._edited)
        self.line.editingFinished.connect(self._tidy)
        self.layout_.addWidget(self.line)

    def value(self) -> Any:
        self._settle()
        return self._value

    def problem(self) -> str:
        self._settle()
        if self._value is not None or not self.line.text().strip():
            return ""
        if len(self._exact()) > 1:
            return _(
                "Several are named “{text}”. Choose one from the list that opens while you type."
            ).format(text=self.line.text())
        return _("“{text}” is not in the list.").format(text=self.line.text())

    def typed(self) -> list[Any]:
        return [self._value, self.line.text()]

    def set_value(self, value: Any) -> None:
        name = "" if value in (None, "") else self._name_of(value)
        self.set_typed([value or None, name])

    def set_typed(self, typed: Any) -> None:
        self._value, text = typed or [None, ""]
        self._name = text if self._value is not None else ""
        self.line.setText(text)
        self.line.setCursorPosition(0)

    def target(self) -> QWidget:
        return self.line

    def _edited(self, text: str) -> None:
        if text != self._name:
            self._value = None
        self._model.clear()
        for value, name, detail in self._find(text) if text.strip() else ():
            item = QStandardItem(f"{name} · {detail}" if detail else name)
            item.setData(value, _VALUE)
            item.setData(name, _NAME)
            self._model.appendRow(item)
        self.changed.emit()

    def _chosen(self, index: QModelIndex) -> None:
        self._take(index.data(_VALUE), index.data(_NAME))
        # The completer writes into the line after this signal.
        QTimer.singleShot(0, self.line, lambda: self.line.setText(self._name))
        self.changed.emit()

    def _take(self, value: Any, name: str) -> None:
        self._value, self._name = value, name
        self.line.setText(name)

    def _settle(self) -> None:
        """A name typed whole means what it names, when only one is named so; the line is left as it is typed."""
        if self._value is None and self.line.text().strip():
            exact = self._exact()
            if len(exact) == 1:
                self._value, self._name = exact[0][0], self.line.text()

    def _tidy(self) -> None:
        """`senegal` becomes `Sénégal` when the field is left, so that the person sees what was understood."""
        self._settle()
        if self._value is not None and fold(self._name) == fold(self.line.text()):
            self._take(self._value, self._name_of(self._value) or self._name)

    def _exact(self) -> list[tuple[Any, str]]:
        text = self.line.text()
        wanted = fold(text)
        return [(value, name) for value, name, _detail in self._find(text) if fold(name) == wanted]


def among(names: Mapping[Any, str]) -> Find:
    """A `find` over a few hundred names: those that begin with the text first, then those with a word that does."""
    folded = [(fold(name), value, name) for value, name in names.items()]
    folded.sort()

    def find(text: str) -> list[tuple[Any, str, str]]:
        wanted = fold(text)
        first = [row for row in folded if row[0].startswith(wanted)]
        later = [row for row in folded if f" {wanted}" in row[0] and not row[0].startswith(wanted)]
        return [(value, name, "") for _folded, value, name in (first + later)[:_MOST_OFFERED]]

    return find


class WordsField(TagsField):
    """Several of a few hundred known words, separated by commas. The value is the list of their keys, in order.

    Args:
        words: key → word.
    """

    def __init__(self, words: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(sorted(words.values(), key=fold), parent)
        self._words = words
        self._keys = {fold(word): key for key, word in words.items()}

    def value(self) -> list[str]:
        return [self._keys[fold(word)] for word in super().value() if fold(word) in self._keys]

    def set_value(self, value: Sequence[str]) -> None:
        super().set_value([self._words.get(key, key) for key in value])

    def problem(self) -> str:
        unknown = next((word for word in super().value() if fold(word) not in self._keys), None)
        return "" if unknown is None else _("“{text}” is not in the list.").format(text=unknown)
