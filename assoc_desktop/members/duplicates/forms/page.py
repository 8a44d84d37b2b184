"""The page of duplicates: pairs on the left, the two of a pair side by side on the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.language import _
from assoc_desktop.members.duplicates.comparing import LEAST, Pair
from assoc_desktop.members.duplicates.different import different_pairs, remember_different
from assoc_desktop.members.duplicates.finding import find_duplicates, pair_of
from assoc_desktop.members.duplicates.forms.side_by_side import SideBySide
from assoc_desktop.members.duplicates.merging import check_merge, merge
from assoc_desktop.members.duplicates.showing import Seen, seen
from assoc_desktop.members.duplicates.telling import STRENGTH_NAMES, reasons_in_words, strength_in_words
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.elided import plain_tip
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.filter_row import FilterRow
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from assoc_desktop.widgets.theme import GRID, card_around, look

#: Strength → tone of its chip.
TONES = {"sure": "warn", "likely": "info", "possible": "neutral"}


class DuplicatesPage(Page):
    """The page laid upon the list of members.

    Args:
        ids: only pairs with one of these members; None searches among all.
        pair: two members that were chosen; nothing is searched.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        ids: Collection[int] | None = None,
        pair: tuple[int, int] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Duplicates"), parent)
        self.desk = desk
        self._ids = ids
        self._pairs: list[Pair] = [pair_of(*pair)] if pair else []
        self._skipped: set[int] = set()
        self._seen: dict[int, Seen] = {}
        self._build()
        self._connect()
        self._show()
        if pair is None:
            self.search()

    def take_keyboard(self) -> None:
        """The keyboard goes into the list of pairs."""
        self.table.setFocus()

    def search(self) -> None:
        """Search in the background; the page stays empty until something was found."""
        self._skipped.clear()
        self._told.title.setText(_("Searching for duplicates…"))
        self._told.text.setText("")
        run_in_background(
            lambda progress: find_duplicates(progress=progress, ids=self._ids),
            title=_("Searching for duplicates…"),
            done=self._found,
            cancelled=self._stopped,
            parent=self,
        )

    # Building

    def _build(self) -> None:
        self.remembered = QPushButton(icons.icon("list"), _("&Remembered as different…"))
        self.again = QPushButton(icons.icon("refresh"), _("Search a&gain"))
        self.heading.addWidget(self.remembered)
        self.heading.addWidget(self.again)
        bar = QHBoxLayout()
        bar.setSpacing(GRID)
        self.filters = FilterRow({"": _("All"), **{key: _(word) for key, word in STRENGTH_NAMES.items()}})
        bar.addWidget(self.filters, 1)
        for each in self._build_buttons():
            bar.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(bar)
        self._told = EmptyState("members", "", "")
        self.table = self._build_table()
        self.compare = SideBySide(self.desk)
        right = QFrame()
        look(right, "card")
        column = QVBoxLayout(right)
        column.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        column.addWidget(self.compare, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(GRID)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(card_around(self.table))
        self.split.addWidget(right)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([456, 597])
        self._stack = QStackedWidget()
        self._stack.addWidget(self._told)
        self._stack.addWidget(self.split)
        self.body.addWidget(self._stack, 1)

    def _build_table(self) -> RecordTable:
        table = RecordTable(
            "duplicates",
            [
                Column("one", _("Member"), 145, stretch=True, sortable=False),
                Column("other", _("May be"), 145, sortable=False),
                Column("strength", _("How likely"), 154, chip=True, sortable=False),
            ],
            self._rows,
            not_found=EmptyState("search", _("No such pair"), _("Choose another strength above.")),
        )
        table.view.setAccessibleName(_("Pairs of members who may be the same"))
        return table

    def _build_buttons(self) -> tuple[QPushButton, ...]:
        """Above the comparison: below it, they would lie under the message with Undo of the pair before."""
        self.skip = QPushButton(_("&Skip"))
        self.different = QPushButton(icons.icon("close"), _("&Not the same"))
        self.merge = QPushButton(icons.icon("check", QPalette.ColorRole.HighlightedText), _("&Merge"))
        self.skip.setToolTip(_("Leave this pair for the next search, and go on (Alt+letter)"))
        self.different.setToolTip(_("Remember that these are two; they are not found again"))
        self.merge.setToolTip(_("Make one record of the two, with what is chosen below"))
        look(self.merge, "main")
        return self.skip, self.different, self.merge

    def _connect(self) -> None:
        self.filters.chosen.connect(self._show)
        self.table.current_changed.connect(lambda _pair: self._show_pair())
        self.table.opened.connect(lambda _pair: self.merge.setFocus())
        self.skip.clicked.connect(self.skip_pair)
        self.different.clicked.connect(self.remember_pair)
        self.merge.clicked.connect(self.merge_pair)
        self.again.clicked.connect(self.search)
        self.remembered.clicked.connect(self.show_remembered)
        self.desk.changed.connect(self._show)

    # What is shown

    def _found(self, pairs: list[Pair]) -> None:
        self._pairs = pairs
        self._show()
        self.table.setFocus()

    def _stopped(self) -> None:
        self._told.title.setText(_("The search was stopped"))
        self._told.text.setText(_("Nothing was changed. “Search again” begins anew."))

    def _show(self) -> None:
        """Show the pairs that still stand: members come and go, by merging and by Undo."""
        current = self.table.current_id()
        self._seen = seen(list({member for pair in self._pairs for member in (pair.one, pair.other)}))
        apart = different_pairs()
        standing = [
            place
            for place, pair in enumerate(self._pairs)
            if place not in self._skipped
            and pair.one in self._seen
            and pair.other in self._seen
            and (pair.one, pair.other) not in apart
        ]
        self._count(standing)
        shown = [place for place in standing if self.filters.key in ("", self._pairs[place].strength)]
        self.table.show_ids(shown, filtered=bool(self.filters.key and standing))
        if shown:
            self.table.select_id(next((place for place in shown if place >= (current or 0)), shown[-1]))
        self._show_pair()
        if not standing:
            self._tell_nothing()
        self._stack.setCurrentWidget(self.split if standing else self._told)

    def _tell_nothing(self) -> None:
        if self._pairs:
            self._told.title.setText(_("All done"))
            self._told.text.setText(
                _("Every pair was dealt with. “Search again” shows those that were skipped.")
            )
            return
        self._told.title.setText(_("No duplicates found"))
        self._told.text.setText(
            _(
                "Members who look alike by name, birth date, e-mail, phone or address would be listed here, to be "
                "merged into one or remembered as different."
            )
        )

    def _count(self, standing: list[int]) -> None:
        counts = Counter(self._pairs[place].strength for place in standing)
        for widget in (self.filters, self.skip, self.different, self.merge):
            widget.setVisible(bool(self._pairs))
        self.filters.show_counts({"": len(standing), **counts}, self.desk.conventions)

    def _rows(self, places: list[int]) -> list[Row]:
        return [self._row(self._pairs[place]) for place in places]

    def _row(self, pair: Pair) -> Row:
        one, other = (self._name(self._seen[member]) for member in (pair.one, pair.other))
        reasons = " · ".join(reasons_in_words(pair, self.desk.conventions))
        return Row(
            {"one": one, "other": other, "strength": strength_in_words(pair)},
            tips={"one": self._tip(pair.one), "other": self._tip(pair.other), "strength": plain_tip(reasons)},
            tones={"strength": TONES[pair.strength]},
        )

    def _name(self, member: Seen) -> str:
        name = f"{member.name} · {member.number}" if member.number else member.name
        return _("{name} (archived)").format(name=name) if member.archived else name

    def _tip(self, member_id: int) -> str:
        member = self._seen[member_id]
        return plain_tip(f"{self._name(member)}, {member.town}" if member.town else self._name(member))

    def _show_pair(self) -> None:
        pair = self._pair()
        self.compare.setVisible(pair is not None)
        for button in (self.skip, self.different, self.merge):
            button.setEnabled(pair is not None)
        if pair is not None and pair.one in self._seen and pair.other in self._seen:
            self.compare.show_pair(pair)

    def _pair(self) -> Pair | None:
        place = self.table.current_id()
        return None if place is None else self._pairs[place]

    # What is done

    def skip_pair(self) -> None:
        """Leave the pair for the next search."""
        place = self.table.current_id()
        if place is not None:
            self._skipped.add(place)
            self._show()
            self.table.setFocus()

    def remember_pair(self) -> None:
        """Remember that the two are not the same."""
        pair = self._pair()
        if pair is not None:
            said = _("{name} and {other} are remembered as different.")
            self._do(lambda: remember_different(pair.one, pair.other), self._of_pair(said, pair))

    def merge_pair(self) -> None:
        """Make one of the two."""
        pair = self._pair()
        if pair is not None:
            said = _("{name} and {other} are one record now.")
            self._do(lambda: self._merge(pair), self._of_pair(said, pair))

    def _of_pair(self, sentence: str, pair: Pair) -> str:
        one, other = (self._seen[member].name for member in (pair.one, pair.other))
        return sentence.format(name=one, other=other)

    def _merge(self, pair: Pair) -> None:
        check_merge(pair.one, pair.other)
        keep_id, other_id = self.compare.keep_id, self.compare.other_id
        self._check_drafts(keep_id, other_id)
        merge(
            keep_id,
            other_id,
            self.compare.data(),
            today=self.desk.today(),
            conventions=self.desk.conventions,
            staying=self.compare.staying(),
        )
        self._carry_over(keep_id, other_id)

    def _check_drafts(self, *member_ids: int) -> None:
        """What somebody typed on a page and did not save would be lost with its record."""
        for member_id in member_ids:
            if self.desk.draft(f"member {member_id}").read() is not None:
                raise Refused(
                    _(
                        "Something was typed on the page of {name} and is not saved. Open that page and save or discard it first."
                    ).format(name=self._seen[member_id].name)
                )

    def _carry_over(self, keep_id: int, other_id: int) -> None:
        """Who looked like the one that went may be the one that was kept."""
        known = {(pair.one, pair.other) for pair in self._pairs}
        third = [
            pair.other if pair.one == other_id else pair.one
            for pair in self._pairs
            if other_id in (pair.one, pair.other) and keep_id not in (pair.one, pair.other)
        ]
        for member_id in third:
            pair = pair_of(keep_id, member_id) if member_id in self._seen else None
            if pair is not None and pair.score >= LEAST and (pair.one, pair.other) not in known:
                self._pairs.append(pair)

    def _do(self, work: Callable[[], object], said: str) -> None:
        try:
            work()
        except Refused as refusal:
            show_refusal(self, str(refusal))
            self._show()
            return
        self.desk.tell_change(self, said)
        self.table.setFocus()

    def show_remembered(self) -> None:
        """Show who was remembered as different, to take it back."""
        from assoc_desktop.members.duplicates.forms.remembered import RememberedDialog

        RememberedDialog(self.desk, self).open()
