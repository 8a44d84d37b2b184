"""The user's guide in the person's language (F1), and About."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QImageReader,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
    QTextOption,
)
from PySide6.QtWidgets import QDialog, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from assoc_desktop import __version__
from assoc_desktop.language import _, language
from assoc_desktop.paths import RESOURCES
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.messages import show_information
from assoc_desktop.widgets.theme import GRID


def guide_file() -> Path:
    """The guide in the language of the screen, or in English.

    Raises:
        Refused: this copy of the program carries no guide.
    """
    folder = RESOURCES.parent / "docs"
    for name in (f"guide.{language()}.md", "guide.en.md", "guide.fr.md"):
        if (folder / name).exists():
            return folder / name
    raise Refused(_("The user's guide is missing from this copy of the program. Install it again."))


class GuideWindow(QDialog):
    """The guide, with a field that searches it. It stays open beside the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("User's guide"))
        self.resize(760, 560)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        self.text.document().setDocumentMargin(2 * GRID)
        file = guide_file()
        self.text.document().setBaseUrl(QUrl.fromLocalFile(f"{file.parent}/"))
        self.text.setMarkdown(file.read_text(encoding="utf-8"))
        _let_long_lines_break(self.text.document())
        self._widths: dict[str, int] = {}
        self.field = QLineEdit(placeholderText=_("Search in the guide"))
        self.field.setClearButtonEnabled(True)
        self.field.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.textChanged.connect(self._search_anew)
        self.field.returnPressed.connect(self._search_on)
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addWidget(self.field)
        layout.addWidget(self.text, 1)
        QShortcut(QKeySequence("Ctrl+F"), self, activated=self.field.setFocus)
        QShortcut(QKeySequence("F3"), self, activated=self._search_on)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_pictures()

    def _fit_pictures(self) -> None:
        """Pictures are never wider than the window."""
        room = self.text.viewport().width() - 6 * GRID
        for cursor, picture in _pictures(self.text.document()):
            picture.setWidth(
                min(self._widths.setdefault(picture.name(), _natural_width(self.text, picture)), room)
            )
            cursor.setCharFormat(picture)

    def _search_anew(self) -> None:
        self._go_to_start()
        self._search_on()

    def _search_on(self) -> None:
        wanted = self.field.text()
        if wanted and not self.text.find(wanted):
            self._go_to_start()
            self.text.find(wanted)

    def _go_to_start(self) -> None:
        cursor = self.text.textCursor()
        cursor.setPosition(0)
        self.text.setTextCursor(cursor)

    def _follow(self, url: QUrl) -> None:
        if url.hasFragment() and not url.path():
            self.text.scrollToAnchor(url.fragment())
        else:
            QDesktopServices.openUrl(self.text.document().baseUrl().resolved(url))


def _let_long_lines_break(document: QTextDocument) -> None:
    """Commands in the guide wrap too: nothing is scrolled sideways."""
    option = document.defaultTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)
    block = document.begin()
    while block.isValid():
        shape = block.blockFormat()
        if shape.nonBreakableLines():
            shape.setNonBreakableLines(False)
            QTextCursor(block).setBlockFormat(shape)
        block = block.next()


def _pictures(document: QTextDocument) -> list[tuple[QTextCursor, QTextImageFormat]]:
    """Every picture of a document, with a cursor that stands on it."""
    found = []
    block = document.begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            fragment = parts.fragment()
            if fragment.charFormat().isImageFormat():
                cursor = QTextCursor(document)
                cursor.setPosition(fragment.position())
                cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
                found.append((cursor, fragment.charFormat().toImageFormat()))
            parts += 1
        block = block.next()
    return found


def _natural_width(text: QTextBrowser, picture: QTextImageFormat) -> int:
    name = text.document().baseUrl().resolved(QUrl(picture.name())).toLocalFile()
    return QImageReader(name).size().width()


def show_about(parent: QWidget) -> None:
    """Say which program this is, and under which licence."""
    show_information(
        parent,
        _("Assoc Desktop {version}").format(version=__version__),
        _(
            "Members, cards, dues and letters for small associations, offline, in one file. "
            "Free software under the MIT licence."
        ),
    )
