"""Two members side by side: a choice for each row in which they differ, and what is the same folded away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.language import _, ngettext
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.duplicates.comparing import Pair
from assoc_desktop.members.duplicates.following import what_comes_along
from assoc_desktop.members.duplicates.proposing import (
    BOTH,
    LEFT,
    RIGHT,
    SeasonOfBoth,
    differences,
    in_order,
    later_of,
    merged,
    seasons_of_both,
)
from assoc_desktop.members.duplicates.showing import (
    equal_rows,
    facts_in_line,
    membership_in_words,
    row_caption,
    row_in_words,
)
from assoc_desktop.members.duplicates.telling import reasons_in_words
from assoc_desktop.members.records import Member
from assoc_desktop.members.rules import read_member
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.elided import breakable
from assoc_desktop.widgets.facts import FactsGrid
from assoc_desktop.widgets.theme import GRID, look, named_page


class Option(QWidget):
    """One of the choices of a row: a round button, and what would be kept."""

    def __init__(self, caption: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QRadioButton()
        self.button.setAccessibleName(_("{column}: {text}").format(column=caption, text=text or _("nothing")))
        self._text = QLabel(breakable(text) or "—", wordWrap=True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1, Qt.AlignmentFlag.AlignTop)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the words chooses, like one on the button."""
        self.button.setFocus()
        self.button.click()
        super().mousePressEvent(event)


class SideBySide(QWidget):
    """The comparison of one pair. The left record stays, the right one goes into it."""

    chosen = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.keep_id = self.other_id = 0
        self.options: dict[str, dict[str, Option]] = {}
        self._groups: list[QButtonGroup] = []
        self._seasons: list[SeasonOfBoth] = []
        self._left = self._right = MemberData()
        self._reasons = QLabel(wordWrap=True)
        self._reasons.setTextFormat(Qt.TextFormat.PlainText)
        look(self._reasons, "quiet")
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._reasons)
        column.addWidget(self._scroll, 1)

    def show_pair(self, pair: Pair) -> None:
        """Show two members, with what is proposed chosen."""
        self.keep_id, self.other_id = in_order(pair.one, pair.other)
        self._left, self._right = read_member(self.keep_id), read_member(self.other_id)
        self._seasons = seasons_of_both(self.keep_id, self.other_id)
        reasons = reasons_in_words(pair, self._desk.conventions)
        self._reasons.setText(" · ".join(reasons))
        self._reasons.setVisible(bool(reasons))
        self.options, self._groups = {}, []
        page = named_page()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(self._grid())
        column.addLayout(self._equal())
        column.addLayout(self._along())
        column.addStretch(1)
        self._scroll.setWidget(page)

    def choices(self) -> dict[str, str]:
        """Row → which side was chosen, for the rows of the fields."""
        return {key: self._chosen_of(key) for key in self.options if not key.startswith("season:")}

    def data(self) -> MemberData:
        """The member that the choices make."""
        return merged(self._left, self._right, self.choices())

    def staying(self) -> dict[int, int]:
        """Season → the membership that stays."""
        return {
            both.season.id: (
                both.left if self._chosen_of(f"season:{both.season.id}") == LEFT else both.right
            ).id
            for both in self._seasons
        }

    # Building

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnMinimumWidth(0, self.fontMetrics().averageCharWidth() * 14)
        for column in (1, 2):
            grid.setColumnStretch(column, 3)
        self._add_headings(grid)
        say = self._desk.conventions
        rows = differences(self._left, self._right, later_of(self.keep_id, self.other_id))
        for place, row in enumerate(rows, start=2):
            left, right = (row_in_words(row.key, values, say) for values in (row.left, row.right))
            self._add_row(grid, place, row.key, row_caption(row.key), left, right, row.proposed, row.can_join)
        for place, both in enumerate(self._seasons, start=2 + len(rows)):
            caption = _("Membership {season}").format(season=both.season.label)
            left, right = (membership_in_words(each, say) for each in (both.left, both.right))
            self._add_row(grid, place, f"season:{both.season.id}", caption, left, right, both.proposed, False)
        return grid

    def _add_headings(self, grid: QGridLayout) -> None:
        sides = (
            (self.keep_id, self._left, _("This record stays")),
            (self.other_id, self._right, _("This one goes into it")),
        )
        for column, (member_id, data, role) in enumerate(sides, start=1):
            name, facts = QLabel(data.full_name, wordWrap=True), QLabel(wordWrap=True)
            name.setTextFormat(Qt.TextFormat.PlainText)
            facts.setTextFormat(Qt.TextFormat.PlainText)
            facts.setText(f"{role}\n{facts_in_line(member_id, self._desk.conventions)}")
            look(name, "heading")
            look(facts, "small")
            grid.addWidget(name, 0, column, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(facts, 1, column, Qt.AlignmentFlag.AlignTop)

    def _add_row(
        self,
        grid: QGridLayout,
        place: int,
        key: str,
        caption: str,
        left: str,
        right: str,
        proposed: str,
        can_join: bool,
    ) -> None:
        label = QLabel(caption, wordWrap=True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        look(label, "quiet")
        grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
        options = {LEFT: Option(caption, left), RIGHT: Option(caption, right)}
        if can_join and left and right:
            options[BOTH] = Option(caption, _("Both"))
        group = QButtonGroup(self)
        self._groups.append(group)
        for column, option in enumerate(options.values(), start=1):
            group.addButton(option.button)
            grid.addWidget(option, place, column, Qt.AlignmentFlag.AlignTop)
        options[proposed].button.setChecked(True)
        group.buttonClicked.connect(lambda _button: self.chosen.emit())
        self.options[key] = options

    def _equal(self) -> QVBoxLayout:
        rows = equal_rows(self._left, self._right, self._desk.conventions)
        column = QVBoxLayout()
        if not rows:
            return column
        words = ngettext("{n} more field is the same", "{n} more fields are the same", len(rows))
        fold = QPushButton(words.format(n=len(rows)), checkable=True)
        look(fold, "plain")
        inside = QWidget()
        facts = FactsGrid()
        facts.show_facts(rows)
        inside.setLayout(facts)
        inside.hide()
        fold.toggled.connect(inside.setVisible)
        column.addWidget(fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(inside)
        return column

    def _along(self) -> QVBoxLayout:
        """What comes along whatever is chosen above."""
        keep, other = (Member.get_by_id(each) for each in (self.keep_id, self.other_id))
        lines = what_comes_along(keep, other, self._desk.conventions)
        column = QVBoxLayout()
        column.setSpacing(2)
        if not lines:
            return column
        heading = QLabel(_("What comes along"))
        look(heading, "heading")
        column.addWidget(heading)
        for line in lines:
            label = QLabel(breakable(line), wordWrap=True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        return column

    def _chosen_of(self, key: str) -> str:
        return next(side for side, option in self.options[key].items() if option.button.isChecked())
