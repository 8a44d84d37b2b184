"""Questions and refusals, in whole sentences."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from assoc_desktop.language import _
from assoc_desktop.widgets.theme import look

SAVE, DISCARD, STAY = "save", "discard", "stay"
ADD, OPEN = "add", "open"


def show_refusal(parent: QWidget | None, sentence: str, title: str = "") -> None:
    """Show why something is not done; the sentence is a `Refused`'s."""
    box = _box(parent, QMessageBox.Icon.Warning, title or _("This cannot be done"), sentence)
    box.addButton(_("Close"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def show_information(parent: QWidget | None, title: str, sentence: str) -> None:
    """Tell something that needs to be read."""
    box = _box(parent, QMessageBox.Icon.Information, title, sentence)
    box.addButton(_("Close"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def confirm(parent: QWidget | None, title: str, sentence: str, do: str, *, danger: bool = False) -> bool:
    """Ask before something is done.

    Args:
        parent: over which window.
        title: the question.
        sentence: what will happen.
        do: label of the button that does it.
        danger: it takes something away; then Cancel is the button that Enter presses.
    """
    box = _box(parent, QMessageBox.Icon.Question, title, sentence)
    yes = box.addButton(do, QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    look(yes, "danger" if danger else "main")
    box.setDefaultButton(no if danger else yes)
    box.setEscapeButton(no)
    box.exec()
    return box.clickedButton() is yes


def ask_unsaved(parent: QWidget | None) -> str:
    """Ask what becomes of changes that are not saved: `SAVE`, `DISCARD` or `STAY`."""
    box = _box(
        parent,
        QMessageBox.Icon.Question,
        _("Save the changes?"),
        _("What you typed on this page is not saved yet."),
    )
    save = box.addButton(_("Save"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(_("Discard"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(_("Stay on the page"), QMessageBox.ButtonRole.RejectRole)
    look(save, "main")
    box.setDefaultButton(save)
    box.setEscapeButton(stay)
    box.exec()
    pressed = box.clickedButton()
    return SAVE if pressed is save else DISCARD if pressed is discard else STAY


def ask_known(parent: QWidget, title: str, sentence: str) -> str:
    """Ask what becomes of somebody new who seems to be in the list already: `ADD`, `OPEN` or `STAY`."""
    box = _box(parent, QMessageBox.Icon.Question, title, sentence)
    add = box.addButton(_("&Add all the same"), QMessageBox.ButtonRole.AcceptRole)
    show = box.addButton(_("&Open the one in the list"), QMessageBox.ButtonRole.ActionRole)
    back = box.addButton(_("&Back to the page"), QMessageBox.ButtonRole.RejectRole)
    look(show, "main")
    box.setDefaultButton(show)
    box.setEscapeButton(back)
    box.exec()
    pressed = box.clickedButton()
    return ADD if pressed is add else OPEN if pressed is show else STAY


def _box(parent: QWidget | None, picture: QMessageBox.Icon, title: str, sentence: str) -> QMessageBox:
    box = QMessageBox(picture, _("Assoc Desktop"), title, QMessageBox.StandardButton.NoButton, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(sentence)
    return box
