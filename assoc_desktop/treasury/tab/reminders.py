"""The place for reminders: whom a level would remind, who is left out, the rounds and what they brought in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from assoc_desktop.exchange.files import replacing
from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.treasury.reminders.arrears import AGES, arrears_on
from assoc_desktop.treasury.reminders.documents.letters import delivery_list, letters_pdf
from assoc_desktop.treasury.reminders.documents.texts import drafts
from assoc_desktop.treasury.reminders.forms.levels_page import LevelsPage
from assoc_desktop.treasury.reminders.forms.round_pages import MessagesPage, SentPage
from assoc_desktop.treasury.reminders.levels import level_numbered, levels, spoken
from assoc_desktop.treasury.reminders.planning import REASONS, Round, plan_round
from assoc_desktop.treasury.reminders.receivers import names_of
from assoc_desktop.treasury.reminders.sending import (
    CHANNELS,
    RoundRow,
    prepare,
    round_again,
    rounds,
    take_back,
)
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.facts import FactsGrid
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.flow import FlowLayout
from assoc_desktop.widgets.messages import confirm, show_refusal
from assoc_desktop.widgets.pdf_preview import PreviewPage
from assoc_desktop.widgets.places import Place
from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from assoc_desktop.widgets.theme import GRID, card_around, look

PLAN, LEFT_OUT, ROUNDS = "plan", "left_out", "rounds"


class RemindersPlace(Place):
    """Level, channel and view above; the list left; arrears, or the chosen round, right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.planned: Round | None = None
        self.rounds: list[RoundRow] = []
        self._build()
        self.read_again()

    # What the tab asks

    def read_again(self) -> None:
        number = self.level_box.currentData() or 1
        self.level_box.clear()
        for level in levels():
            words = _("Level {n}: {name}").format(n=level.level, name=spoken(level).name)
            self.level_box.addItem(words, level.level)
        self.level_box.setCurrentIndex(max(0, self.level_box.findData(number)))
        self._plan()

    def take_keyboard(self) -> None:
        self.table.setFocus()

    # Building

    def _build(self) -> None:
        self.level_box, self.channel_box, self.view_box = ComboBox(), ComboBox(), ComboBox()
        for box, name in (
            (self.level_box, _("Level")),
            (self.channel_box, _("How")),
            (self.view_box, _("Show")),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
        for key, words in CHANNELS.items():
            self.channel_box.addItem(_(words), key)
        self.level_box.activated.connect(lambda _place: self._plan())
        self.view_box.activated.connect(lambda _place: self._show_view())
        self.prepare_button = QPushButton(
            icons.icon("bell", QPalette.ColorRole.HighlightedText), _("&Prepare the round…")
        )
        look(self.prepare_button, "main")
        self.prepare_button.clicked.connect(lambda: self.prepare_round())
        self.levels_button = QPushButton(icons.icon("settings"), _("&Levels…"))
        self.levels_button.clicked.connect(lambda: self.lay(LevelsPage(self.desk)))
        bar = QHBoxLayout()
        bar.setSpacing(GRID)
        for box in (self.level_box, self.channel_box, self.view_box):
            bar.addWidget(box, 1)
        bar.addWidget(self.levels_button)
        bar.addWidget(self.prepare_button)
        empty = EmptyState("bell", _("Nothing here"), _("Choose another level, or another list above."))
        self.table = RecordTable(
            "reminders", self._columns(PLAN), self._rows, memory=self.desk.preferences, empty=empty
        )
        self.table.view.setAccessibleName(_("Reminders"))
        self.table.current_changed.connect(lambda _id: self._show_details())
        body = QHBoxLayout()
        body.setSpacing(GRID)
        body.addWidget(card_around(self.table), 1)
        body.addWidget(self._make_details())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addLayout(bar)
        layout.addLayout(body, 1)

    def _make_details(self) -> QFrame:
        card = QFrame()
        look(card, "card")
        card.setFixedWidth(340)
        self.title, self.told = QLabel(wordWrap=True), QLabel(wordWrap=True)
        for label, style in ((self.title, "heading"), (self.told, "quiet")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            look(label, style)
        self.facts = FactsGrid()
        self.buttons: dict[str, QPushButton] = {}
        row = FlowLayout()
        for key, sign, words, do in (
            ("letters", "print", _("Le&tters…"), self.show_letters),
            ("hand", "list", _("&Delivery list…"), self.show_delivery_list),
            ("messages", "phone", _("&Messages…"), self.show_messages),
            ("drafts", "email", _("E-mail d&rafts…"), self.save_drafts),
            ("sent", "check", _("Mark as &sent…"), self.mark_sent),
            ("back", "undo", _("&Take back…"), self.take_back),
        ):
            button = self.buttons[key] = QPushButton(icons.icon(sign), words)
            button.clicked.connect(lambda _on=False, do=do: do())
            row.addWidget(button)
        column = QVBoxLayout(card)
        column.setContentsMargins(2 * GRID, 2 * GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self.title)
        column.addWidget(self.told)
        column.addLayout(self.facts)
        column.addStretch(1)
        column.addLayout(row)
        return card

    def _columns(self, view: str) -> list[Column]:
        name = Column("name", _("Name"), 200, stretch=True, sortable=False)
        amount = Column("amount", _("Amount"), 110, right=True, sortable=False)
        if view == PLAN:
            return [name, Column("people", _("For"), 200, sortable=False), amount]
        if view == LEFT_OUT:
            return [name, Column("why", _("Why"), 240, sortable=False)]
        return [
            Column("day", _("Prepared"), 100, sortable=False),
            name,
            Column("sent", _("Sent"), 110, sortable=False),
            amount,
            Column("brought", _("Brought in"), 110, right=True, sortable=False),
        ]

    # Reading

    def _plan(self) -> None:
        self.planned = plan_round(level_numbered(self.level_box.currentData()), self.desk.today())
        self.rounds = rounds()
        view, say = self.view_box.currentData() or PLAN, self.desk.conventions.number
        self.view_box.clear()
        for key, words, count in (
            (PLAN, _("To remind ({count})"), len(self.planned.letters)),
            (LEFT_OUT, _("Left out ({count})"), len(self.planned.left_out)),
            (ROUNDS, _("Rounds ({count})"), len(self.rounds)),
        ):
            self.view_box.addItem(words.format(count=say(count)), key)
        self.view_box.setCurrentIndex(self.view_box.findData(view))
        self.prepare_button.setEnabled(bool(self.planned.letters))
        self._show_view()

    def view(self) -> str:
        """Which list is shown: to remind, left out, or rounds."""
        return str(self.view_box.currentData())

    def _show_view(self) -> None:
        self.table.set_columns(self._columns(self.view()))
        planned = self.planned
        if self.view() == ROUNDS or planned is None:
            ids = list(range(1, len(self.rounds) + 1))
        elif self.view() == LEFT_OUT:
            ids = list(planned.left_out)
        else:
            ids = [letter.receiver_id for letter in planned.letters]
        self.table.show_ids(ids)
        if self.view() == ROUNDS and ids and self.table.current_id() is None:
            self.table.select_id(ids[0])
        self._show_details()

    def _rows(self, ids: list[int]) -> list[Row]:
        say, planned = self.desk.conventions, self.planned
        if self.view() == ROUNDS or planned is None:
            return [self._round_row(self.rounds[each - 1]) for each in ids]
        if self.view() == LEFT_OUT:
            names = names_of(ids)
            return [Row({"name": names[each], "why": _(REASONS[planned.left_out[each]])}) for each in ids]
        letters = {letter.receiver_id: letter for letter in planned.letters}
        names = names_of(person for each in ids for person in (each, *letters[each].people))
        return [
            Row(
                {
                    "name": names[each],
                    "people": ", ".join(names[person] for person in letters[each].people),
                    "amount": say.amount(letters[each].amount),
                }
            )
            for each in ids
        ]

    def _round_row(self, row: RoundRow) -> Row:
        say = self.desk.conventions
        return Row(
            {
                "day": say.date(row.prepared_on),
                "name": row.name,
                "sent": say.date(row.sent_on) if row.sent_on else _("not yet"),
                "amount": say.amount(row.asked),
                "brought": say.amount(row.brought),
            }
        )

    def chosen_round(self) -> RoundRow | None:
        """The round in focus."""
        chosen = self.table.current_id()
        is_there = self.view() == ROUNDS and chosen is not None and 1 <= chosen <= len(self.rounds)
        return self.rounds[chosen - 1] if is_there and chosen is not None else None

    def _show_details(self) -> None:
        row, say = self.chosen_round(), self.desk.conventions
        for key, button in self.buttons.items():
            waits = row is not None and row.sent_on is None
            button.setVisible(waits if key in ("sent", "back") else row is not None)
        if row is not None:
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
            return
        found = arrears_on(self.desk.today())
        self.title.setText(_("Arrears"))
        told = _("This round: {n} letters, {amount}. Looking changes nothing.")
        if self.planned is not None:
            amount = say.money(self.planned.amount)
            self.told.setText(told.format(n=say.number(len(self.planned.letters)), amount=amount))
        ages = [
            (_(name), say.money(sum(each.amounts[place] for each in found)))
            for place, (_last, name) in enumerate(AGES)
        ]
        by_category = [(each.category or _("Levies"), say.money(each.total)) for each in found]
        whole = (_("Together"), say.money(sum(each.total for each in found)))
        self.facts.show_facts([*ages, *by_category, whole])

    # What is done

    def prepare_round(self) -> None:
        """Keep the round that is shown, after a yes."""
        planned, channel = self.planned, str(self.channel_box.currentData())
        if planned is None:
            return
        sentence = _("{n} letters, {amount}, {channel}. Mark them as sent once they went out.").format(
            n=len(planned.letters),
            amount=self.desk.conventions.money(planned.amount),
            channel=_(CHANNELS[channel]),
        )
        title = _("Prepare “{name}”?").format(name=spoken(planned.level).name)
        if not confirm(self, title, sentence, _("Prepare")):
            return
        run_in_background(
            lambda _progress: prepare(planned, channel),
            title=_("Preparing the round…"),
            done=lambda _key: self._prepared(),
            failed=self._not_prepared,
            parent=self,
            can_cancel=False,
        )

    def _not_prepared(self, refusal: Refused) -> None:
        show_refusal(self, str(refusal))
        self._plan()

    def _prepared(self) -> None:
        self.view_box.setCurrentIndex(self.view_box.findData(ROUNDS))
        self.desk.tell_last(self)
        self.table.select_id(1)

    def _round(self) -> Round | None:
        row = self.chosen_round()
        return round_again(row.key, self.desk.today()) if row else None

    def show_letters(self) -> None:
        """The letters of the chosen round, without those who paid."""
        planned = self._round()
        if planned is not None:
            run_in_background(
                lambda progress: letters_pdf(planned, progress=progress),
                title=_("Writing the letters…"),
                done=lambda content: self._preview(_("Letters"), content),
                parent=self,
            )

    def show_delivery_list(self) -> None:
        """The list by town for those who bring the letters."""
        planned = self._round()
        if planned is not None:
            self._preview(_("Delivery list"), delivery_list(planned))

    def _preview(self, title: str, content: bytes) -> None:
        self.lay(PreviewPage(title, content, f"{title}.pdf", folder=self.desk.path.parent))

    def show_messages(self) -> None:
        """The texts to copy."""
        planned = self._round()
        if planned is not None:
            self.lay(MessagesPage(planned))

    def save_drafts(self) -> None:
        """Ask for a folder, and write the drafts there."""
        planned = self._round()
        folder = planned and QFileDialog.getExistingDirectory(
            self, _("Folder for the drafts"), str(self.desk.path.parent)
        )
        if planned is None or not folder:
            return
        made, without = drafts(planned)
        try:
            for draft in made:
                with replacing(Path(folder) / draft.name) as unfinished:
                    unfinished.write_bytes(draft.content)
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        told = _("{n} drafts were written; {others} have no e-mail or refuse it.")
        self.desk.tell_done(self, told.format(n=len(made), others=len(without)))

    def mark_sent(self) -> None:
        """Ask which went out."""
        row = self.chosen_round()
        if row is not None:
            self.lay(SentPage(self.desk, row.key))

    def take_back(self) -> None:
        """Take the chosen round back: nothing of it went out."""
        row = self.chosen_round()
        sentence = _("Nothing of it went out: everybody is proposed again.")
        if row is not None and confirm(self, _("Take the round back?"), sentence, _("Take back")):
            take_back(row.key)
            self.desk.tell_last(self)
