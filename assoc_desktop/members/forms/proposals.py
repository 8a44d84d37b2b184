"""What follows from the rules of categories: proofs that are missing or run out, limits passed, and what is not known."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabBar, QWidget

from assoc_desktop.association.records import Season, present_season, seasons
from assoc_desktop.language import _, ngettext
from assoc_desktop.members.forms.proofs import TONES, ProofForm
from assoc_desktop.members.limits import Passed, accept_moves, limits_passed
from assoc_desktop.members.proofs import AHEAD, STATES, Lacking, lacking_proofs
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.list_pane import Action, ListPane
from assoc_desktop.widgets.messages import confirm, show_refusal
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.record_table import Column, Row
from assoc_desktop.widgets.theme import GRID, look

#: Parts of the page, in their order.
PARTS = ("proofs", "limits", "unknown")


class ProposalsPage(Page):
    """The page laid upon the list of members.

    Args:
        desk: the open file.
        season: shown first; None shows the present one.
        part: shown first, one of `PARTS`.
    """

    def __init__(
        self, desk: Desk, season: Season | None = None, part: str = PARTS[0], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Proofs and limits"), parent)
        self._desk = desk
        self._seasons = seasons()
        self.season = ComboBox()
        self.season.addItems([each.label for each in self._seasons])
        first = season or present_season(desk.today())
        places = [place for place, each in enumerate(self._seasons) if each == first]
        self.season.setCurrentIndex(places[0] if places else 0)
        self.ahead = ComboBox()
        for days in AHEAD:
            self.ahead.addItem(ngettext("in {n} day", "in {n} days", days).format(n=days))
        self._add_choice(_("&Season"), self.season)
        self._ahead_row = self._add_choice(_("&Running out"), self.ahead)
        self.tabs = QTabBar()
        look(self.tabs, "parts")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(_("Parts of the page"))
        self.panes = {
            "proofs": ProofsToSee(self, desk),
            "limits": LimitsPassed(self, desk),
            "unknown": NotKnown(self, desk),
        }
        for _part in PARTS:
            self.tabs.addTab("")
        self.body.addWidget(self.tabs)
        for pane in self.panes.values():
            self.body.addWidget(pane, 1)
        self.tabs.setCurrentIndex(PARTS.index(part))
        self.tabs.currentChanged.connect(self._show_part)
        self.season.currentIndexChanged.connect(self.show_again)
        self.ahead.currentIndexChanged.connect(self.show_again)
        desk.changed.connect(self.show_again)
        self.show_again()

    def chosen_season(self) -> Season | None:
        """The season whose memberships are looked at."""
        place = self.season.currentIndex()
        return self._seasons[place] if 0 <= place < len(self._seasons) else None

    def days_ahead(self) -> int:
        """How far ahead proofs are looked at."""
        return AHEAD[self.ahead.currentIndex()]

    def show_again(self) -> None:
        """Read all lists again, and count them in the names of the parts."""
        for pane in self.panes.values():
            pane.show_again()
        words = (_("Proofs ({n})"), _("Limits ({n})"), _("Not known ({n})"))
        for place, (part, word) in enumerate(zip(PARTS, words, strict=True)):
            count = len(self.panes[part].table.shown_ids())
            self.tabs.setTabText(place, word.format(n=self._desk.conventions.number(count)))
        self._show_part(self.tabs.currentIndex())

    def take_keyboard(self) -> None:
        """The keyboard goes into the list shown."""
        self.panes[PARTS[self.tabs.currentIndex()]].table.setFocus()

    def _show_part(self, place: int) -> None:
        for part, pane in self.panes.items():
            pane.setVisible(part == PARTS[place])
        self._ahead_row.setVisible(PARTS[place] == "proofs")

    def _add_choice(self, words: str, box: ComboBox) -> QWidget:
        widget = QWidget()
        label = QLabel(words)
        label.setBuddy(box)
        box.setAccessibleName(words.replace("&", ""))
        box.setMinimumContentsLength(10)
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(label)
        row.addWidget(box)
        self.heading.addWidget(widget)
        return widget


class ProofsToSee(ListPane):
    """Whose proof is missing, has run out, or will soon."""

    def __init__(self, page: ProposalsPage, desk: Desk) -> None:
        self._page, self._desk = page, desk
        self._found: dict[int, Lacking] = {}
        super().__init__(
            "proofs to see",
            [
                Column("number", _("Number"), 80, sortable=False),
                Column("name", _("Name"), 200, sortable=False, stretch=True),
                Column("category", _("Category"), 110, sortable=False),
                Column("proof", _("Proof"), 150, sortable=False),
                Column("until", _("Valid until"), 150, sortable=False),
                Column("state", _("State"), 130, sortable=False, chip=True),
            ],
            self._read_lacking,
            [
                Action("add", _("Write down a proof…"), self.add, main=True),
                Action("edit", _("Open the member"), self.open_member),
                Action("list", _("Show in the list"), self.show_in_list),
            ],
            empty=EmptyState(
                "done",
                _("No proof is missing"),
                _("Here stands who has to show something for their category, before it runs out."),
            ),
            hint=_("Choose several to write down the same for all of them."),
        )

    def add(self) -> FormDialog | None:
        """Ask what the chosen members showed."""
        ids = [each for each in self.table.selected_ids() if each in self._found]
        if not ids:
            return None
        form = ProofForm(self._desk, ids, name=self._found[ids[0]].proof)
        return show_form(form, self, lambda _id: self._desk.tell_last(self))

    def open_member(self) -> None:
        """Open the page of the chosen member."""
        if chosen := self.chosen():
            self._desk.wanted.emit("members", {"open": chosen})

    def show_in_list(self) -> None:
        """Show the chosen members, or all when at most one is chosen, in the list of members."""
        chosen = [each for each in self.table.selected_ids() if each in self._found]
        show_members(
            self._page, self._desk, chosen if len(chosen) > 1 else list(self._found), _("Proofs to see")
        )

    def _read_lacking(self) -> dict[int, Row]:
        season = self._page.chosen_season()
        today, ahead = self._desk.today(), self._page.days_ahead()
        found = lacking_proofs(season, today=today, ahead=ahead) if season else []
        self._found = {each.member_id: each for each in found}
        return {each.member_id: self._row(each) for each in found}

    def _row(self, each: Lacking) -> Row:
        return Row(
            {
                "number": each.number,
                "name": each.name,
                "category": each.category,
                "proof": each.proof,
                "until": self._desk.conventions.date(each.valid_until),
                "state": _(STATES[each.state]),
            },
            tones={"state": TONES[each.state]},
        )


class LimitsPassed(ListPane):
    """Who is outside the limits of their category, and where they would move."""

    known = True

    def __init__(self, page: ProposalsPage, desk: Desk) -> None:
        self._page, self._desk = page, desk
        self._found: dict[int, Passed] = {}
        super().__init__(
            "limits passed",
            [
                Column("number", _("Number"), 80, sortable=False),
                Column("name", _("Name"), 180, sortable=False),
                Column("category", _("Category"), 110, sortable=False),
                Column("why", _("Why"), 250, sortable=False, stretch=True),
                Column("moves_to", _("Moves to"), 130, sortable=False),
            ],
            self._read_passed,
            self._wanted_actions(),
            empty=self._empty_state(),
            hint=self._said_above(),
        )

    def move(self) -> None:
        """Move the chosen members to the categories proposed."""
        self._move([each for each in self.table.selected_ids() if each in self._found])

    def move_all(self) -> None:
        """Move all for whom a category is proposed."""
        self._move(list(self._found))

    def open_member(self) -> None:
        """Open the page of the chosen member."""
        if chosen := self.chosen():
            self._desk.wanted.emit("members", {"open": self._found[chosen].member_id})

    def show_in_list(self) -> None:
        """Show the chosen members, or all when at most one is chosen, in the list of members."""
        chosen = [each for each in self.table.selected_ids() if each in self._found]
        rows = chosen if len(chosen) > 1 else list(self._found)
        ids = [self._found[each].member_id for each in rows]
        show_members(self._page, self._desk, ids, self._told())

    def _wanted_actions(self) -> list[Action]:
        return [
            Action("next", _("Move the chosen"), self.move, main=True, enabled=self._has_target),
            Action("edit", _("Open the member"), self.open_member),
            Action("list", _("Show in the list"), self.show_in_list),
            Action("check", _("Move all…"), self.move_all, needs_choice=False),
        ]

    def _empty_state(self) -> EmptyState:
        sentence = _("Here stands who is too old, too young or too long a member for their category.")
        return EmptyState("done", _("No limit is passed"), sentence)

    def _said_above(self) -> str:
        return _("Moving changes the category and the fee of the membership of this season.")

    def _told(self) -> str:
        return _("Limits passed")

    def _has_target(self, membership_id: int) -> bool:
        return self._found[membership_id].moves_to is not None

    def _move(self, ids: list[int]) -> None:
        season = self._page.chosen_season()
        count = sum(self._found[each].moves_to is not None for each in ids)
        if season is None or not count:
            return
        title = ngettext("Move {n} member?", "Move {n} members?", count).format(n=count)
        sentence = _("They get the category and the fee proposed for {season}. Undo brings back what was.")
        if not confirm(self, title, sentence.format(season=season.label), _("Move")):
            return
        try:
            accept_moves(ids, season)
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        self._desk.tell_last(self)

    def _read_passed(self) -> dict[int, Row]:
        season = self._page.chosen_season()
        found = [each for each in limits_passed(season) if each.is_known == self.known] if season else []
        self._found = {each.membership_id: each for each in found}
        return {each.membership_id: self._row(each) for each in found}

    def _row(self, each: Passed) -> Row:
        return Row(
            {
                "number": each.number,
                "name": each.name,
                "category": each.category.name,
                "why": each.sentence,
                "moves_to": each.moves_to.name if each.moves_to else "—",
            },
            tips={"why": each.sentence},
        )


class NotKnown(LimitsPassed):
    """Of whom it is not known whether they are within the limits."""

    known = False

    def _wanted_actions(self) -> list[Action]:
        return [
            Action("edit", _("Open the member"), self.open_member, main=True),
            Action("list", _("Show in the list"), self.show_in_list),
        ]

    def _empty_state(self) -> EmptyState:
        sentence = _(
            "Here stands whose birth date or day of joining is asked by a limit and not written down."
        )
        return EmptyState("done", _("All is known"), sentence)

    def _said_above(self) -> str:
        return _("Nothing is wrong with these members: fill in what is known, or leave them as they are.")

    def _told(self) -> str:
        return _("Birth date or day of joining not known")


def show_members(page: Page, desk: Desk, ids: list[int], told: str) -> None:
    """Show members in the list of members, and the page goes."""
    page.closed.emit()
    desk.wanted.emit("members", {"ids": tuple(ids), "told": told})
