"""Wires file, settings, translation and window together."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

# Before Qt: once it is loaded, its binding reads the source of every module that is imported after it.
from assoc_desktop import schema as schema  # isort: split

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QTimer, QTranslator, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from assoc_desktop import __version__
from assoc_desktop.language import speak
from assoc_desktop.language.translation import language, system_language
from assoc_desktop.preferences import Preferences, load_preferences
from assoc_desktop.widgets.crash import CrashReporter
from assoc_desktop.widgets.theme import apply_theme
from assoc_desktop.window import MainWindow


class Application(QObject):
    """The running program: one window, made anew when the language changes.

    Args:
        app: Qt's application.
        preferences: the person's settings.
    """

    def __init__(self, app: QApplication, preferences: Preferences) -> None:
        super().__init__()
        self._app = app
        self.preferences = preferences
        self._translators: list[QTranslator] = []
        speak(preferences.language or system_language())
        self._translate_qt()
        apply_theme(app, preferences.theme, preferences.text_size)
        app.styleHints().colorSchemeChanged.connect(self._scheme_changed)
        self.window = self._make_window()

    def start(self, path: Path | None) -> None:
        """Show the window on a file: the one named, else the last one used, else the start page."""
        self.window.show()
        recent = self.preferences.recent_files()
        chosen = path or (recent[0] if recent else None)
        if chosen:
            self.window.open_path(chosen)
        else:
            self.window.show_start()

    def _make_window(self) -> MainWindow:
        window = MainWindow(self.preferences)
        window.restart_wanted.connect(self._speak_anew)
        return window

    def _speak_anew(self) -> None:
        """Make the window anew in the other language, on the same file and in the same place."""
        speak(self.preferences.language)
        self._translate_qt()
        old, place = self.window, self.window.saveGeometry()
        file = old.give_file()
        self.window = self._make_window()
        self.window.restoreGeometry(place)
        self.window.show()
        if file:
            self.window.take_file(file)
        else:
            self.window.show_start()
        old.close_now()
        old.deleteLater()

    def _translate_qt(self) -> None:
        """Have Qt's own buttons and dialogs speak the language too."""
        from assoc_desktop.widgets.qt_texts import QtTexts

        while self._translators:
            self._app.removeTranslator(self._translators.pop())
        # Sizes and dates in the dialogs of files follow this, not the translators.
        QLocale.setDefault(QLocale(language()))
        if language() == "en":
            return
        own, missing = QTranslator(self._app), QtTexts(self._app)
        own.load(f"qtbase_{language()}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        self._translators = [own, missing]
        for translator in self._translators:
            self._app.installTranslator(translator)

    def _scheme_changed(self) -> None:
        if self.preferences.theme == "system":
            apply_theme(self._app, "system", self.preferences.text_size)


class DesktopApplication(QApplication):
    """Qt's application, which on macOS is told of a double click on a file.

    Signals:
        file_wanted(path): a file is to be opened.
    """

    file_wanted = Signal(object)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent) and event.file():
            self.file_wanted.emit(Path(event.file()))
            return True
        return super().event(event)


def run(arguments: list[str]) -> int:
    """Open the window and stay until it is closed; gives the exit code.

    Args:
        arguments: at most one file to open.
    """
    app = DesktopApplication([sys.argv[0], *arguments])
    app.setApplicationName("assoc-desktop")
    app.setApplicationDisplayName("Assoc Desktop")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("assoc-desktop")
    preferences = load_preferences()
    reporter = CrashReporter(preferences.folder / "reports")
    reporter.install()
    _stop_on_interrupt(app)
    files = [Path(argument) for argument in app.arguments()[1:] if not argument.startswith("-")]
    program = Application(app, preferences)
    app.file_wanted.connect(lambda path: program.window.open_path(path))
    program.start(files[0] if files else None)
    return app.exec()


def _stop_on_interrupt(app: QApplication) -> None:
    """Ctrl+C in a terminal closes the program in order: Python hears it only while its code runs."""
    signal.signal(signal.SIGINT, lambda *_signal: app.closeAllWindows())
    timer = QTimer(app, interval=500)
    timer.timeout.connect(lambda: None)
    timer.start()
