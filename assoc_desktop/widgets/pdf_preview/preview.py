"""The preview: a bar of buttons, small pages on the left, the pages, and what was saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPalette, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.language import _, whole_number
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.own_keys import OwnKeys
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.pdf_preview import printing
from assoc_desktop.widgets.pdf_preview.document import Hit, PdfDocument
from assoc_desktop.widgets.pdf_preview.strip import PageStrip
from assoc_desktop.widgets.saving import ask_where_to_save, open_folder
from assoc_desktop.widgets.theme import GRID, look

_ZOOM_STEP = 1.25
_SMALLEST, _LARGEST = 0.1, 6.0
_THUMBNAILS = 148
_SEARCH_SLICE = 20


class PdfPreview(QWidget):
    """A PDF on screen, with zoom, small pages, search, print and save.

    Signals:
        printed(pages): so many pages went to the printer.
        saved(path): the document was saved there.

    Args:
        content: the PDF's bytes or file.
        name: name proposed for the file, such as `cards 2026.pdf`.
        folder: the folder proposed.
    """

    printed = Signal(int)
    saved = Signal(object)

    def __init__(
        self, content: bytes | Path, name: str, *, folder: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._content, self._name = content, name
        self._folder = folder or Path.home()
        self.document = PdfDocument(content)
        self.destroyed.connect(self.document.close)
        self._fit = "page"
        self._hits: list[Hit] = []
        self._hit = -1
        self._pages_to_search: Iterator[int] = iter(())
        self._searching = QTimer(self, interval=0)
        self._searching.timeout.connect(self._search_on)
        self.pages = PageStrip()
        self.thumbnails = PageStrip(thumbnails=True)
        self._build()
        self.pages.show_document(self.document)
        self.thumbnails.show_document(self.document)
        self._page_changed(0)

    # What the buttons do

    def print_document(self) -> None:
        """Ask for the printer, and print in the background."""
        try:
            printer = printing.choose_printer(self.document, self._name, self)
        except Refused as refusal:
            show_refusal(self, str(refusal), _("Nothing can be printed here"))
            return
        if printer is None:
            return
        run_in_background(
            lambda progress: printing.print_pages(printer, self.document, progress),
            title=_("Printing…"),
            done=self.printed.emit,
            parent=self,
        )

    def save_document(self) -> None:
        """Ask for a name, and save."""
        proposed = self._folder / self._name
        path = ask_where_to_save(self, _("Save the document"), proposed, _("PDF (*.pdf)"))
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Save the document there, and offer to open the folder."""
        try:
            printing.write_file(path, self._content)
        except Refused as refusal:
            show_refusal(self, str(refusal), _("The document was not saved"))
            return
        self._folder = path.parent
        self._told.setText(_("Saved as {name}").format(name=path.name))
        self._told.setToolTip(str(path))
        self._told.show()
        self._open_folder.show()
        self.saved.emit(path)

    def zoom_by(self, steps: int) -> None:
        """Zoom in or out."""
        self._fit = ""
        zoom = self.pages.zoom * _ZOOM_STEP**steps
        self.pages.set_zoom(min(_LARGEST, max(_SMALLEST, zoom)))

    def fit(self, *, whole_page: bool) -> None:
        """Show the whole page, or its whole width, and keep it so when the window changes."""
        self._fit = "page" if whole_page else "width"
        self.pages.set_zoom(self.pages.fit_zoom(whole_page=whole_page))

    def search(self, text: str) -> None:
        """Look for a text from the page in sight on; the first place is shown as soon as it is found."""
        self._hits, self._hit = [], -1
        self.pages.show_hit(None)
        self._wanted = text.strip()
        if not self._wanted:
            self._searching.stop()
            self._found.setText("")
            return
        here, count = self.pages.page, len(self.document)
        self._pages_to_search = iter([(here + step) % count for step in range(count)])
        self._searching.start()

    def next_hit(self, step: int = 1) -> None:
        """Go to the next place found, or the one before."""
        if self._hits:
            self._hit = (self._hit + step) % len(self._hits)
            self.pages.show_hit(self._hits[self._hit])
            self._tell_hits()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit_again)

    # Inside

    def _build(self) -> None:
        self.pages.page_changed.connect(self._page_changed)
        self.pages.zoom_wanted.connect(self.zoom_by)
        self.thumbnails.page_clicked.connect(self.pages.go_to)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.thumbnails)
        self.split.addWidget(self.pages)
        self.split.setSizes([_THUMBNAILS, 10 * _THUMBNAILS])
        self.split.setStretchFactor(1, 1)
        self.split.setCollapsible(1, False)
        self.thumbnails.setVisible(len(self.document) > 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(self._bar())
        layout.addWidget(self.split, 1)
        layout.addLayout(self._foot())
        OwnKeys(
            self,
            {"Ctrl+P": self.print_document, "Ctrl+S": self.save_document, "Ctrl+F": self._field.setFocus},
        )
        self._shortcut("Ctrl++", lambda: self.zoom_by(1))
        self._shortcut("Ctrl+-", lambda: self.zoom_by(-1))
        self._shortcut("F3", self.next_hit)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(GRID // 2)
        self.print_button = QPushButton(icons.icon("print", QPalette.ColorRole.HighlightedText), _("Print…"))
        self.print_button.clicked.connect(self.print_document)
        look(self.print_button, "main")
        self.save_button = QPushButton(icons.icon("save"), _("Save…"))
        self.save_button.clicked.connect(self.save_document)
        bar.addWidget(self.print_button)
        bar.addWidget(self.save_button)
        bar.addSpacing(GRID)
        bar.addWidget(self._tool("zoom-out", _("Smaller (Ctrl+-)"), lambda: self.zoom_by(-1)))
        bar.addWidget(self._tool("zoom-in", _("Larger (Ctrl++)"), lambda: self.zoom_by(1)))
        bar.addWidget(self._tool("fit", _("Whole page"), lambda: self.fit(whole_page=True)))
        bar.addWidget(self._tool("width", _("Whole width"), lambda: self.fit(whole_page=False)))
        bar.addStretch(1)
        self._found = QLabel()
        look(self._found, "quiet")
        self._field = QLineEdit(placeholderText=_("Search in the document"))
        self._field.setClearButtonEnabled(True)
        self._field.setMaximumWidth(240)
        self._field.textChanged.connect(self.search)
        self._field.returnPressed.connect(self.next_hit)
        bar.addWidget(self._found)
        bar.addWidget(self._field, 3)
        bar.addWidget(self._tool("up", _("Place before"), lambda: self.next_hit(-1)))
        bar.addWidget(self._tool("down", _("Next place (F3)"), self.next_hit))
        return bar

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self._number = QLabel()
        look(self._number, "quiet")
        self._told = QLabel()
        self._open_folder = QPushButton(icons.icon("folder"), _("Open the folder"))
        self._open_folder.clicked.connect(lambda: open_folder(self._folder))
        look(self._open_folder, "plain")
        self._told.hide()
        self._open_folder.hide()
        foot.addWidget(self._number)
        foot.addStretch(1)
        foot.addWidget(self._told)
        foot.addWidget(self._open_folder)
        return foot

    def _tool(self, sign: str, tip: str, do: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(sign))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda: do())
        return button

    def _shortcut(self, keys: str, do: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: do())

    def _fit_again(self) -> None:
        if self._fit:
            self.pages.set_zoom(self.pages.fit_zoom(whole_page=self._fit == "page"))

    def _page_changed(self, page: int) -> None:
        number, count = whole_number(page + 1), whole_number(len(self.document))
        self._number.setText(_("Page {page} of {count}").format(page=number, count=count))
        self.thumbnails.go_to(page)

    def _search_on(self) -> None:
        """Search some pages, then let the waiting events through."""
        for _turn in range(_SEARCH_SLICE):
            page = next(self._pages_to_search, None)
            if page is None:
                self._searching.stop()
                break
            self._hits += self.document.hits(page, self._wanted)
            if self._hits and self._hit < 0:
                self.next_hit()
        self._tell_hits()

    def _tell_hits(self) -> None:
        if self._hits:
            number, count = whole_number(self._hit + 1), whole_number(len(self._hits))
            self._found.setText(_("{n} of {count}").format(n=number, count=count))
        elif self._searching.isActive():
            self._found.setText(_("Searching…"))
        else:
            self._found.setText(_("Not found"))


class PreviewPage(Page):
    """A preview as a page of a tab."""

    def __init__(
        self,
        title: str,
        content: bytes | Path,
        name: str,
        *,
        folder: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self.preview = PdfPreview(content, name, folder=folder)
        self.body.addWidget(self.preview, 1)
        self.setFocusProxy(self.preview.pages)
