"""All about cards in one page: print them, their register, their designs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from assoc_desktop.association.records import Season
from assoc_desktop.language import _
from assoc_desktop.members.cards.forms.came_out import CameOut
from assoc_desktop.members.cards.forms.check_dialog import CheckCardDialog
from assoc_desktop.members.cards.forms.designs_view import DesignsView
from assoc_desktop.members.cards.forms.print_view import PrintView, Sheets
from assoc_desktop.members.cards.forms.register_view import RegisterView
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.messages import confirm
from assoc_desktop.widgets.own_keys import OwnKeys
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.pdf_preview import PdfPreview

PRINT, REGISTER, DESIGNS = 0, 1, 2


class CardsPage(Page):
    """Print cards, the register and the designs; a preview lies over them while there is something to print.

    Args:
        desk: the open file, today, settings.
        member_ids: the members chosen in the list, or None for everybody without a card.
        season: the season to begin with; the present one if none is given.
    """

    def __init__(
        self,
        desk: Desk,
        member_ids: Sequence[int] | None = None,
        season: Season | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Membership cards"), parent)
        self._desk = desk
        self._check: CheckCardDialog | None = None
        self._preview: _Preview | None = None
        self.print_view = PrintView(desk, member_ids, season)
        self.register_view = RegisterView(desk, self.print_view.season)
        self.designs_view = DesignsView(desk, self.print_view)
        self._build()
        self._order_tabs()
        OwnKeys(self, {"Ctrl+P": self.print_now, "Ctrl+F": self.search})
        self.setFocusProxy(self.print_view.search)
        self.show_view(PRINT)
        desk.changed.connect(self._read_again)

    def show_view(self, view: int) -> bool:
        """Show `PRINT`, `REGISTER` or `DESIGNS`, unless unsaved changes of a design keep the person there."""
        leaving = self._views.currentWidget() is self.designs_view and view != DESIGNS
        if leaving and not self.designs_view.may_leave():
            self._switch.button(DESIGNS).setChecked(True)
            return False
        self._switch.button(view).setChecked(True)
        self._views.setCurrentIndex(view)
        self._views.currentWidget().read_again()
        return True

    def print_now(self) -> None:
        """Print what is on the page (Ctrl+P): the cards of the list, or the pages of the preview."""
        if self._preview is not None:
            self._preview.preview.print_document()
        elif self._views.currentWidget() is self.print_view:
            self.print_view.make()

    def search(self) -> None:
        """Put the keyboard into the search of the view (Ctrl+F)."""
        view = self._views.currentWidget()
        if self._preview is None and view is not self.designs_view:
            view.search.setFocus()
            view.search.selectAll()

    def check_card(self) -> None:
        """Open the window in which cards are checked, or bring it to the front."""
        if self._check is None:
            self._check = CheckCardDialog(self._desk, self)
        self._check.show()
        self._check.raise_()
        self._check.activateWindow()

    def leave(self) -> None:
        """Go back: from the preview to the page, from the page to the list."""
        if self._preview is None:
            super().leave()
        elif self._preview.may_leave():
            self._close_preview()

    def may_leave(self) -> bool:
        if self._preview is not None and not self._preview.may_leave():
            return False
        return self._views.currentWidget() is not self.designs_view or self.designs_view.may_leave()

    # Inside

    def _build(self) -> None:
        self._switch = QButtonGroup(self)
        names = ((PRINT, "print", _("Print")), (REGISTER, "list", _("Register")))
        for view, sign, word in (*names, (DESIGNS, "colour", _("Designs"))):
            button = QToolButton()
            button.setCheckable(True)
            button.setIcon(icons.icon(sign))
            button.setText(word)
            button.setToolButtonStyle(button.toolButtonStyle().ToolButtonTextBesideIcon)
            button.setToolTip(_("{name} (Ctrl+{n})").format(name=word, n=view + 1))
            self._switch.addButton(button, view)
            self.heading.addWidget(button)
            shortcut = QShortcut(QKeySequence(f"Ctrl+{view + 1}"), self)
            shortcut.setContext(shortcut.context().WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda view=view: self.show_view(view))
        self.check_button = QPushButton(
            icons.icon("scan", QPalette.ColorRole.ButtonText), _("&Check a card…")
        )
        self.check_button.clicked.connect(self.check_card)
        self.heading.addWidget(self.check_button)
        self._switch.idClicked.connect(self.show_view)
        self._views = QStackedWidget()
        for each in (self.print_view, self.register_view, self.designs_view):
            self._views.addWidget(each)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._views)
        self.body.addWidget(self._stack, 1)
        self.print_view.made.connect(self._show_preview)
        self.print_view.designs_wanted.connect(lambda: self.show_view(DESIGNS))
        self.register_view.made.connect(self._show_preview)
        self.register_view.print_wanted.connect(self._print_again)

    def _order_tabs(self) -> None:
        """Tab goes as the eye does: the heading first, then the view."""
        chain = [self.back, *self._switch.buttons(), self.check_button, self.print_view.season_box]
        for one, other in pairwise(chain):
            QWidget.setTabOrder(one, other)

    def _read_again(self) -> None:
        """Something was written or undone: the view that is seen reads it; the others do when they are shown."""
        if self._preview is None:
            self._views.currentWidget().read_again()

    def _print_again(self, member_ids: Sequence[int]) -> None:
        if self.show_view(PRINT):
            self.print_view.show_members(member_ids)

    def _show_preview(self, sheets: Sheets) -> None:
        self._preview = _Preview(self._desk, sheets)
        if self._preview.came_out is not None:
            self._preview.came_out.answered.connect(self._close_preview)
        self._stack.addWidget(self._preview)
        self._stack.setCurrentWidget(self._preview)
        self._preview.preview.pages.setFocus()
        self.title.setText(sheets.title)
        self._show_switch(False)

    def _close_preview(self) -> None:
        if self._preview is None:
            return
        self._stack.removeWidget(self._preview)
        self._preview.deleteLater()
        self._preview = None
        self.title.setText(_("Membership cards"))
        self._show_switch(True)
        self._views.currentWidget().read_again()
        self._views.currentWidget().setFocus()

    def _show_switch(self, on: bool) -> None:
        for button in (*self._switch.buttons(), self.check_button):
            button.setVisible(on)


class _Preview(QWidget):
    """The PDF, and below it the question whether the cards came out right."""

    def __init__(self, desk: Desk, sheets: Sheets) -> None:
        super().__init__()
        self._asked = False
        self.preview = PdfPreview(sheets.content, sheets.name, folder=desk.path.parent)
        self.came_out: CameOut | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.preview, 1)
        if sheets.season is not None and sheets.member_ids:
            self.came_out = CameOut(desk, sheets.season, sheets.member_ids)
            self.came_out.hide()
            self.came_out.choosing.connect(lambda on: self.preview.setVisible(not on))
            column.addWidget(self.came_out)
            self.preview.printed.connect(lambda _pages: self._ask())
            self.preview.saved.connect(lambda _path: self._ask())

    def may_leave(self) -> bool:
        """Whether the preview can go: cards that were printed and not entered are asked about."""
        if not self._asked:
            return True
        return confirm(
            self,
            _("Leave without an answer?"),
            _("Until you say that the cards came out right, the register does not know them."),
            _("Leave"),
        )

    def _ask(self) -> None:
        if self.came_out is not None:
            self._asked = True
            self.came_out.show()
            self.came_out.all_button.setFocus()
