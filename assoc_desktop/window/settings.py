"""The settings of the association, laid over the tab on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assoc_desktop.language import _
from assoc_desktop.widgets.tab import Tab

if TYPE_CHECKING:
    from assoc_desktop.home.forms.settings import SettingsPage
    from assoc_desktop.window.main import MainWindow


def edit_association(window: MainWindow, section: str = "identity") -> SettingsPage | None:
    """Show who the association is, its seasons, categories, fields, tags and backups.

    Args:
        window: the window, with a file open.
        section: the section shown first, see `home.forms.settings.SECTIONS`.
    """
    from assoc_desktop.home.forms.settings import SettingsPage

    desk = window.desk
    if not desk:
        return None
    window.show_tab("home")
    tab = window.tab()
    if not isinstance(tab, Tab) or not tab.may_leave():
        return None
    tab.close_pages()
    page = SettingsPage(desk, section)
    page.renamed.connect(
        lambda name: window.setWindowTitle(_("{association} – Assoc Desktop").format(association=name))
    )
    tab.push(page)
    return page
