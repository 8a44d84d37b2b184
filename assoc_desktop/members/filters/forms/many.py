"""Several of a list: a button that tells what is chosen, and a list of boxes to tick below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from assoc_desktop.language import _
from assoc_desktop.language.folding import fold
from assoc_desktop.members.filters.model import Ref
from assoc_desktop.members.filters.telling import joined
from assoc_desktop.widgets.fields import Field
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.theme import GRID

#: Longer lists get a line to type into.
_LONG = 12
_MOST_SEEN = 10


class ManyField(Field):
    """Several values. It opens with a click, Space, Enter or Down; Space ticks, Esc closes.

    Args:
        choices: pairs (value, word shown). A record is known by its id, whatever its name.
        or_: whether the words are joined with "or", else with "and".
    """

    def __init__(
        self, choices: Sequence[tuple[Any, str]], *, or_: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choices = list(choices)
        self._chosen: list[Any] = []
        self._or = or_
        self.box = _Opener()
        self.box.opened.connect(self.open_list)
        self.layout_.addWidget(self.box)
        self._tell()

    def value(self) -> list[Any]:
        return [value for value, _word in self._choices if _key(value) in map(_key, self._chosen)]

    def set_value(self, value: Sequence[Any]) -> None:
        """Choose values; one that is not offered is offered from now on, as no longer there."""
        known = {_key(each) for each, _word in self._choices}
        for each in value:
            if _key(each) not in known:
                name = each.name if isinstance(each, Ref) else str(each)
                self._choices.append((each, _("{name} (no longer there)").format(name=name)))
        self._chosen = list(value)
        self._tell()

    def typed(self) -> list[Any]:
        return self.value()

    def set_typed(self, typed: Any) -> None:
        self.set_value(typed)

    def target(self) -> QWidget:
        return self.box

    def open_list(self) -> TickList:
        """Show the list below the button."""
        ticks = TickList(self._choices, self.value(), self)
        ticks.ticked.connect(self._ticked)
        ticks.open_below(self.box)
        return ticks

    def _ticked(self, chosen: list[Any]) -> None:
        self._chosen = chosen
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        keys = {_key(value) for value in self._chosen}
        words = [word for value, word in self._choices if _key(value) in keys]
        text = joined(words, "or" if self._or else "standard") if words else _("Choose…")
        self.box.show_text(text)
        self.box.setToolTip(text if words else "")


def _key(value: Any) -> Any:
    return value.id if isinstance(value, Ref) else value


class _Opener(ComboBox):
    """Looks like a choice, and opens the list of boxes.

    Signals:
        opened(): the list is wanted.
    """

    opened = Signal()

    def show_text(self, text: str) -> None:
        self.clear()
        self.addItem(text)

    def showPopup(self) -> None:
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class TickList(QFrame):
    """A list of boxes to tick, with a line to find words in a long one.

    Signals:
        ticked(values): other values are ticked now.
    """

    ticked = Signal(object)

    def __init__(self, choices: Sequence[tuple[Any, str]], chosen: Sequence[Any], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._values = [value for value, _word in choices]
        self.typed = QLineEdit(placeholderText=_("Type to find"))
        self.typed.setAccessibleName(_("Type to find"))
        self.typed.setVisible(len(choices) > _LONG)
        self.typed.textChanged.connect(self._search)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Choices"))
        keys = {_key(value) for value in chosen}
        for value, word in choices:
            item = QListWidgetItem(word)
            item.setSizeHint(QSize(0, self.fontMetrics().height() + GRID))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = _key(value) in keys
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.itemChanged.connect(self._changed)
        self.list.setCurrentRow(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.addWidget(self.typed)
        layout.addWidget(self.list)

    def open_below(self, box: QWidget) -> None:
        """Show the list below what it belongs to, or above where there is no room below."""
        row = max(self.list.sizeHintForRow(0), 1)
        self.list.setFixedHeight(row * min(max(self.list.count(), 1), _MOST_SEEN) + 4)
        self.setMinimumWidth(max(box.width(), self.list.sizeHintForColumn(0) + 6 * GRID))
        self.adjustSize()
        room = box.screen().availableGeometry()
        below, above = box.mapToGlobal(QPoint(0, box.height())), box.mapToGlobal(QPoint(0, 0))
        fits = below.y() + self.height() <= room.bottom()
        x = max(room.left(), min(below.x(), room.right() - self.width()))
        self.move(x, below.y() if fits else max(room.top(), above.y() - self.height()))
        self.show()
        (self.typed if not self.typed.isHidden() else self.list).setFocus()

    def event(self, event: QEvent) -> bool:
        """Esc closes the list, and not the page below, whose key it is too."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(event.key() == Qt.Key.Key_Escape)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes from the line into the list; Enter is done."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        elif event.key() == Qt.Key.Key_Down and self.typed.hasFocus():
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    def _changed(self, _item: QListWidgetItem) -> None:
        places = range(self.list.count())
        ticked = [place for place in places if self.list.item(place).checkState() == Qt.CheckState.Checked]
        self.ticked.emit([self._values[place] for place in ticked])

    def _search(self, text: str) -> None:
        """Leave the words that have the text in them; the first that begins with it is the one that Space ticks."""
        wanted, words = fold(text), [fold(self.list.item(place).text()) for place in range(self.list.count())]
        for place, word in enumerate(words):
            self.list.item(place).setHidden(wanted not in word)
        first = next((place for place, word in enumerate(words) if word.startswith(wanted)), None)
        inside = next((place for place, word in enumerate(words) if wanted in word), 0)
        self.list.setCurrentRow(inside if first is None else first)
