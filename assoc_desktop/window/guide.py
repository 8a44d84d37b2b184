"""The user's guide in the person's language (F1), and About."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
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
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop import __version__
from assoc_desktop.language import _, language
from assoc_desktop.paths import RESOURCES
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.messages import show_information
from assoc_desktop.widgets.theme import GRID

#: Level of the headings of sections.
_SECTION = 2
_SECTIONS_WIDTH = 260


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
    """The guide, with a field that searches it and a list of its sections. It stays open beside the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("User's guide"))
        self.resize(960, 560)
        self.text = _Text()
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        self.text.document().setDocumentMargin(2 * GRID)
        file = guide_file()
        self.text.document().setBaseUrl(QUrl.fromLocalFile(f"{file.parent}/"))
        self.text.setMarkdown(file.read_text(encoding="utf-8"))
        _let_long_lines_break(self.text.document())
        self.sections = self._sections()
        self.field = QLineEdit(placeholderText=_("Search in the guide"))
        self.field.setClearButtonEnabled(True)
        self.field.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.textChanged.connect(self._search_anew)
        self.field.returnPressed.connect(self._search_on)
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addWidget(self.field)
        parts = QSplitter()
        parts.addWidget(self.sections)
        parts.addWidget(self.text)
        parts.setStretchFactor(1, 1)
        parts.setSizes([_SECTIONS_WIDTH, self.width() - _SECTIONS_WIDTH])
        layout.addWidget(parts, 1)
        QShortcut(QKeySequence("Ctrl+F"), self, activated=self.field.setFocus)
        QShortcut(QKeySequence("F3"), self, activated=self._search_on)

    def _sections(self) -> QListWidget:
        """The headings of the guide as it is read; each knows where its block begins."""
        found = QListWidget()
        found.setWordWrap(True)
        found.setSpacing(GRID // 4)
        found.setAccessibleName(_("Sections of the guide"))
        found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for place, words in _headings(self.text.document()):
            item = QListWidgetItem(words, found)
            item.setData(Qt.ItemDataRole.UserRole, place)
        found.setCurrentRow(0)
        found.itemClicked.connect(self._jump)
        found.itemActivated.connect(self._jump)
        return found

    def _jump(self, item: QListWidgetItem) -> None:
        """Show a section from its heading on; the keyboard goes into the text, to read on."""
        document = self.text.document()
        block = document.findBlock(item.data(Qt.ItemDataRole.UserRole))
        self.text.setTextCursor(QTextCursor(block))
        top = document.documentLayout().blockBoundingRect(block).top()
        self.text.verticalScrollBar().setValue(round(top))
        self.text.setFocus()

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


class _Text(QTextBrowser):
    """The text; pictures are never wider than it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widths: dict[str, int] = {}
        # All of it fits when it is laid out; in between the bar would stay as wide as the text was before.
        sideways = self.horizontalScrollBar()
        sideways.rangeChanged.connect(lambda _least, _most: sideways.setRange(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_pictures()

    def _fit_pictures(self) -> None:
        room = self.viewport().width() - 6 * GRID
        for cursor, picture in _pictures(self.document()):
            picture.setWidth(
                min(self._widths.setdefault(picture.name(), _natural_width(self, picture)), room)
            )
            cursor.setCharFormat(picture)


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


def _headings(document: QTextDocument) -> Iterator[tuple[int, str]]:
    """Where each section begins, and its heading; the title of the whole is none."""
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() == _SECTION:
            yield block.position(), block.text()
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
