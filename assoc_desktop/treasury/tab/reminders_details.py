"""The right side of the place for reminders: the round that is looked at, or the one that is chosen, and the arrears."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout

from assoc_desktop.language import _, ngettext
from assoc_desktop.treasury.reminders.arrears import AGES, ArrearsRow
from assoc_desktop.treasury.reminders.planning import Round, letters_and_amount
from assoc_desktop.treasury.reminders.sending import CHANNELS, RoundRow
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.facts import FactsGrid
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.flow import FlowLayout
from assoc_desktop.widgets.theme import GRID, look, named_page

#: Buttons of a round that was not sent yet.
_WAITING = ("sent", "back")
#: Buttons of a round that is only looked at.
_LOOKED_AT = ("tick", "proof")


class RemindersDetails(QFrame):
    """Facts and buttons. Buttons say what is wanted; the place does it.

    Signals:
        wanted(what): `tick`, `proof`, `letters`, `hand`, `messages`, `drafts`, `members`, `sent` or `back`.
        skipping_changed(): whether those who missed a level are asked too.
    """

    wanted = Signal(str)
    skipping_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look(self, "card")
        self.setMinimumWidth(300)
        self._desk = desk
        self.title, self.told = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.heading = QLabel(_("Arrears"))
        for label, style in ((self.title, "heading"), (self.told, "quiet"), (self.heading, "heading")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            look(label, style)
        self.channel_box = ComboBox()
        self.channel_box.setAccessibleName(_("How"))
        self.channel_box.setToolTip(_("How it goes out"))
        for key, words in CHANNELS.items():
            self.channel_box.addItem(_(words), key)
        self.skipping = QCheckBox(_("Also who missed the level &before"))
        # Its words must not make the pane wider than its room: amounts would be cut off.
        self.skipping.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.skipping.setToolTip(_("The level before was never sent to them, or only lately"))
        self.skipping.toggled.connect(lambda _on: self.skipping_changed.emit())
        self.facts, self.arrears = FactsGrid(), FactsGrid()
        self.buttons: dict[str, QPushButton] = {}
        inner = named_page()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        for widget in (self.title, self.told, self.channel_box, self.skipping):
            column.addWidget(widget)
        column.addLayout(self.facts)
        column.addWidget(self.heading)
        column.addLayout(self.arrears)
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inner)
        self._scroll = scroll
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * GRID, 2 * GRID, GRID, GRID)
        outer.setSpacing(GRID)
        outer.addWidget(scroll, 1)
        outer.addLayout(self._make_buttons())

    def channel(self) -> str:
        """How the round goes out, a key of `CHANNELS`."""
        return str(self.channel_box.currentData())

    def show_waiting(self) -> None:
        """Something is being read."""
        self.title.setText(_("This round"))
        self.told.setText(_("Looking through the dues…"))

    def show_plan(
        self, planned: Round, ticked: Round, arrears: Sequence[ArrearsRow], problem: str, is_list: bool
    ) -> None:
        """Show what a round would do, and all arrears.

        Args:
            planned: the whole round.
            ticked: without those who were left out by hand.
            problem: why nobody is asked.
            is_list: the list shows its letters, of which some can be left out.
        """
        self._show_parts(_LOOKED_AT if is_list else (), is_plan=True)
        say = self._desk.conventions
        told = _("{letters}. Nothing is kept before you prepare it.")
        words = told.format(letters=letters_and_amount(ticked, say))
        left = len(planned.letters) - len(ticked.letters)
        if left:
            sentence = ngettext("{n} letter was left out.", "{n} letters were left out.", left)
            words = f"{words} {sentence.format(n=say.number(left))}"
        self.title.setText(_("This round"))
        self.told.setText(problem or words)
        self.facts.show_facts([])
        self.arrears.show_facts(self._arrears_facts(arrears))
        self._make_room()
        self.buttons["proof"].setEnabled(bool(ticked.letters))
        self.buttons["tick"].setEnabled(bool(planned.letters))

    def show_round(self, row: RoundRow) -> None:
        """Show a round that was prepared."""
        kept = ("letters", "hand", "messages", "drafts", "members")
        self._show_parts(kept if row.sent_on else (*kept, *_WAITING), is_plan=False)
        say = self._desk.conventions
        self.title.setText(row.name)
        self.told.setText(_("Brought in: what was paid within 30 days after it was sent."))
        self.facts.show_facts(
            [
                (_("Prepared"), say.date(row.prepared_on)),
                (_("Sent"), say.date(row.sent_on) if row.sent_on else _("not yet")),
                (_("How"), _(CHANNELS[row.channel])),
                (_("Members"), say.number(row.members)),
                (_("Asked"), say.money(row.asked)),
                (_("Brought in"), say.money(row.brought)),
            ]
        )
        self._make_room()

    def _make_room(self) -> None:
        """The pane is at least as wide as the amounts, which are never cut off, however large the text is."""

        def widen() -> None:
            bar = self._scroll.verticalScrollBar().sizeHint().width()
            wide = max(self.facts.minimumSize().width(), self.arrears.minimumSize().width())
            self.setMinimumWidth(wide + 4 * GRID + bar)

        # The labels take their room once they are shown.
        QTimer.singleShot(0, self, widen)

    def _show_parts(self, buttons: Sequence[str], *, is_plan: bool) -> None:
        for key, each in self.buttons.items():
            each.setVisible(key in buttons)
        self.channel_box.setVisible(is_plan)
        self.skipping.setVisible(is_plan)
        self.heading.setVisible(is_plan)
        if not is_plan:
            self.arrears.show_facts([])

    def _arrears_facts(self, rows: Sequence[ArrearsRow]) -> list[tuple[str, str]]:
        say = self._desk.conventions
        ages = [
            (_(name), say.money(sum(each.amounts[place] for each in rows)))
            for place, (_last, name) in enumerate(AGES)
        ]
        by_category = [(each.category or _("Levies"), say.money(each.total)) for each in rows]
        return [*ages, *by_category, (_("Together"), say.money(sum(each.total for each in rows)))]

    def _make_buttons(self) -> FlowLayout:
        row = FlowLayout()
        for key, sign, words in (
            ("tick", "check", _("Leave &out or ask again")),
            ("proof", "search", _("Loo&k at the letters…")),
            ("letters", "print", _("Le&tters…")),
            ("hand", "list", _("&Delivery list…")),
            ("messages", "phone", _("&Messages…")),
            ("drafts", "email", _("E-mail d&rafts…")),
            ("members", "members", _("To &whom")),
            ("sent", "check", _("Mark as &sent…")),
            ("back", "undo", _("&Take back…")),
        ):
            each = self.buttons[key] = QPushButton(icons.icon(sign), words)
            each.clicked.connect(lambda _on=False, key=key: self.wanted.emit(key))
            row.addWidget(each)
        return row
