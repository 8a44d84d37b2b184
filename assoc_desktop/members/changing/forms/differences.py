"""What would change, member by member, before it is done."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from assoc_desktop.language import _, ngettext
from assoc_desktop.members.changing.judging import Judged
from assoc_desktop.members.changing.rules import Plan
from assoc_desktop.members.changing.words import Words
from assoc_desktop.members.changing.words import told as as_line
from assoc_desktop.members.records import list_name
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.elided import breakable, plain_tip
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from assoc_desktop.widgets.theme import GRID, card_around, look
from assoc_desktop.widgets.wide_form import plain_label

_TONES = {"changed": "info", "unchanged": "neutral", "refused": "bad"}


class Differences(QWidget):
    """The counts, a filter, and the table of differences of a plan."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.plan: Plan | None = None
        self._words = Words(desk.conventions)
        self.counts = QLabel()
        look(self.counts, "heading")
        self.filter = ComboBox()
        self.filter.setAccessibleName(_("Which members are shown"))
        self.filter.setMinimumContentsLength(26)
        self.filter.activated.connect(lambda _place: self._show())
        self.leave_out = QCheckBox(_("Leave out who is refused, and change the others"))
        self.table = RecordTable(
            "differences",
            [
                Column("number", _("No."), 68, sortable=False),
                Column("name", _("Member"), 240, sortable=False),
                Column("outcome", _("What happens"), 130, chip=True, sortable=False),
                Column("told", _("Before → after, or the reason"), 420, stretch=True, sortable=False),
            ],
            self._rows,
            empty=EmptyState("done", _("Nobody here"), _("No member is of this sort.")),
        )
        self.table.view.setAccessibleName(_("Differences"))
        #: The chosen line in full, where the table cuts it.
        self.whole = plain_label("", "quiet")
        self.whole.hide()
        self.table.current_changed.connect(self._show_whole)
        above = QHBoxLayout()
        above.setSpacing(GRID)
        above.addWidget(self.counts, 1)
        above.addWidget(self.filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(above)
        column.addWidget(card_around(self.table), 1)
        column.addWidget(self.whole)
        column.addWidget(self.leave_out)

    def show_plan(self, plan: Plan) -> None:
        """Show what a dry run found."""
        self.plan, self._words = plan, Words(self._desk.conventions)
        number = self._desk.conventions.number
        counts = {
            "": (_("All: {n}"), len(plan.ids)),
            "changed": (_("Changed: {n}"), len(plan.changed)),
            "unchanged": (_("Stay as they are: {n}"), len(plan.unchanged)),
            "refused": (_("Refused: {n}"), len(plan.refused)),
        }
        self.filter.clear()
        for key, (words, n) in counts.items():
            self.filter.addItem(words.format(n=number(n)), key)
        n = len(plan.changed)
        told = [ngettext("{n} member would change.", "{n} members would change.", n).format(n=number(n))]
        told += [counts[key][0].format(n=number(counts[key][1])) for key in ("unchanged", "refused")]
        self.counts.setText("  ·  ".join(told))
        self.leave_out.setChecked(False)
        self.leave_out.setVisible(bool(plan.refused))
        self._show()

    def _show(self) -> None:
        if self.plan is not None:
            lists = {
                "changed": self.plan.changed,
                "unchanged": self.plan.unchanged,
                "refused": list(self.plan.refused),
            }
            ids = lists.get(str(self.filter.currentData()), self.plan.ids)
            self.table.show_ids(ids)

    def _show_whole(self, member_id: int | None) -> None:
        row = None if member_id is None else self._rows([member_id])[0]
        self.whole.setText(breakable(row.texts.get("told", "")) if row else "")
        self.whole.setVisible(bool(self.whole.text()))

    def _rows(self, ids: list[int]) -> list[Row]:
        if self.plan is None:
            return []
        judged = {each.before.id: each for each in self.plan.differences(ids)}
        return [self._row(judged[each]) if each in judged else Row({}) for each in ids]

    def _row(self, judged: Judged) -> Row:
        data = judged.before.data
        outcome = judged.outcome
        words = {"changed": _("changes"), "unchanged": _("stays"), "refused": _("refused")}
        lines = [as_line(each) for each in self._words.differences(judged)]
        text = judged.reason or "  ·  ".join(lines)
        return Row(
            {
                "number": data.number,
                "name": list_name(data.kind, data.name, data.family_name, data.given_name),
                "outcome": words[outcome],
                "told": text,
            },
            tips={"told": plain_tip(text)},
            tones={"outcome": _TONES[outcome]},
        )
