"""A form page in a small window of its own: a membership, a category, a date of leaving."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from assoc_desktop.language import _
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.theme import GRID


class FormDialog(QDialog):
    """Shows a form page over its window until it is saved or left.

    Args:
        page: the page; its `saved` tells what was kept.
        parent: over which window.
        save: label of the button that saves, where “Save” does not say enough.
    """

    def __init__(self, page: FormPage, parent: QWidget, save: str = "") -> None:
        super().__init__(parent)
        self.page = page
        self.setWindowTitle(_("Assoc Desktop"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.back.hide()
        if save:
            page.save_button.setText(save)
        page.closed.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, GRID)
        layout.addWidget(page)
        # Only now is it the dialog's button; said before, Enter would press the first button, which is hidden.
        page.save_button.setDefault(True)

    def show_fitting(self) -> None:
        """Show the dialog as large as its page needs, and no larger than the screen."""
        room = self.screen().availableGeometry()
        signs = self.fontMetrics().averageCharWidth() * self.page.dialog_signs
        width = min(signs, room.width() - 4 * GRID)
        height = min(self.page.wanted_height(width), room.height() - 8 * GRID)
        self.resize(width, height)
        self.open()
        first = next((field for field in self.page.fields.values() if not field.isHidden()), None)
        if first:
            first.target().setFocus()

    def grow(self) -> None:
        """The page has come to need more room: take it, as far as the screen has it."""
        self.resize(self.width(), max(self.height(), self._fitting_height(self.width())))

    def _fitting_height(self, width: int) -> int:
        return min(self.page.wanted_height(width), self.screen().availableGeometry().height() - 8 * GRID)

    def reject(self) -> None:
        """Esc: the page asks about what is not saved."""
        if self.page.may_leave():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.isVisible() and not self.page.may_leave():
            event.ignore()
            return
        super().closeEvent(event)


def show_form(
    page: FormPage, parent: QWidget, saved: Callable[[object], object], save: str = ""
) -> FormDialog:
    """Show a form page in a dialog over a window, and call `saved` with the record once it was kept."""
    dialog = FormDialog(page, parent.window(), save)
    page.saved.connect(lambda record: saved(record))
    dialog.show_fitting()
    return dialog
