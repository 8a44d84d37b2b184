"""The settings of the association: identity, seasons, categories, own fields, tags and backups on one page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from assoc_desktop.association.forms import BackupsPane, IdentityPage, SeasonsPane
from assoc_desktop.association.records import the_association
from assoc_desktop.language import N_, _
from assoc_desktop.members.forms.categories import CategoriesPane
from assoc_desktop.members.forms.custom_fields import CustomFieldsPane
from assoc_desktop.members.forms.tags import TagsPane
from assoc_desktop.members.memberships import count_by_season
from assoc_desktop.members.numbers import preview_number
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.theme import GRID, row_height

#: Key of a section → its icon and its name, in order.
SECTIONS = {
    "identity": ("institution", N_("The association")),
    "seasons": ("calendar", N_("Seasons")),
    "categories": ("card", N_("Categories")),
    "fields": ("columns", N_("Your own fields")),
    "tags": ("tag", N_("Tags")),
    "backups": ("shield", N_("Backups")),
}


class SettingsPage(Page):
    """Sections on the left, the chosen one on the right. A section is made when it is first seen.

    Signals:
        renamed(name): the association's details were saved, its name may be another.

    Args:
        desk: the open file.
        section: a key of `SECTIONS`, shown first.
    """

    renamed = Signal(str)

    def __init__(self, desk: Desk, section: str = "identity", parent: QWidget | None = None) -> None:
        super().__init__(_("Settings of the association"), parent)
        self._desk = desk
        self._makers: dict[str, Callable[[], QWidget]] = {
            "identity": self._make_identity,
            "seasons": lambda: SeasonsPane(desk, count_by_season),
            "categories": lambda: CategoriesPane(desk),
            "fields": lambda: CustomFieldsPane(desk),
            "tags": lambda: TagsPane(desk),
            "backups": lambda: BackupsPane(desk),
        }
        self.panes: dict[str, QWidget] = {}
        self.sections = self._section_list()
        self._fit_sections()
        self._stack = QStackedWidget()
        across = QHBoxLayout()
        across.setSpacing(2 * GRID)
        across.addWidget(self.sections)
        across.addWidget(self._stack, 1)
        self.body.addLayout(across, 1)
        self.setFocusProxy(self.sections)
        desk.changed.connect(self._read_again)
        self.show_section(section)

    def show_section(self, key: str) -> None:
        """Show a section, a key of `SECTIONS`."""
        self.sections.setCurrentRow(list(SECTIONS).index(key))

    def section(self) -> str:
        """The key of the section on screen."""
        return list(SECTIONS)[self.sections.currentRow()]

    def may_leave(self) -> bool:
        identity = self.panes.get("identity")
        return not isinstance(identity, IdentityPage) or identity.may_leave()

    def _section_list(self) -> QListWidget:
        sections = QListWidget()
        sections.setAccessibleName(_("Sections"))
        sections.setIconSize(QSize(18, 18))
        sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for sign, word in SECTIONS.values():
            sections.addItem(QListWidgetItem(icons.icon(sign, QPalette.ColorRole.Text), _(word)))
        sections.currentRowChanged.connect(self._row_changed)
        return sections

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "sections"):
            self._fit_sections()

    def _fit_sections(self) -> None:
        """As wide as the longest name, as high as the text size wants."""
        longest = max(self.fontMetrics().horizontalAdvance(_(word)) for _sign, word in SECTIONS.values())
        self.sections.setFixedWidth(longest + 18 + 6 * GRID)
        for row in range(self.sections.count()):
            self.sections.item(row).setSizeHint(QSize(0, row_height(self) + GRID // 2))

    def _row_changed(self, row: int) -> None:
        key = list(SECTIONS)[row]
        if key not in self.panes:
            self.panes[key] = self._makers[key]()
            self._stack.addWidget(self.panes[key])
        self._stack.setCurrentWidget(self.panes[key])
        self._read_again()

    def _read_again(self) -> None:
        """Bring the section on screen up to date; what is typed into the form stays."""
        pane = self.panes[self.section()]
        if not isinstance(pane, IdentityPage):
            pane.show_again()
        elif not pane.is_changed():
            self._renew_identity(pane)

    def _renew_identity(self, pane: IdentityPage) -> None:
        if not pane.is_stale():
            return
        self.panes["identity"] = self._make_identity()
        self._stack.addWidget(self.panes["identity"])
        self._stack.setCurrentWidget(self.panes["identity"])
        self._stack.removeWidget(pane)
        pane.deleteLater()

    def _make_identity(self) -> IdentityPage:
        page = IdentityPage(self._desk, preview_number)
        page.back.hide()
        page.title.hide()
        page.layout().setContentsMargins(0, 0, 0, 0)
        page.cancel_button.hide()
        for shortcut in page.findChildren(QShortcut):  # Esc means this page; told twice, Qt would do nothing
            shortcut.setEnabled(shortcut.key() != QKeySequence("Esc"))
        page.saved.connect(self._identity_saved)
        return page

    def _identity_saved(self, _record: object) -> None:
        self.renamed.emit(the_association().name)
        self._desk.tell_change(self, _("The association's details were saved."))
