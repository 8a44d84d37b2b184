"""The main window: tabs, menus, status bar, and the way an association's file is opened and closed."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QLabel,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.language import _, language
from assoc_desktop.member_offers import member_offers
from assoc_desktop.preferences import Preferences
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.file import SUFFIX, AssociationFile
from assoc_desktop.timeline_sources import timeline_sources
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.tab import Tab
from assoc_desktop.window.member_panes import member_panes
from assoc_desktop.window.menus import Menus
from assoc_desktop.window.navigation import PLACES, NavigationBar
from assoc_desktop.window.settings import edit_association

_TOLD_EVERY_MS = 30_000
_AFTER_PAINTING_MS = 60


class MainWindow(QMainWindow):
    """The window on one association's file, or on the start page when none is open.

    Signals:
        restart_wanted(): the language was changed; `app` makes the window anew.

    Args:
        preferences: the person's settings.
        today: the day it is now.
    """

    restart_wanted = Signal()

    def __init__(
        self,
        preferences: Preferences,
        today: Callable[[], datetime.date] = datetime.date.today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.preferences = preferences
        self.today = today
        self.file: AssociationFile | None = None
        self.desk: Desk | None = None
        self.setAcceptDrops(True)
        self._tabs: dict[str, QWidget] = {}
        self._closing = False
        self._build()
        self._restore_place()

    # The file

    def open_path(self, path: Path) -> bool:
        """Open a file, after the one that is open was closed; a refusal is shown and offers another file."""
        from assoc_desktop.schema import SCHEMA
        from assoc_desktop.storage.file import open_file

        if not self.leave_file():
            return False
        try:
            file = open_file(path, SCHEMA)
        except Refused as refusal:
            from assoc_desktop.window.actions import refused_file

            self.show_start()
            if refused_file(self, str(refusal)):
                self.choose_file()
            return False
        self.take_file(file)
        return True

    def take_file(self, file: AssociationFile) -> None:
        """Show an association's open file."""
        from assoc_desktop.association.records import the_association

        association = the_association()
        self.file = file
        conventions = association.conventions_in(language())
        self.desk = Desk(
            self.preferences,
            file.path,
            conventions,
            self.today,
            self,
            timeline_sources=timeline_sources,
            member_offers=member_offers,
            member_panes=member_panes,
        )
        self.desk.changed.connect(self._tell_soon.start)
        self.desk.told.connect(self._tell_soon.start)
        self.desk.undo_wanted.connect(self._undo)
        self.desk.wanted.connect(self.show_tab)
        self.desk.settings_wanted.connect(lambda section: edit_association(self, section))
        self.setWindowTitle(_("{association} – Assoc Desktop").format(association=association.name))
        self.preferences.remember_file(file.path)
        self._keep_soon.start()
        self._drop_tabs()
        self._navigation.show()
        self._navigation.setCurrentIndex(0)
        self.show_place(0)
        self.menus.refresh()
        self._tell_soon.start()

    def choose_file(self) -> None:
        """Let the person choose a file to open."""
        from PySide6.QtWidgets import QFileDialog

        folder = str(self.file.path.parent if self.file else Path.home())
        kinds = _("Associations (*{suffix})").format(suffix=SUFFIX)
        name, _kind = QFileDialog.getOpenFileName(self, _("Open an association's file"), folder, kinds)
        if name:
            self.open_path(Path(name))

    def leave_file(self) -> bool:
        """Close the open file, if pages with unsaved changes agree; True when none is open any more."""
        if not self.may_leave():
            return False
        self.drop_file()
        return True

    def drop_file(self) -> None:
        """Close the open file without asking."""
        self._drop_tabs()
        if self.file:
            self.file.close()
        self.file, self.desk = None, None

    def give_file(self) -> AssociationFile | None:
        """Hand the open file to another window, without closing it."""
        self._drop_tabs()
        file, self.file, self.desk = self.file, None, None
        return file

    def show_start(self) -> None:
        """Show the start page: new, open, recent, example."""
        from assoc_desktop.window.start import StartPage

        self._navigation.hide()
        self.setWindowTitle(_("Assoc Desktop"))
        self._told.setText("")
        start = StartPage(self)
        self._drop_tabs()
        self._stack.addWidget(start)
        self._stack.setCurrentWidget(start)
        self._tabs["start"] = start
        self.menus.refresh()

    def show_page(self, page: QWidget) -> None:
        """Show a page in place of the tabs while no file is open (the assistant for a new association)."""
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.setFocus()

    # Tabs

    def show_place(self, index: int) -> None:
        """Show a tab, made when it is first seen."""
        key = PLACES[index].key
        if key not in self._tabs:
            tab = self._tabs[key] = self._make_tab(key)
            self._stack.addWidget(tab)
            if isinstance(tab, Tab):
                tab.currentChanged.connect(lambda _page: self.menus.refresh())
        self._stack.setCurrentWidget(self._tabs[key])
        self.menus.refresh()

    def show_tab(self, key: str, choice: dict[str, object] | None = None) -> None:
        """Show a tab by its key, with a choice for its list."""
        self._navigation.setCurrentIndex([place.key for place in PLACES].index(key))
        tab = self._tabs[key]
        if choice is not None and isinstance(tab, Tab) and tab.may_leave():
            tab.close_pages()
            tab.show_choice(choice)

    def tab(self) -> Tab | None:
        """The tab on screen, if its feature is here."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Tab) else None

    def may_leave(self) -> bool:
        """Whether every tab can go, with its open pages."""
        return all(tab.may_go() for tab in self._tabs.values() if isinstance(tab, Tab))

    # Files dropped on the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """An association's file is opened, a list is imported into the one that is open."""
        path = _dropped(event.mimeData())
        if path is None:
            return
        event.acceptProposedAction()
        if path.suffix == SUFFIX or self.desk is None:
            QTimer.singleShot(0, self, lambda: self.open_path(path))
        else:
            QTimer.singleShot(0, self, lambda: self.show_tab("members", {"import": path}))

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, as Space does; Qt does so in dialogs only."""
        button = self.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()
        if enter and isinstance(button, QPushButton | QToolButton):
            button.click()
        else:
            super().keyPressEvent(event)

    # Closing

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close after a verified backup, made while a sentence says so."""
        if self._closing or self.file is None:
            self._remember_place()
            self.drop_file()
            event.accept()
            return
        event.ignore()
        if self.may_leave():
            from assoc_desktop.window.actions import back_up

            back_up(self, _("Making a verified backup before closing…"), self.close_now, self._failed)

    def close_now(self) -> None:
        """Close without asking anything more."""
        self._closing = True
        self.close()

    def _failed(self, refusal: Refused) -> None:
        from assoc_desktop.widgets.messages import confirm

        sentence = _("{reason}\n\nYour file itself is saved.").format(reason=refusal)
        if confirm(self, _("No backup was made. Close anyway?"), sentence, _("Close without a backup")):
            self.close_now()

    # Inside

    def _undo(self, operation_id: int) -> None:
        from assoc_desktop.window.actions import undo

        undo(self, operation_id)

    def _build(self) -> None:
        self._navigation = NavigationBar()
        self._navigation.currentChanged.connect(self._place_changed)
        self._stack = QStackedWidget()
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._navigation)
        layout.addWidget(self._stack, 1)
        self.setCentralWidget(middle)
        self._told = QLabel()
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self.statusBar().addWidget(self._told, 1)
        self.statusBar().setContentsMargins(8, 0, 0, 0)
        self.menus = Menus(self)
        # After the window was painted: neither is needed to see it.
        self._keep_soon = QTimer(self, singleShot=True, interval=_AFTER_PAINTING_MS)
        self._keep_soon.timeout.connect(self._keep_settings)
        self._tell_soon = QTimer(self, singleShot=True, interval=_AFTER_PAINTING_MS)
        self._tell_soon.timeout.connect(self._tell)
        # “12 minutes ago” grows older while nothing happens.
        tell_again = QTimer(self, interval=_TOLD_EVERY_MS)
        tell_again.timeout.connect(self._tell)
        tell_again.start()

    def _place_changed(self, index: int) -> None:
        if self.file:
            self.show_place(index)

    def _make_tab(self, key: str) -> QWidget:
        if self.desk and key == "home":
            from assoc_desktop.home.tab import HomeTab

            return HomeTab(self.desk)
        if self.desk and key == "members":
            from assoc_desktop.members.tab import MembersTab

            return MembersTab(self.desk)
        if self.desk and key == "treasury":
            from assoc_desktop.treasury.tab import TreasuryTab

            return TreasuryTab(self.desk)
        if self.desk and key == "benefits":
            from assoc_desktop.benefits.tab import BenefitsTab

            return BenefitsTab(self.desk)
        if self.desk and key == "listening":
            from assoc_desktop.actions.tab.places import PLACES as ACTIONS
            from assoc_desktop.listening.tab import ListeningTab
            from assoc_desktop.surveys.tab.places import PLACES as SURVEYS

            return ListeningTab(self.desk, (*SURVEYS, *ACTIONS))
        from assoc_desktop.window.coming import coming_tab

        return coming_tab(key)

    def _drop_tabs(self) -> None:
        while page := self._stack.widget(0):
            self._stack.removeWidget(page)
            if isinstance(page, Tab):
                page.go()
            else:
                page.deleteLater()
        self._tabs.clear()

    def _tell(self) -> None:
        if self.file is None:
            return
        from assoc_desktop.window.status import sentence

        self.menus.name_undo()
        try:
            self._told.setText(sentence(self.file.path, datetime.datetime.now()))
        except Refused as refusal:
            self._told.setText(str(refusal))

    def _restore_place(self) -> None:
        self.resize(1093, 614)
        if self.preferences.geometry:
            self.restoreGeometry(QByteArray.fromBase64(self.preferences.geometry.encode()))

    def _remember_place(self) -> None:
        self.preferences.geometry = self.saveGeometry().toBase64().toStdString()
        self._keep_settings()

    def _keep_settings(self) -> None:
        try:
            self.preferences.save()
        except OSError as error:
            from assoc_desktop.widgets.messages import show_refusal

            show_refusal(
                self, _("The settings could not be kept: {reason}.").format(reason=error.strerror or error)
            )


def _dropped(data: QMimeData) -> Path | None:
    """The one file that is dropped, if it is one and lies on this computer."""
    urls = data.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
