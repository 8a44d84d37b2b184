"""When the program itself is at fault: a report on the disk, plain words on the screen, and the window stays."""

from __future__ import annotations

import datetime
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QMetaObject, QObject, Qt, Slot
from PySide6.QtWidgets import QApplication

from assoc_desktop import __version__
from assoc_desktop.language import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

_REPORTS_KEPT = 20


class CrashReporter(QObject):
    """Writes a report of every unexpected error and tells the person once.

    Args:
        folder: where reports are kept.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self._telling = False
        self._waiting: Path | None = None

    def install(self) -> None:
        """Take all errors that nobody caught, of every thread."""
        sys.excepthook = self.report
        threading.excepthook = lambda found: self.report(found.exc_type, found.exc_value, found.exc_traceback)

    def report(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write the report; then tell the person, on the GUI thread."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        import traceback

        text = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(text)
        self._waiting = self._write(text)
        if QApplication.instance():
            QMetaObject.invokeMethod(self, "tell", Qt.ConnectionType.QueuedConnection)

    @Slot()
    def tell(self) -> None:
        """Say in plain words what happened and where the report lies."""
        if self._telling:
            return
        self._telling = True
        try:
            self._dialog(self._waiting).exec()
        finally:
            self._telling = False

    def _dialog(self, path: Path | None) -> QMessageBox:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(
            QMessageBox.Icon.Critical, _("Assoc Desktop"), _("Something went wrong in the program")
        )
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(
            _(
                "This is a fault of the program, not yours. What was saved is safe in your file, and what you were "
                "typing is kept as a draft. You can go on; if it happens again, close the program and open it anew."
            )
            + (
                "\n\n"
                + _("A report for the makers of the program is in this file:\n{path}").format(path=path)
                if path
                else ""
            )
        )
        go_on = box.addButton(_("Go on"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(go_on)
        if path:
            show = box.addButton(_("Show the report"), QMessageBox.ButtonRole.ActionRole)
            show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        return box

    def _write(self, text: str) -> Path | None:
        import platform

        now = datetime.datetime.now()
        path = self.folder / f"report {now:%Y-%m-%d %H%M%S}.txt"
        heading = f"Assoc Desktop {__version__}, Python {platform.python_version()}, {platform.platform()}\n{now}\n\n"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                file.write(heading + text + "\n")
            for old in sorted(self.folder.glob("report *.txt"))[:-_REPORTS_KEPT]:
                old.unlink(missing_ok=True)
        except OSError:
            return None
        return path
