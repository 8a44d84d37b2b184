"""What is known of the entry in focus: its lines, its voucher, what reverses it, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
)

from assoc_desktop.language import _
from assoc_desktop.treasury.cashbook.entries import is_reversed, read_entry
from assoc_desktop.treasury.cashbook.listing import BookRow
from assoc_desktop.treasury.ledger import postings_of
from assoc_desktop.treasury.records import ENTRY_KINDS, METHODS, Entry
from assoc_desktop.treasury.vouchers import vouchers_of
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.elided import ElidedLabel
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.facts import FactsGrid
from assoc_desktop.widgets.flow import FlowLayout
from assoc_desktop.widgets.theme import GRID, look, named_page

#: The name of a scan takes so many signs of average width on its button.
_NAME_SIGNS = 20


class CashBookDetails(QFrame):
    """The pane on the right. Buttons say what is wanted; the place does it.

    Signals:
        wanted(what): `voucher`, `correct`, `reverse`, `slip` or `member`.
        voucher_wanted(voucher id): look at a voucher.
    """

    wanted = Signal(str)
    voucher_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look(self, "card")
        self.setMinimumWidth(290)
        self._desk = desk
        self._stack = QStackedWidget()
        self._none = EmptyState(
            "list", _("No entry chosen"), _("Choose an entry in the list to see its lines and its voucher.")
        )
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        one = QFrame()
        column = QVBoxLayout(one)
        column.setContentsMargins(2 * GRID, 2 * GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._make_buttons())
        for page in (self._none, one):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._stack)

    def show_entry(self, entry_id: int | None, row: BookRow | None) -> None:
        """Show an entry; nothing without one."""
        entry = Entry.get_or_none(Entry.id == entry_id) if entry_id else None
        if entry is None or row is None:
            self._stack.setCurrentIndex(0)
            return
        body = named_page()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        title = _("Voucher {number} of {year}").format(number=entry.number, year=entry.year)
        for words, style in ((title, "title"), (row.text, "")):
            label = QLabel(words, wordWrap=True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if style:
                look(label, style)
            column.addWidget(label)
        facts = FactsGrid()
        facts.show_facts(self._facts(entry, row))
        column.addLayout(facts)
        column.addWidget(_heading(_("Accounts")))
        column.addLayout(self._lines(entry.id))
        self._add_vouchers(column, entry.id, row)
        column.addStretch(1)
        self._scroll.setWidget(body)
        self._offer(entry)
        self._stack.setCurrentIndex(1)

    # Inside

    def _make_buttons(self) -> FlowLayout:
        row = FlowLayout()
        self.buttons: dict[str, QPushButton] = {}
        for what, sign, words in (
            ("voucher", "import", _("Add a voucher…")),
            ("slip", "print", _("Deposit slip…")),
            ("correct", "edit", _("Correct…")),
            ("reverse", "undo", _("Reverse…")),
        ):
            button = self.buttons[what] = QPushButton(icons.icon(sign), words)
            button.clicked.connect(lambda _on=False, what=what: self.wanted.emit(what))
            row.addWidget(button)
        return row

    def _offer(self, entry: Entry) -> None:
        """Show the buttons that make sense for an entry."""
        stands = entry.kind not in ("reversal", "closing") and not is_reversed(entry.id)
        self.buttons["voucher"].setVisible(entry.kind != "closing")
        self.buttons["slip"].setVisible(entry.kind == "deposit")
        self.buttons["correct"].setVisible(stands and read_entry(entry.id) is not None)
        self.buttons["reverse"].setVisible(stands)

    def _facts(self, entry: Entry, row: BookRow) -> list[tuple[str, str]]:
        say = self._desk.conventions
        back = Entry.get_or_none(Entry.reverses == entry.id)
        taken = _("by voucher {number} of {year}").format(number=back.number, year=back.year) if back else ""
        before = entry.reverses
        of = _("voucher {number} of {year}").format(number=before.number, year=before.year) if before else ""
        return [
            (_("Day"), say.date(entry.day)),
            (_("Kind"), _(ENTRY_KINDS[entry.kind])),
            (_("Who"), row.party),
            (_("How"), _(METHODS[entry.method]) if entry.method else ""),
            (_("Number"), entry.reference),
            (_("Bank or operator"), entry.through),
            (_("Reverses"), of),
            (_("Reason"), entry.reason or (back.reason if back else "")),
            (_("Reversed"), taken),
        ]

    def _lines(self, entry_id: int) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        for posting in postings_of(entry_id):
            line = QHBoxLayout()
            line.addWidget(ElidedLabel(f"{posting.account.code} · {posting.account.name}"), 1)
            line.addWidget(QLabel(self._desk.conventions.money(posting.amount)))
            column.addLayout(line)
        return column

    def _add_vouchers(self, column: QVBoxLayout, entry_id: int, row: BookRow) -> None:
        found = vouchers_of(entry_id)
        if not found and not row.is_missing:
            return
        column.addWidget(_heading(_("Vouchers")))
        if row.is_missing:
            missing = QLabel(_("No voucher is kept yet."))
            look(missing, "quiet")
            column.addWidget(missing)
        for voucher in found:
            room = self.fontMetrics().averageCharWidth() * _NAME_SIGNS
            name = self.fontMetrics().elidedText(str(voucher.name), Qt.TextElideMode.ElideMiddle, room)
            button = QPushButton(icons.icon("file"), name.replace("&", "&&"))
            button.setToolTip(_("Look at {name}").format(name=voucher.name))
            button.setAccessibleName(_("Look at {name}").format(name=voucher.name))
            button.clicked.connect(lambda _on=False, voucher=voucher: self.voucher_wanted.emit(voucher.id))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)


def _heading(title: str) -> QLabel:
    label = QLabel(title)
    look(label, "heading")
    return label
