"""The designs: a list of names, the page of the one chosen, and a live preview of front and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.language import _
from assoc_desktop.members.cards.design import CardDesign
from assoc_desktop.members.cards.forms.card_picture import CardPicture
from assoc_desktop.members.cards.forms.design_form import DesignForm
from assoc_desktop.members.cards.forms.previewing import (
    Drawn,
    Previewer,
    draw_faces,
    sample_face,
)
from assoc_desktop.members.cards.forms.print_view import PrintView
from assoc_desktop.members.cards.rules import (
    StoredDesign,
    remove_design,
    save_design,
    stored_designs,
    usual_design,
)
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.messages import confirm, show_refusal
from assoc_desktop.widgets.theme import GRID, card_around, look, row_height


class DesignsView(QWidget):
    """Several named designs: add, duplicate, rename, delete, prefer one.

    Args:
        desk: the open file, settings.
        print_view: whose selection the preview shows.
    """

    def __init__(self, desk: Desk, print_view: PrintView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._print_view = print_view
        self._stored: list[StoredDesign] = []
        self._current: StoredDesign | None = None
        self.form: DesignForm | None = None
        self._previewer = Previewer(self)
        self._build()
        self._previewer.drawn.connect(self.picture.show_drawn)

    def read_again(self) -> None:
        """Read the designs again; the one shown stays while the person works on it."""
        self._previewer.forget()
        try:
            self._stored = stored_designs()
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        wanted = self._current.id if self._current else None
        self._fill_list(wanted)
        if self.form is not None and self.form.is_changed():
            return
        found = next((each for each in self._stored if each.id == wanted), None)
        self._open(found or (self._stored[0] if self._stored else None))

    def may_leave(self) -> bool:
        """Whether the person may go elsewhere; unsaved changes are asked about."""
        return self.form is None or self.form.may_leave()

    # Building

    def _build(self) -> None:
        self.list = QListWidget()
        self.list.setAccessibleName(_("Designs"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.currentRowChanged.connect(self._row_chosen)
        self.add_button = self._button("add", _("Add a design"), self.add)
        self.duplicate_button = self._button("paste", _("Duplicate this design"), self.duplicate)
        self.prefer_button = self._button("star", _("Offer this design first"), self.prefer)
        self.remove_button = self._button("delete", _("Delete this design…"), self.remove)
        left = QVBoxLayout()
        left.setSpacing(GRID // 2)
        frame = card_around(self.list)
        left.addWidget(frame, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        for button in (self.add_button, self.duplicate_button, self.prefer_button, self.remove_button):
            row.addWidget(button)
        row.addStretch(1)
        left.addLayout(row)
        self._middle = QFrame()
        look(self._middle, "card")
        self._page = QVBoxLayout(self._middle)
        self._page.setContentsMargins(1, 1, 1, 1)
        self.picture = CardPicture()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(2 * GRID)
        self.list.setMinimumWidth(self.fontMetrics().averageCharWidth() * 14)
        across.addLayout(left, 4)
        across.addWidget(self._middle, 13)
        across.addWidget(self.picture, 8)

    def _button(self, sign: str, name: str, do: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(sign))
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: do())
        return button

    def _fill_list(self, wanted: int | None) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for stored in self._stored:
            item = QListWidgetItem(stored.design.name)
            item.setSizeHint(QSize(0, row_height(self)))
            if stored.preferred:
                item.setIcon(icons.icon("star", QPalette.ColorRole.Link))
                item.setToolTip(_("Offered first"))
            self.list.addItem(item)
        ids = [stored.id for stored in self._stored]
        self.list.setCurrentRow(ids.index(wanted) if wanted in ids else -1)
        self.list.blockSignals(False)

    # What is shown

    def _row_chosen(self, row: int) -> None:
        if not 0 <= row < len(self._stored):
            return
        if self.may_leave():
            self._open(self._stored[row])
        else:
            self._fill_list(self._current.id if self._current else None)

    def _open(self, stored: StoredDesign | None) -> None:
        """Show a design's page; without one, the page of a first design to keep."""
        self._show_form(stored.design if stored else usual_design(), stored)

    def _show_form(self, design: CardDesign, stored: StoredDesign | None, *, copied: bool = False) -> None:
        self._current = stored
        if self.form is not None:
            self._page.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = DesignForm(self._desk, design, stored, copied=copied)
        self.form.saved.connect(self._saved)
        self.form.closed.connect(self._closed)
        self.form.edited.connect(self._draw)
        self._page.addWidget(self.form)
        ids = [each.id for each in self._stored]
        self.list.blockSignals(True)
        self.list.setCurrentRow(ids.index(stored.id) if stored and stored.id in ids else -1)
        self.list.blockSignals(False)
        self.duplicate_button.setEnabled(stored is not None)
        self.prefer_button.setEnabled(stored is not None and not stored.preferred)
        self.remove_button.setEnabled(stored is not None)
        self._draw()

    def _draw(self) -> None:
        """Draw the selection's hardest cards with what stands on the page now."""
        if self.form is None:
            return
        design = self.form.shown_design()
        try:
            issuer = self.form.shown_issuer()
        except Refused as refusal:
            self.picture.show_drawn(Drawn(sentence=str(refusal)))
            return
        season, ids = self._print_view.season, self._print_view.shown_ids()
        if season is None or not ids:
            label = season.label if season else ""
            self._previewer.draw(lambda: draw_faces([sample_face(label)], design, issuer))
        else:
            self._previewer.draw_selection(season, ids, design, issuer)

    # What is done

    def _saved(self, design_id: object) -> None:
        self._stored = stored_designs()
        self._current = next(each for each in self._stored if each.id == design_id)
        sentence = _("The design {name} was saved.").format(name=self._current.design.name)
        self._desk.tell_change(self, sentence)

    def _closed(self) -> None:
        """Saved, or cancelled: the page shows what is kept."""
        self._fill_list(self._current.id if self._current else None)
        self._open(self._current or (self._stored[0] if self._stored else None))

    def add(self) -> None:
        """Begin a new design."""
        if self.may_leave():
            self._show_form(CardDesign(name=self._free_name(_("New design"))), None)
            self._focus_name()

    def duplicate(self) -> None:
        """Begin a new design like the one shown."""
        if self._current is not None and self.may_leave():
            design = self._current.design
            name = self._free_name(_("Copy of {name}").format(name=design.name))
            self._show_form(replace(design, name=name), None, copied=True)
            self._focus_name()

    def prefer(self) -> None:
        """Offer the design shown before all others."""
        if self._current is None or not self.may_leave():
            return
        try:
            save_design(self._current.design, design_id=self._current.id, preferred=True)
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        self.read_again()

    def remove(self) -> None:
        """Delete the design shown, after asking."""
        current = self._current
        if current is None:
            return
        name = current.design.name
        sentence = _("Cards that were printed with “{name}” stay as they are.").format(name=name)
        if not confirm(self, _("Delete this design?"), sentence, _("Delete"), danger=True):
            return
        remove_design(current.id)
        self._current = None
        self._drop_form()
        told = _("The design {name} was deleted.").format(name=name)
        self._desk.tell_change(self, told)
        self.read_again()

    def _drop_form(self) -> None:
        """Forget what was typed about a design that is gone."""
        if self.form is not None:
            self._page.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def _focus_name(self) -> None:
        if self.form is not None:
            target = self.form.fields["name"].target()
            target.setFocus()
            target.selectAll()

    def _free_name(self, wanted: str) -> str:
        names = {stored.design.name for stored in self._stored}
        number = 2
        name = wanted
        while name in names:
            name = _("{name} {n}").format(name=wanted, n=number)
            number += 1
        return name
