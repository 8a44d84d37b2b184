"""Saving a file where the person wants it: the question for its name, and the folder that it came to lie in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from assoc_desktop.language import _
from assoc_desktop.widgets.toast import show_toast


def ask_where_to_save(parent: QWidget, title: str, proposed: Path, kinds: str) -> Path | None:
    """Ask for the name of a file; None when the person thinks better of it.

    Args:
        parent: over which window.
        title: what is being saved, as the title of the question.
        proposed: the name that is offered; its ending is put below a name that lacks it.
        kinds: what such a file is called, with its ending: "PDF (*.pdf)".
    """
    name, _kind = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds)
    if not name:
        return None
    path, ending = Path(name), proposed.suffix
    return path if path.suffix.lower() == ending.lower() else path.with_name(path.name + ending)


def tell_saved(parent: QWidget, sentence: str, path: Path) -> None:
    """Say that a file was written, and offer to open its folder."""
    show_toast(parent, sentence, (_("Open the folder"), lambda: open_folder(path.parent)))


def open_folder(folder: Path) -> None:
    """Show a folder in the computer's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
