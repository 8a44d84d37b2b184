"""What every field of a form page promises."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

#: A narrow field is as wide as this many signs of average width.
_NARROW_SIGNS = 18


class Field(QWidget):
    """One value on a form page.

    A field gives its value with `value()`, and a sentence with `problem()` when what stands in it cannot be read.
    `typed()` is what stands in it, readable or not, as JSON (or bytes): it is what drafts keep.

    Signals:
        changed(): the person changed something.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layout_ = QVBoxLayout(self)
        self.layout_.setContentsMargins(0, 0, 0, 0)

    def value(self) -> Any:
        """The value, of the kind the field is for. Only meaningful while `problem()` is empty."""
        return self.typed()

    def set_value(self, value: Any) -> None:
        """Show a value; the person did not change anything."""
        self.set_typed(value)

    def problem(self) -> str:
        """Why what was typed cannot be read; empty when it can."""
        return ""

    def typed(self) -> Any:
        """What stands in the field, as JSON or bytes."""
        raise TypeError(f"{type(self).__name__} says what it holds in typed()")

    def set_typed(self, typed: Any) -> None:  # noqa: ARG002
        """Put back what `typed()` gave."""
        raise TypeError(f"{type(self).__name__} shows what it is given in set_typed()")

    def target(self) -> QWidget:
        """The widget that takes the keyboard and is the label's buddy."""
        return self

    def mark(self, wrong: bool) -> None:
        """Draw the field as wrong, or as right again."""
        target = self.target()
        target.setProperty("wrong", wrong)
        target.style().unpolish(target)
        target.style().polish(target)

    def keep_narrow(self) -> None:
        """Make the field as wide as what it holds needs: a date does not fill the line."""
        self.target().setMaximumWidth(self.fontMetrics().averageCharWidth() * _NARROW_SIGNS + 48)


class OneLineField(Field):
    """A field of one line. A subclass lays `line` out and says what its text means.

    Args:
        hint: shown in the empty field.
    """

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(placeholderText=hint)
        self.line.textEdited.connect(lambda _text: self.changed.emit())

    def typed(self) -> str:
        return self.line.text()

    def set_typed(self, typed: object) -> None:
        self.line.setText(str(typed or ""))

    def target(self) -> QWidget:
        return self.line
