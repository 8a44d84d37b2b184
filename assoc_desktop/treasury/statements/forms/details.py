"""What is known of the line in focus: what it says, what it may be and why, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
)

from assoc_desktop.language import _
from assoc_desktop.treasury.records import Account, Entry, EntryText
from assoc_desktop.treasury.statements.listing import LineRow
from assoc_desktop.treasury.statements.proposals import Proposal
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.elided import breakable
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.facts import FactsGrid
from assoc_desktop.widgets.flow import FlowLayout
from assoc_desktop.widgets.theme import GRID, look, named_page


def entry_told(entry_id: int) -> str:
    """An entry in a few words: `Entry 12 of 2026: Dues`."""
    entry = Entry.get_by_id(entry_id)
    text = EntryText.get_or_none(EntryText.entry == entry)
    told = _("Entry {number} of {year}").format(number=entry.number, year=entry.year)
    if text is None or not text.text:
        return told
    return _("{name}: {what}").format(name=told, what=text.text)


class LineDetails(QFrame):
    """The pane on the right.

    Signals:
        confirmed(), changed(), ruled(), ignored(), taken_back(): what the person wants with the line.
    """

    confirmed = Signal()
    changed = Signal()
    ruled = Signal()
    ignored = Signal()
    taken_back = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look(self, "card")
        self.setMinimumWidth(300)
        self._desk = desk
        self._proposals: list[Proposal] = []
        self._group = QButtonGroup(self)
        self._none = EmptyState(
            "list", _("No line chosen"), _("Choose a line of the statement to see what it may be, and why.")
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._none)
        self._stack.addWidget(self._make_one())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._stack)

    def chosen(self) -> Proposal | None:
        """The proposal that is ticked."""
        number = self._group.checkedId()
        return self._proposals[number] if 0 <= number < len(self._proposals) else None

    def show_line(self, line: LineRow | None, proposals: Sequence[Proposal] | None) -> None:
        """Show a line; `proposals` is None while they are being looked for."""
        self._stack.setCurrentIndex(0 if line is None else 1)
        self._proposals = list(proposals or ()) if line is not None and line.state == "open" else []
        if line is None:
            return
        for button in (self.confirm_button, self.change_button, self.ignore_button):
            button.setVisible(line.state == "open")
        self.back_button.setVisible(line.state != "open")
        self.confirm_button.setEnabled(bool(self._proposals))
        self._facts.show_facts(self._facts_of(line))
        self._show_proposals(line, proposals)

    # Building

    def _make_one(self) -> QFrame:
        self.confirm_button = QPushButton(
            icons.icon("check", QPalette.ColorRole.HighlightedText), _("&Confirm")
        )
        self.confirm_button.setToolTip(_("Post it and go to the next line (Enter in the list)"))
        look(self.confirm_button, "main")
        self.change_button = QPushButton(_("Chan&ge…"))
        self.change_button.setToolTip(_("Say what it is: another member, or an account"))
        self.rule_button = QPushButton(_("R&ule…"))
        self.rule_button.setToolTip(_("Propose an account for all lines like this"))
        self.ignore_button = QPushButton(_("&Ignore…"))
        self.ignore_button.setToolTip(_("Leave the line out of the books, with a reason"))
        self.back_button = QPushButton(icons.icon("undo"), _("Take &back…"))
        buttons = FlowLayout()
        for button, signal in (
            (self.confirm_button, self.confirmed),
            (self.change_button, self.changed),
            (self.rule_button, self.ruled),
            (self.ignore_button, self.ignored),
            (self.back_button, self.taken_back),
        ):
            button.clicked.connect(signal)
            buttons.addWidget(button)
        self._facts = FactsGrid()
        self._offers = QVBoxLayout()
        self._offers.setSpacing(GRID // 2)
        inside = named_page()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        column.addLayout(self._facts)
        column.addLayout(self._offers)
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        one = QFrame()
        outer = QVBoxLayout(one)
        outer.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        outer.setSpacing(GRID)
        outer.addLayout(buttons)
        outer.addWidget(scroll, 1)
        return one

    # What is shown

    def _facts_of(self, line: LineRow) -> list[tuple[str, str]]:
        say = self._desk.conventions
        account = Account.get_by_id(line.account_id)
        facts = [
            (_("Amount"), say.money(line.amount)),
            (_("Day"), say.date(line.day)),
            (_("Other party"), line.party),
            (_("Text"), line.text),
            (_("Reference"), line.reference),
            (_("Account"), str(account.name)),
            (_("Statement"), line.source),
            (_("Ignored"), line.ignored_because),
        ]
        if line.entry_id is not None:
            facts.append((_("In the books"), entry_told(line.entry_id)))
        return facts

    def _show_proposals(self, line: LineRow, proposals: Sequence[Proposal] | None) -> None:
        while item := self._offers.takeAt(0):
            item.widget().hide()
            item.widget().deleteLater()
        self._group = QButtonGroup(self)
        if line.state != "open":
            return
        if proposals is None:
            self._say(_("Looking for what it may be…"), "quiet")
            return
        self._say(_("What it may be") if proposals else _("Nothing fits"), "heading")
        if not proposals:
            self._say(_("Choose a member or an account with “Change…”."), "quiet")
        for number, each in enumerate(proposals):
            # A radio button does not wrap: what it offers stands below it.
            radio = QRadioButton(_("{score}%").format(score=each.score))
            radio.setAccessibleName(each.told)
            radio.setAccessibleDescription(", ".join(each.reasons))
            self._group.addButton(radio, number)
            radio.setChecked(number == 0)
            self._offers.addWidget(radio)
            self._say(each.told, "")
            self._say(" · ".join(each.reasons), "small")

    def _say(self, words: str, as_what: str) -> None:
        label = QLabel(breakable(words), wordWrap=True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if as_what:
            look(label, as_what)
        self._offers.addWidget(label)
