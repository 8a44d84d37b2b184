"""The association's own pages, laid over the tab on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QPushButton

from assoc_desktop.language import _
from assoc_desktop.storage.history import recent_operations
from assoc_desktop.widgets import icons

if TYPE_CHECKING:
    from assoc_desktop.window.main import MainWindow


def edit_association(window: MainWindow) -> None:
    """Show the page on who the association is, with a way to add a season."""
    from assoc_desktop.association.forms import IdentityPage, SeasonPage

    desk = window.desk
    if not desk:
        return
    window.show_tab("home")
    tab = window.tab()
    if not tab or not tab.may_leave():
        return
    tab.close_pages()
    page = IdentityPage(desk)

    def saved(_record: object) -> None:
        done = recent_operations(1)[0]
        desk.tell_done(window, _("Saved: {operation}").format(operation=done), done.id)

    def add_season() -> None:
        season = SeasonPage(desk)
        season.saved.connect(saved)
        tab.push(season)

    page.saved.connect(saved)
    button = QPushButton(icons.icon("add", QPalette.ColorRole.ButtonText), _("New season…"))
    button.clicked.connect(add_season)
    page.heading.addWidget(button)
    tab.push(page)
