"""A receipt to be looked at and printed, and the register of all receipts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from assoc_desktop.language import _
from assoc_desktop.treasury.desk.forms.receipts_list import ReceiptsList
from assoc_desktop.treasury.documents.receipt_words import file_name
from assoc_desktop.treasury.documents.receipts import LAYOUTS, receipts_pdf
from assoc_desktop.treasury.receipts import note_print, receipt_facts
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.own_keys import OwnKeys
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.pdf_preview import PdfPreview

_REMEMBERED = "desk.layout"


class ReceiptPage(Page):
    """Receipts as they come out of the printer. Printed or saved, the page goes: the next print is a duplicate.

    Args:
        desk: the open file.
        receipt_ids: the receipts, in the order in which they are printed.
    """

    def __init__(self, desk: Desk, receipt_ids: Sequence[int], parent: QWidget | None = None) -> None:
        self._facts = [receipt_facts(each) for each in receipt_ids]
        one = self._facts[0].number
        super().__init__(
            _("Receipt {number}").format(number=one) if len(self._facts) == 1 else _("Receipts"), parent
        )
        self._desk = desk
        self.layout_box = ComboBox()
        for key, words in LAYOUTS.items():
            self.layout_box.addItem(_(words), key)
        kept = desk.preferences.choices.get(_REMEMBERED, "a5")
        self.layout_box.setCurrentIndex(max(0, self.layout_box.findData(kept)))
        self.layout_box.setMinimumContentsLength(24)
        caption = QLabel(_("Pa&per"))
        caption.setBuddy(self.layout_box)
        self.layout_box.setAccessibleName(_("Paper"))
        self.layout_box.activated.connect(lambda _place: self._paper_chosen())
        self.heading.addWidget(caption)
        self.heading.addWidget(self.layout_box)
        self.preview: PdfPreview | None = None
        OwnKeys(self, {"Ctrl+P": self.print_now})
        self._draw()

    def print_now(self) -> None:
        """Print the receipts (Ctrl+P)."""
        if self.preview is not None:
            self.preview.print_document()

    def take_keyboard(self) -> None:
        """The keyboard goes to the button that prints: Enter opens the printer's window."""
        if self.preview is not None:
            self.preview.pages.setFocus()

    def _paper_chosen(self) -> None:
        self._desk.preferences.choices[_REMEMBERED] = self.layout_box.currentData()
        self._desk.preferences.save()
        self._draw()

    def _draw(self) -> None:
        if self.preview is not None:
            self.body.removeWidget(self.preview)
            self.preview.hide()
            self.preview.deleteLater()
        content = receipts_pdf(self._facts, self.layout_box.currentData())
        self.preview = PdfPreview(content, file_name(self._facts))
        self.preview.printed.connect(lambda _pages: self._out(_("The receipt was printed.")))
        self.preview.saved.connect(lambda path: self._out(_("Saved as {name}").format(name=path.name)))
        self.body.addWidget(self.preview, 1)

    def _out(self, sentence: str) -> None:
        note_print([each.id for each in self._facts], at=datetime.datetime.now(datetime.UTC))
        self._desk.tell_done(self, sentence)
        self.closed.emit()


class RegisterPage(Page):
    """The register of receipts.

    Signals:
        print_wanted(receipt ids), reverse_wanted(receipt id): see `ReceiptsList`.

    Args:
        desk: the open file.
        unprinted: show those that were never printed.
    """

    print_wanted = Signal(object)
    reverse_wanted = Signal(object)

    def __init__(self, desk: Desk, *, unprinted: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(_("Register of receipts"), parent)
        self.list = ReceiptsList(desk)
        self.list.print_wanted.connect(self.print_wanted)
        self.list.reverse_wanted.connect(self.reverse_wanted)
        self.body.addWidget(self.list, 1)
        self.list.waiting.setChecked(unprinted)
        self.list.read_again()
        desk.changed.connect(self.list.read_again)
        OwnKeys(self, {"Ctrl+F": self.take_keyboard})

    def take_keyboard(self) -> None:
        """The keyboard goes to the search."""
        self.list.search.setFocus()
        self.list.search.selectAll()
