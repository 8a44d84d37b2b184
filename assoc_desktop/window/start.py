"""Before a file is open: the start page, the assistant for a new association, and the example."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from assoc_desktop.language import _, language
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.drafts import Draft
from assoc_desktop.widgets.theme import GRID, look, named_page

if TYPE_CHECKING:
    from assoc_desktop.storage.file import AssociationFile
    from assoc_desktop.window.main import MainWindow

_WIDTH = 520


class StartPage(QScrollArea):
    """Welcome: a new association, an existing file, a recent one, or the example."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(widgetResizable=True)
        self._window = window
        inner = named_page()
        self.setWidget(inner)
        column = QVBoxLayout()
        column.setSpacing(GRID)
        for text, style in (
            (_("Welcome"), "title"),
            (
                _("Members, cards, dues and letters of your association, in one file on this computer."),
                "quiet",
            ),
        ):
            label = QLabel(text, wordWrap=True)
            look(label, style)
            column.addWidget(label)
        column.addSpacing(GRID)
        self.new = self._button("new-file", _("New association…"), lambda: found_new(window), main=True)
        self.open = self._button("folder", _("Open a file…"), window.choose_file)
        self.example = self._button("library", _("Explore the example"), lambda: explore_example(window))
        for button in (self.new, self.open, self.example):
            column.addWidget(button)
        self._add_recent(column)
        outer = QVBoxLayout(inner)
        outer.addStretch(1)
        across = QHBoxLayout()
        across.addStretch(1)
        frame = QWidget()
        frame.setFixedWidth(_WIDTH)
        frame.setLayout(column)
        across.addWidget(frame)
        across.addStretch(1)
        outer.addLayout(across)
        outer.addStretch(1)

    def _button(self, sign: str, text: str, do: Any, *, main: bool = False) -> QPushButton:
        role = QPalette.ColorRole.HighlightedText if main else QPalette.ColorRole.ButtonText
        button = QPushButton(icons.icon(sign, role), text)
        button.clicked.connect(lambda: do())
        if main:
            look(button, "main")
        return button

    def _add_recent(self, column: QVBoxLayout) -> None:
        recent = self._window.preferences.recent_files()
        if not recent:
            return
        heading = QLabel(_("Recent files"))
        look(heading, "heading")
        column.addSpacing(GRID)
        column.addWidget(heading)
        card = QFrame()
        look(card, "card")
        rows = QVBoxLayout(card)
        rows.setContentsMargins(GRID // 2, GRID // 2, GRID // 2, GRID // 2)
        rows.setSpacing(0)
        for path in recent:
            rows.addWidget(self._recent(path))
        column.addWidget(card)

    def _recent(self, path: Path) -> QPushButton:
        text = _("{name} – {folder}").format(name=path.stem, folder=path.parent)
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, _WIDTH - 9 * GRID)
        button = QPushButton(icons.icon("file"), shown.replace("&", "&&"))
        button.setToolTip(str(path))
        button.setStyleSheet("text-align: left")
        look(button, "plain")
        button.clicked.connect(lambda: self._window.open_path(path))
        return button


def found_new(window: MainWindow) -> None:
    """Show the assistant for a new association."""
    from assoc_desktop.home.forms.first_run import FirstRun

    spoken = language()
    draft = Draft(window.preferences.drafts, "new association")
    assistant = FirstRun(window.today(), _documents(), draft)

    def chosen(code: str) -> None:
        window.preferences.language = code
        window.preferences.save()

    def founded(file: AssociationFile) -> None:
        window.take_file(file)
        speak_anew()

    def left() -> None:
        if window.file is None:
            window.show_start()
        speak_anew()

    def speak_anew() -> None:
        """The menus were made in the language spoken before."""
        if language() != spoken:
            window.restart_wanted.emit()

    assistant.language_chosen.connect(chosen)
    assistant.founded.connect(founded)
    assistant.example_wanted.connect(lambda: explore_example(window, speak_anew))
    assistant.closed.connect(left)
    window.show_page(assistant)


def explore_example(window: MainWindow, opened: Callable[[], object] = lambda: None) -> None:
    """Make the example association beside the settings, if it is not there yet, and open it.

    Args:
        window: where it is opened.
        opened: called when it is open.
    """
    from assoc_desktop.example import build_example

    path = window.preferences.folder / (_("Example association") + ".assoc")

    def show(_made: object = None) -> None:
        if window.open_path(path):
            opened()

    if path.exists():
        show()
        return
    code, today = language(), window.today()
    run_in_background(
        lambda _progress: build_example(path, language=code, today=today),
        title=_("Making the example association…"),
        done=show,
        parent=window,
        can_cancel=False,
    )


def _documents() -> Path:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place and Path(place).is_dir() else Path.home()
