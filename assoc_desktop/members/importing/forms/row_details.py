"""One row of the dry run: what it says, why it has its outcome, and what is to be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.language import _, ngettext, whole_number
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.importing.rules import (
    ADD,
    CHANGED,
    DUPLICATE,
    NEW,
    SAME,
    SKIP,
    STATUSES,
    UPDATE,
    WRONG,
    PlanRow,
)
from assoc_desktop.members.records import Member
from assoc_desktop.widgets.chips import Chip
from assoc_desktop.widgets.elided import breakable
from assoc_desktop.widgets.theme import GRID, look

#: Outcome → tone of its chip.
TONES = {NEW: "good", CHANGED: "info", SAME: "neutral", DUPLICATE: "warn", WRONG: "bad"}


class RowDetails(QFrame):
    """The pane beside the table.

    Signals:
        decided(action, all alike): the person wants this done with the chosen rows, or with all of that outcome.
    """

    decided = Signal(str, bool)

    def __init__(self, conventions: Conventions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._conventions = conventions
        look(self, "card")
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._decision = _Decision()
        self._decision.decided.connect(self.decided)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._decision)
        self.setMinimumWidth(300)
        self.show_sentence("")

    def show_sentence(self, sentence: str) -> None:
        """Show a sentence in place of a row."""
        inner, column = _page()
        column.addWidget(_text(sentence, "quiet"))
        column.addStretch(1)
        self._scroll.setWidget(inner)
        self._decision.hide()

    def show_row(self, row: PlanRow, actions: tuple[str, ...], *, chosen: int) -> None:
        """Show a row.

        Args:
            actions: what may be done with it.
            chosen: how many rows are chosen, this one among them.
        """
        inner, column = _page()
        head = QHBoxLayout()
        head.addWidget(_text(row.name or _("(no name)"), "heading"), 1)
        chip = Chip(_(STATUSES[row.status]), TONES[row.status])
        head.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(_text(_("Line {line} of the file").format(line=row.line), "small"))
        for problem in row.problems:
            column.addWidget(_text(problem, "error"))
        if row.why:
            column.addWidget(_text(row.why, ""))
        if row.changes:
            column.addLayout(_changes(row.changes))
        if row.data is not None and not row.changes:
            column.addLayout(self._facts(row))
        if row.warnings:
            column.addWidget(_text(_("Kept in the notes"), "heading"))
            for warning in row.warnings:
                column.addWidget(_text(warning, "quiet"))
        column.addStretch(1)
        self._scroll.setWidget(inner)
        self._decision.show_choices(row, actions, chosen)

    def _facts(self, row: PlanRow) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(1, 1)
        for place, (label, value) in enumerate(_facts_of(row, self._conventions)):
            grid.addWidget(_text(label, "quiet"), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_text(value, ""), place, 1)
        return grid


class _Decision(QWidget):
    """What is to be done with a row: one choice, for this row, those chosen, or all alike."""

    decided = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._heading = QLabel(wordWrap=True)
        look(self._heading, "heading")
        self._texts: dict[QAbstractButton, str] = {}
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID // 2)
        column.addWidget(self._heading)
        for action in (UPDATE, ADD, SKIP):
            button = self.buttons[action] = QRadioButton()
            button.clicked.connect(lambda _on, action=action: self._clicked(action))
            self._group.addButton(button)
            column.addWidget(button)
        self.all_alike = QCheckBox()
        column.addWidget(self.all_alike)
        self.hide()

    def show_choices(self, row: PlanRow, actions: tuple[str, ...], chosen: int) -> None:
        """Offer what may be done with a row."""
        self.setVisible(len(actions) > 1)
        if chosen > 1:
            heading = ngettext("What is done with {n} row?", "What is done with {n} rows?", chosen)
            self._heading.setText(heading.format(n=whole_number(chosen)))
        else:
            self._heading.setText(_("What is done with this row?"))
        for action, button in self.buttons.items():
            self._texts[button] = _action_sentence(action, row)
            button.setVisible(action in actions)
            button.setChecked(action == row.action)
        status = _(STATUSES[row.status])
        sentence = _("The same for all with the outcome “{outcome}”").format(outcome=status)
        self._texts[self.all_alike] = sentence
        self._wrap()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap()

    def _wrap(self) -> None:
        """Break the sentences by hand: a button does not do it."""
        room = self.width() - 8 * GRID
        for button, sentence in self._texts.items():
            button.setText(_in_lines(sentence, button.fontMetrics(), room))
            button.setAccessibleName(sentence)

    def _clicked(self, action: str) -> None:
        self.decided.emit(action, self.all_alike.isChecked())


def _in_lines(sentence: str, metrics: QFontMetrics, room: int) -> str:
    """A sentence broken between words where it is wider than the room; an ampersand stays one."""
    lines = [""]
    for word in sentence.replace("&", "&&").split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and metrics.horizontalAdvance(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def _action_sentence(action: str, row: PlanRow) -> str:
    if action == SKIP:
        return _("Leave it out")
    if action == ADD:
        return _("Add a new member")
    if row.member_id is not None and row.status == DUPLICATE:
        member = Member.get_or_none(Member.id == row.member_id)
        name = member.full_name if member else row.name
        return _("It is {name}: change that member").format(name=_short(name))
    if row.other_line and row.status == DUPLICATE:
        return _("It is the member of line {line}: put both together").format(line=row.other_line)
    return _("Change the member")


def _short(name: str) -> str:
    return name if len(name) <= 40 else name[:39] + "…"


def _page() -> tuple[QWidget, QVBoxLayout]:
    inner = QWidget()
    inner.setObjectName("page")
    column = QVBoxLayout(inner)
    column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
    column.setSpacing(GRID)
    return inner, column


def _text(sentence: str, style: str) -> QLabel:
    label = QLabel(breakable(sentence), wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if style:
        look(label, style)
    return label


def _changes(changes: dict[str, tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * GRID)
    grid.setVerticalSpacing(GRID // 2)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(2, 1)
    for place, title in enumerate(("", _("Now"), _("From the list"))):
        grid.addWidget(_text(title, "quiet"), 0, place)
    for row, (name, (before, after)) in enumerate(changes.items(), 1):
        grid.addWidget(_text(name, "quiet"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_text(before or "—", ""), row, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_text(after or "—", "heading"), row, 2, Qt.AlignmentFlag.AlignTop)
    return grid


def _facts_of(row: PlanRow, conventions: Conventions) -> list[tuple[str, str]]:
    """What the row says of the member, in a few lines."""
    data = row.data or MemberData()
    address = conventions.address_lines(data.address, data.postcode, data.town, data.region, data.country)
    facts = [
        (_("Number"), data.number),
        (_("Category"), str(row.category) if row.category else ""),
        (_("Address"), "\n".join(address)),
        (_("Phone"), "\n".join(conventions.phone(phone) for phone in data.phones)),
        (_("E-mail"), "\n".join(data.emails)),
        (_("Profession"), data.profession),
        (_("Birth date"), conventions.date(data.birth_date)),
        (_("Joined on"), conventions.date(data.joined_on)),
        (_("ISIL"), data.isil),
        (_("Tags"), ", ".join(data.tags)),
        (_("Your own fields"), str(len(data.custom)) if data.custom else ""),
    ]
    return [(label, value) for label, value in facts if value]
