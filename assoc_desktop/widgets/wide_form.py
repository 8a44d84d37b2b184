"""A form page in two columns where there is room for them, in one where there is not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from assoc_desktop.widgets.drafts import Draft
from assoc_desktop.widgets.fields.base import Field
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.theme import GRID, look

#: A column is never narrower than this many signs of average width; a caption takes up to this many.
_COLUMN_SIGNS, _CAPTION_SIGNS = 58, 19
_MOST_WIDTH_SIGNS = 220


class WideFormPage(FormPage):
    """A `FormPage` whose sections stand side by side. Works like its base; `add_section` takes a side."""

    def __init__(self, title: str, *, draft: Draft | None = None, parent: QWidget | None = None) -> None:
        super().__init__(title, draft=draft, parent=parent)
        self._columns = Columns()
        self._places: dict[str, tuple[QGridLayout, int]] = {}
        inner = self._scroll.widget()
        inner.setMaximumWidth(self.fontMetrics().averageCharWidth() * _MOST_WIDTH_SIGNS)
        inner.layout().insertWidget(0, self._columns)

    def add_section(self, title: str, hint: str = "", *, side: int = 0) -> QFrame:
        """Begin a group of fields under a heading, in the left (0) or right (1) column."""
        section = QFrame()
        look(section, "card")
        self._grid = QGridLayout(section)
        self._grid.setContentsMargins(2 * GRID, GRID + GRID // 2, 2 * GRID, 2 * GRID)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnMinimumWidth(0, self.fontMetrics().averageCharWidth() * _CAPTION_SIGNS)
        self._grid.setColumnStretch(1, 1)
        self._columns.add(section, side)
        super().add_section(title, hint)
        return section

    def add_field(self, name: str, label: str, field: Field, hint: str = "") -> Field:
        """Add a field with its label to the section begun last; see `FormPage.add_field`."""
        self._places[name] = (self._grid, self._grid.rowCount())
        return super().add_field(name, label, field, hint)

    def show_field(self, name: str, shown: bool) -> None:
        """Show or hide a field with its label and message."""
        grid, row = self._places[name]
        caption = grid.itemAtPosition(row, 0)
        if caption and caption.widget():
            caption.widget().setVisible(shown)
        self.fields[name].setVisible(shown)
        self._messages[name].setVisible(shown and bool(self._messages[name].text()))


class Columns(QWidget):
    """Sections in two columns, or below one another when two do not fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sections: list[tuple[QWidget, int]] = []
        self._two = True
        self._sides = (QVBoxLayout(), QVBoxLayout())
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(2 * GRID)
        for side in self._sides:
            side.setSpacing(2 * GRID)
            side.addStretch(1)
            across.addLayout(side, 1)

    def add(self, section: QWidget, side: int) -> None:
        """Add a section at the end of a column; in one column, sections stand in the order of adding."""
        self._sections.append((section, side))
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """As narrow as one column: the layout of this moment must not keep the page wide."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._choose()

    def _choose(self) -> None:
        two = self.width() >= 2 * self.fontMetrics().averageCharWidth() * _COLUMN_SIGNS + 2 * GRID
        if two != self._two:
            self._two = two
            self._arrange()

    def _arrange(self) -> None:
        for section, side in self._sections:
            # Removed, not taken: an item of a layout that outlives its place keeps the height of the section stale.
            for column in self._sides:
                column.removeWidget(section)
            column = self._sides[side if self._two else 0]
            column.insertWidget(column.count() - 1, section)
        layout = self.layout()
        layout.setStretch(1, 1 if self._two else 0)
        layout.setSpacing(2 * GRID if self._two else 0)


def plain_label(text: str = "", name: str = "") -> QLabel:
    """A label for words that people typed: never read as markup, wrapped, and selectable."""
    label = QLabel(text, wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if name:
        look(label, name)
    return label
