"""Step 4: what would happen, row by row, before anything is written."""

from __future__ import annotations

from array import array

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.language import _, ngettext
from assoc_desktop.language.folding import fold
from assoc_desktop.members.importing.forms.columns_step import ColumnsStep
from assoc_desktop.members.importing.forms.row_details import TONES, RowDetails
from assoc_desktop.members.importing.forms.step import Step
from assoc_desktop.members.importing.rules import (
    ADD,
    SAME,
    SKIP,
    STATUSES,
    UPDATE,
    Plan,
    PlanRow,
    dry_run,
)
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.filter_row import FilterRow
from assoc_desktop.widgets.job import Progress
from assoc_desktop.widgets.own_keys import OwnKeys
from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from assoc_desktop.widgets.search_line import SearchLine
from assoc_desktop.widgets.theme import GRID, card_around

_ALL, _NOTED = "all", "noted"
_SEARCH_MS = 120


class CheckStep(Step):
    """The dry run: counts that filter, a table over all rows, and for the row chosen why and what to do.

    Attributes:
        plan: what would be done; None until the dry run is over.
    """

    def __init__(self, columns_step: ColumnsStep, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns_step = columns_step
        self._conventions = desk.conventions
        self._desk = desk
        self.plan: Plan | None = None
        self._problem = ""
        self._busy = False
        self._build()

    def enter(self) -> None:
        """Look at every row again: the columns or values may be others now."""
        mapping, table = self._columns_step.mapping, self._columns_step.table
        if mapping is None:
            return
        self.plan = None
        self._problem = ""
        self._busy = True
        self.table.show_ids([])

        today, name = self._desk.today(), self._columns_step.file_name

        def work(progress: Progress) -> Plan:
            return dry_run(table, mapping, today=today, file_name=name, progress=progress)

        run_in_background(
            work,
            title=_("Comparing the list with your members…"),
            done=self._take,
            failed=self._refused,
            cancelled=lambda: self._refused(Refused(_("The list was not checked. Go back, then on again."))),
            parent=self,
        )

    def problem(self) -> str:
        if self.plan is None:
            return self._problem
        if self.plan.to_add + self.plan.to_update == 0:
            return _("There is nothing to import: every row is the same, or left out.")
        return ""

    def is_busy(self) -> bool:
        return self._busy

    def next_label(self) -> str:
        if self.plan is None:
            return _("&Import")
        count = self.plan.to_add + self.plan.to_update
        return ngettext("&Import {n} row", "&Import {n} rows", count).format(
            n=self._conventions.number(count)
        )

    def first_field(self) -> QWidget | None:
        return self.table.view

    # Building

    def _build(self) -> None:
        words = {key: _(word) for key, word in STATUSES.items()}
        self.filters = FilterRow({_ALL: _("All"), **words, _NOTED: _("Kept in notes")})
        self.filters.chosen.connect(self._show_rows)
        self.filters.buttons[_NOTED].setToolTip(
            _("Something in these rows was not understood. It is kept in the member's notes, not lost.")
        )
        self.table = RecordTable(
            "import check",
            [
                Column("line", _("Line"), width=64, right=True, sortable=False),
                Column("name", _("Name"), width=220, sortable=False, stretch=True),
                Column("status", _("Outcome"), width=140, chip=True, sortable=False),
                Column("action", _("Action"), width=110, sortable=False),
            ],
            self._rows,
            empty=EmptyState("list", _("No such row"), _("Choose another outcome above.")),
            not_found=EmptyState("search", _("No such row"), _("No row of this outcome has these words.")),
        )
        self.table.view.horizontalHeader().setSortIndicatorShown(False)
        self.table.view.setAccessibleName(_("Rows of the list"))
        self.table.current_changed.connect(lambda _number: self._show_selection())
        self.table.selection_changed.connect(self._show_selection)
        self.table.typed.connect(self._typed)
        self.details = RowDetails(self._conventions)
        self.details.decided.connect(self._decide)
        left = card_around(self.table)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.details)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([620, 420])
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.filters, 1)
        top.addWidget(self._build_search(), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(split, 1)

    def _build_search(self) -> QLineEdit:
        self.search = SearchLine(_("Search a name"))
        self.search.setFixedWidth(self.fontMetrics().averageCharWidth() * 28)
        self._timer = QTimer(self, singleShot=True, interval=_SEARCH_MS)
        self._timer.timeout.connect(self._show_rows)
        self.search.textChanged.connect(lambda _text: self._timer.start())
        OwnKeys(self, {"Ctrl+F": self.search.setFocus})
        return self.search

    # The plan

    def _take(self, plan: Plan) -> None:
        self._busy = False
        self.plan = plan
        self.filters.key = _ALL
        self.search.clear()
        self._show_counts()
        self._show_rows()
        self.changed.emit()

    def _refused(self, refusal: Refused) -> None:
        self._busy = False
        self._problem = str(refusal)
        self.details.show_sentence(str(refusal))
        self.changed.emit()

    def _show_counts(self) -> None:
        if self.plan is None:
            return
        counts = {_ALL: len(self.plan.rows), **self.plan.counts, _NOTED: self.plan.with_warnings}
        self.filters.show_counts(counts, self._conventions)

    def _show_rows(self) -> None:
        if self.plan is None:
            return
        words = fold(self.search.text()).split()
        numbers = array("q", (n for n, row in enumerate(self.plan.rows) if self._lets_through(row, words)))
        self.table.clear_selection()
        self.table.show_ids(numbers, filtered=bool(words))
        if numbers:
            self.table.select_id(numbers[0])
        else:
            self.details.show_sentence("")

    def _lets_through(self, row: PlanRow, words: list[str]) -> bool:
        """Whether a row has the outcome chosen above, and every word that is searched in its name."""
        by_outcome = self.filters.key == _ALL or row.status == self.filters.key
        if not (bool(row.warnings) if self.filters.key == _NOTED else by_outcome):
            return False
        name = fold(row.name) if words else ""
        return all(word in name for word in words)

    def _typed(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(self.search.text() + text)

    def _rows(self, numbers: list[int]) -> list[Row]:
        rows = self.plan.rows if self.plan else []
        return [self._row(rows[number]) for number in numbers]

    def _row(self, row: PlanRow) -> Row:
        return Row(
            {
                "line": str(row.line),
                "name": row.name or _("(no name)"),
                "status": _(STATUSES[row.status]),
                "action": action_word(row),
            },
            tips={"status": "\n".join([*row.problems, row.why, *row.warnings]).strip()},
            tones={"status": TONES[row.status]},
            quiet=row.action == SKIP,
        )

    def _show_selection(self) -> None:
        if self.plan is None:
            return
        chosen = self.table.selected_ids()
        current = self.table.current_id()
        if current is None:
            return
        row = self.plan.rows[current]
        self.details.show_row(row, self.plan.possible_actions(row), chosen=max(1, len(chosen)))

    def _decide(self, action: str, all_alike: bool) -> None:
        """Let something else be done with the chosen rows, or with all of the outcome of the row shown."""
        current = self.table.current_id()
        if self.plan is None or current is None:
            return
        if all_alike:
            rows = list(self.plan.with_status(self.plan.rows[current].status))
        else:
            rows = [self.plan.rows[number] for number in self.table.selected_ids() or [current]]
        self.plan.decide(rows, action)
        self.table.refresh()
        self._show_selection()
        self.changed.emit()


def action_word(row: PlanRow) -> str:
    """What is done with a row, in a word or two."""
    if row.action == ADD:
        return _("Added")
    if row.action == UPDATE:
        return _("Changed")
    return _("Nothing to do") if row.status == SAME else _("Left out")
