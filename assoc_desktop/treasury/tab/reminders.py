"""The place for reminders: whom a level would remind, who is left out, the rounds and what they brought in."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from assoc_desktop.language import _
from assoc_desktop.members import listing
from assoc_desktop.members.filters.saved import saved_filters
from assoc_desktop.treasury.reminders.forms.levels_page import LevelsPage
from assoc_desktop.treasury.reminders.grouping import Letter
from assoc_desktop.treasury.reminders.levels import level_numbered, levels, spoken
from assoc_desktop.treasury.reminders.looking import (
    Look,
    Who,
    letter_texts,
    look_at,
    members_found,
    read_texts,
    rounds_found,
)
from assoc_desktop.treasury.reminders.planning import REASONS, Round, letters_and_amount, without
from assoc_desktop.treasury.reminders.receivers import names_of
from assoc_desktop.treasury.reminders.sending import RoundRow
from assoc_desktop.treasury.tab import reminders_actions
from assoc_desktop.treasury.tab.reminders_details import RemindersDetails
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_quietly
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.elided import ElidedLabel
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.list_layout import lay_out_list
from assoc_desktop.widgets.places import Place
from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from assoc_desktop.widgets.search_line import SearchLine
from assoc_desktop.widgets.theme import GRID, look

PLAN, LEFT_OUT, ROUNDS = "plan", "left_out", "rounds"
_EVERYBODY = Who()


class RemindersPlace(Place):
    """Search, level, members and view above; the list left; the round, and the arrears, right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: Look | None = None
        self.ticked: Round | None = None
        self.left_out: set[int] = set()
        self._who = _EVERYBODY
        self._view = self._columns_of = PLAN
        self._turn = 0
        self._texts: dict[int, str] = {}
        self._letter_texts: list[str] = []
        self._letters: dict[int, Letter] = {}
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)
        self._build()
        self._connect()
        self.read_again()

    # What the tab asks

    def read_again(self) -> None:
        self._texts = {}
        self._offer_choices()
        self._plan()

    def show_choice(self, choice: dict[str, Any]) -> None:
        """`level` and `view` (`plan`, `left_out` or `rounds`); `ids` and `told` ask only some members."""
        self.search_field.clear()
        self._view = choice.get("view", PLAN)
        self._who = Who(ids=choice["ids"], told=choice.get("told", "")) if "ids" in choice else _EVERYBODY
        self._offer_choices()
        self.level_box.choose(choice.get("level", 1))
        self.left_out.clear()
        self._plan()

    def search(self) -> None:
        """Put the keyboard into the search."""
        self.search_field.find()

    def print_now(self) -> None:
        """Show the letters of the chosen round, or of the one that is looked at, to be printed."""
        if self.view() != ROUNDS:
            reminders_actions.show_proof(self)
        else:
            reminders_actions.show_letters(self)

    def take_keyboard(self) -> None:
        self.table.setFocus()

    # Building

    def _build(self) -> None:
        self.search_field = SearchLine(_("Search members"))
        self.level_box, self.who_box, self.view_box = ComboBox(), ComboBox(), ComboBox()
        for box, name in (
            (self.level_box, _("Level")),
            (self.who_box, _("Who")),
            (self.view_box, _("Show")),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
        self.prepare_button = QPushButton(
            icons.icon("bell", QPalette.ColorRole.HighlightedText), _("&Prepare the round…")
        )
        look(self.prepare_button, "main")
        self.levels_button = QPushButton(icons.icon("settings"), _("&Levels…"))
        bar = QHBoxLayout()
        bar.setSpacing(GRID)
        # Names of levels and filters are long.
        for widget, share in (
            (self.search_field, 19),
            (self.level_box, 22),
            (self.who_box, 20),
            (self.view_box, 16),
        ):
            bar.addWidget(widget, share)
        bar.addWidget(self.levels_button)
        bar.addWidget(self.prepare_button)
        empty = EmptyState("bell", _("Nothing here"), _("Choose another level, or another list above."))
        self.table = RecordTable(
            "reminders", self._columns(PLAN), self._rows, memory=self.desk.preferences, empty=empty
        )
        self.table.view.setAccessibleName(_("Reminders"))
        self.details = RemindersDetails(self.desk)
        self.buttons = self.details.buttons
        self._sums = ElidedLabel()
        look(self._sums, "small")
        self.split = lay_out_list(self, bar, self.table, self._sums, self.details, (716, 348))

    def _connect(self) -> None:
        self.search_field.textChanged.connect(lambda _text: self._show_view())
        self.search_field.lead_into(self.table)
        self.table.view.installEventFilter(self)
        self.level_box.activated.connect(lambda _place: self._choose_anew())
        self.who_box.activated.connect(lambda _place: self._choose_anew())
        self.view_box.activated.connect(lambda _place: self._view_chosen())
        self.details.skipping_changed.connect(self._choose_anew)
        self.prepare_button.clicked.connect(lambda: reminders_actions.prepare_round(self))
        self.levels_button.clicked.connect(lambda: self.lay(LevelsPage(self.desk)))
        self.table.current_changed.connect(lambda _id: self._show_details())
        self.table.opened.connect(lambda _id: self._opened())
        self.table.view.clicked.connect(self._clicked)
        doing = {"tick": lambda _place: self.tick(), **reminders_actions.ACTIONS}
        self.details.wanted.connect(lambda what: doing[what](self))

    def _columns(self, view: str) -> list[Column]:
        name = Column("name", _("Name"), 200, stretch=True, sortable=False)
        amount = Column("amount", _("Amount"), 110, right=True, sortable=False)
        if view == PLAN:
            asked = Column("asked", _("Remind"), 84, chip=True, sortable=False)
            return [asked, name, Column("people", _("For"), 200, sortable=False), amount]
        if view == LEFT_OUT:
            return [name, Column("why", _("Why"), 280, sortable=False)]
        return [
            Column("day", _("Prepared"), 100, sortable=False),
            name,
            Column("sent", _("Sent"), 110, sortable=False),
            amount,
            Column("brought", _("Brought in"), 110, right=True, sortable=False),
        ]

    # Reading

    def _offer_choices(self) -> None:
        """Levels and saved filters that there are now."""
        words = _("Level {n}: {name}")
        self.level_box.offer(
            [(each.level, words.format(n=each.level, name=spoken(each).name)) for each in levels()]
        )
        offers = [(_EVERYBODY, _("Everybody who owes"))]
        if self._who.ids is not None:
            offers.append((self._who, self._who.told or _("Chosen members")))
        offers += [(Who(each.name), each.name) for each in saved_filters(self.desk.today())]
        self.who_box.offer(offers)
        if not self.who_box.choose(self._who):
            self._who = _EVERYBODY

    def _choose_anew(self) -> None:
        """Another level or other members were chosen."""
        self._who = self.who_box.currentData()
        self.left_out.clear()
        self._plan()

    def _plan(self) -> None:
        """Look at the round soon: what is asked for in one go is looked at once."""
        self._turn += 1
        self.prepare_button.setEnabled(False)
        self.details.show_waiting()
        self._soon.start()

    def _look(self) -> None:
        """Look at the round in the background: a large association takes its time."""
        turn, level, today = self._turn, level_numbered(self.level_box.currentData()), self.desk.today()
        who, skipping = self._who, self.details.skipping.isChecked()
        run_quietly(
            lambda: look_at(level, today, who, skipping=skipping),
            lambda found: self._take(turn, found),
            self,
        )

    def _take(self, turn: int, found: Look) -> None:
        if turn != self._turn:
            return
        self.found = found
        if found.problem:
            self._view = PLAN
        self._letters = {letter.receiver_id: letter for letter in found.planned.letters}
        self._letter_texts = []
        if self.left_out:
            self.left_out &= {each for letter in found.planned.letters for each in letter.people}
        self._show_counts()
        self._show_view()

    def _show_counts(self) -> None:
        if self.found is None:
            return
        say = self.desk.conventions.number
        self.ticked = planned = without(self.found.planned, self.left_out)
        views = (
            (PLAN, _("To remind ({count})"), len(planned.letters)),
            (LEFT_OUT, _("Left out ({count})"), len(planned.left_out)),
            (ROUNDS, _("Rounds ({count})"), len(self.found.rounds)),
        )
        self.view_box.offer([(key, words.format(count=say(count))) for key, words, count in views])
        self.view_box.choose(self._view)
        self.prepare_button.setEnabled(bool(planned.letters))

    def view(self) -> str:
        """Which list is shown: to remind, left out, or rounds."""
        return self._view

    def _view_chosen(self) -> None:
        self._view = str(self.view_box.currentData())
        self._show_view()

    def _show_view(self) -> None:
        if self.found is None:
            return
        if self._columns_of != self.view():
            self._columns_of = self.view()
            self.table.set_columns(self._columns(self.view()))
        ids, typed = self._ids(), self.search_field.text().strip()
        self.table.show_ids(ids, filtered=bool(typed))
        if self.view() == ROUNDS and ids and self.table.current_id() is None:
            self.table.select_id(ids[0])
        self._show_details()

    def _ids(self) -> list[int]:
        typed, found = self.search_field.text().strip(), self.found
        if found is None or self.ticked is None:
            return []
        if self.view() == ROUNDS:
            return rounds_found(found.rounds, typed)
        if typed and not self._texts:
            self._texts = read_texts()
        if self.view() == LEFT_OUT:
            return members_found(list(self.ticked.left_out), self._texts, typed)
        if typed and not self._letter_texts:
            self._letter_texts = letter_texts(found.planned.letters, self._texts)
        return listing.found(list(self._letters), self._letter_texts, typed)

    def _rows(self, ids: list[int]) -> list[Row]:
        if self.found is None or self.ticked is None:
            return [Row({}) for _each in ids]
        if self.view() == ROUNDS:
            return [self._round_row(self.found.rounds[each - 1]) for each in ids]
        if self.view() == LEFT_OUT:
            names, reasons = names_of(ids), self.ticked.left_out
            return [Row({"name": names.get(each, ""), "why": _(REASONS[reasons[each]])}) for each in ids]
        letters = [self._letters[each] for each in ids]
        names = names_of(person for letter in letters for person in (letter.receiver_id, *letter.people))
        return [self._letter_row(letter, names) for letter in letters]

    def _letter_row(self, letter: Letter, names: dict[int, str]) -> Row:
        asked = [each for each in letter.people if each not in self.left_out]
        amount = sum(debt.amount for debt in letter.debts if debt.member_id in asked or not asked)
        texts = {
            "asked": _("yes") if asked else _("no"),
            "name": names.get(letter.receiver_id, ""),
            "people": ", ".join(names.get(each, "") for each in asked or letter.people),
            "amount": self.desk.conventions.amount(amount),
        }
        return Row(texts, {}, {"asked": "good" if asked else "neutral"}, quiet=not asked)

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
        if self.found is None or self.view() != ROUNDS or chosen is None:
            return None
        return self.found.rounds[chosen - 1] if 1 <= chosen <= len(self.found.rounds) else None

    def _show_details(self) -> None:
        if self.found is None or self.ticked is None:
            return
        row, ticked = self.chosen_round(), self.ticked
        if row is not None:
            self.details.show_round(row)
        else:
            found, is_list = self.found, self.view() != ROUNDS
            self.details.show_plan(found.planned, ticked, found.arrears, found.problem, is_list)
        sums = letters_and_amount(ticked, self.desk.conventions)
        self._sums.setText("" if self.view() == ROUNDS else sums)

    # Leaving out

    def tick(self) -> None:
        """Leave the chosen letters out, or ask again when all of them were left out; of the list left out, ask again."""
        chosen = self.table.selected_ids()
        if self.view() == ROUNDS or not chosen:
            return
        people = {
            person
            for each in chosen
            for person in (self._letters[each].people if self.view() == PLAN else [each])
        }
        if self.view() == LEFT_OUT or people <= self.left_out:
            self.left_out -= people
        else:
            self.left_out |= people
        self._show_counts()
        if self.view() == LEFT_OUT:
            self._show_view()
        else:
            self.table.refresh()
            self._show_details()

    def _clicked(self, index: QModelIndex) -> None:
        if self.view() == PLAN and self.table.shown_columns()[index.column()].key == "asked":
            self.table.select_id(self.table.model.ids[index.row()])
            self.tick()

    def _opened(self) -> None:
        """Enter, or a double click: the letters of a round; in the other lists the member."""
        if self.view() == ROUNDS:
            reminders_actions.show_letters(self)
        else:
            self.desk.wanted.emit("members", {"member": self.table.current_id()})

    # What was done

    def show_rounds(self) -> None:
        """A round was prepared: show it."""
        self._view = ROUNDS
        self.desk.tell_last(self)
        self.table.select_id(1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space ticks."""
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if pressed and watched is self.table.view and event.key() == Qt.Key.Key_Space:
            self.tick()
            return True
        return super().eventFilter(watched, event)
