"""The page of statistics: figures at the left, chart and table side by side, what is counted below."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
)

from assoc_desktop.language import _, ngettext
from assoc_desktop.members.statistics.documents import chart_of, report_of, write_spreadsheet
from assoc_desktop.members.statistics.forms.crossing_row import CrossingRow
from assoc_desktop.members.statistics.forms.number_table import NumberTable
from assoc_desktop.members.statistics.forms.questions import QuestionRow
from assoc_desktop.members.statistics.rules import Statistics, crossing, read_statistics
from assoc_desktop.members.statistics.rules.asking import told_question
from assoc_desktop.members.statistics.rules.tables import (
    NO_CHART,
    Behind,
    Table,
    all_tables,
    crossing_table,
    who,
)
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_in_background, run_quietly
from assoc_desktop.widgets.chart_view import ChartView
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.own_keys import OwnKeys
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.pdf_preview import PreviewPage
from assoc_desktop.widgets.saving import ask_where_to_save, tell_saved
from assoc_desktop.widgets.theme import GRID, card_around, look, row_height

#: Lines of a figure on screen and on paper; the rest is gathered in one.
MOST_LINES = 15
_CROSSING = "crossing"
_READ_AFTER_MS = 30
#: Widths in pixels at the usual size of text: of the list of figures, and of the least a chart is read at.
_FIGURES, _CHART = 210, 300


class StatisticsPage(Page):
    """Statistics of the members of a season, of the list, or of a filter.

    Signals:
        preview_made(page): the report is ready to be looked at.

    Args:
        shown: what the list of members shows, when that is not everybody.
        told: that list in words.
        place: what was shown last, see `place()`; kept in step with what is shown.
    """

    preview_made = Signal(object)

    def __init__(
        self,
        desk: Desk,
        shown: Sequence[int] | None = None,
        told: str = "",
        place: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(_("Statistics"))
        self._desk = desk
        self._kept = {} if place is None else place
        self._wanted = str(self._kept.get("figure", ""))
        self._statistics: Statistics | None = None
        self._tables: dict[str, Table] = {}
        self._asked = 0
        self._told_question = ""
        self.questions = QuestionRow(desk, shown, told)
        self.questions.show_place(self._kept)
        self._soon = QTimer(self, singleShot=True, interval=_READ_AFTER_MS)
        self._soon.timeout.connect(self._read)
        self._build()
        self._connect()
        self.read_again()

    def read_again(self) -> None:
        """Count anew, soon: the page is seen before."""
        self._soon.start()

    def take_keyboard(self) -> None:
        self.figures.setFocus()

    def place(self) -> dict[str, Any]:
        """What is shown, to be shown again."""
        item = self.figures.currentItem()
        return self.questions.place() | {"figure": item.data(Qt.ItemDataRole.UserRole) if item else ""}

    # Building

    def _build(self) -> None:
        self.sheet_button = QPushButton(icons.icon("export"), _("S&preadsheet…"))
        self.report_button = QPushButton(
            icons.icon("print", QPalette.ColorRole.HighlightedText), _("&Report…")
        )
        look(self.report_button, "main")
        self.heading.addWidget(self.sheet_button)
        self.heading.addWidget(self.report_button)
        self.figures = QListWidget()
        self.figures.setAccessibleName(_("Figures"))
        self.figures.setFrameShape(QListWidget.Shape.NoFrame)
        self.figures.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.figures.setFixedWidth(_FIGURES * max(16, self.fontMetrics().height()) // 16)
        self.chart, self.table = ChartView(), NumberTable(self._desk.conventions)
        self.chart_area = QScrollArea(widgetResizable=True)
        self.chart_area.setWidget(self.chart)
        self.chart_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._chart_card = card_around(self.chart_area)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self._chart_card)
        self.split.addWidget(card_around(self.table))
        self.split.setHandleWidth(GRID)
        self.split.setChildrenCollapsible(False)
        self.crossing_row = CrossingRow()
        self.note = QLabel(wordWrap=True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        look(self.note, "small")
        right = QVBoxLayout()
        right.setSpacing(GRID)
        right.addWidget(self.crossing_row)
        right.addWidget(self.split, 1)
        right.addWidget(self.note)
        inside = QHBoxLayout()
        inside.setSpacing(2 * GRID)
        inside.addWidget(card_around(self.figures))
        inside.addLayout(right, 1)
        self.body.addWidget(self.questions)
        self.body.addLayout(inside, 1)
        self.crossing_row.hide()

    def _connect(self) -> None:
        self.questions.changed.connect(self.read_again)
        self.figures.currentItemChanged.connect(lambda item, _before: self._show_chosen() if item else None)
        self.crossing_row.changed.connect(self._read_crossing)
        self.table.opened.connect(self.open_list)
        self.chart.part_chosen.connect(self._part_chosen)
        self.sheet_button.clicked.connect(self.save_sheet)
        self.report_button.clicked.connect(self.make_report)
        self._desk.changed.connect(self.read_again)
        OwnKeys(self, {"Ctrl+P": self.make_report, "Ctrl+S": self.save_sheet})

    # Reading

    def _read(self) -> None:
        """Count in the background; what was asked meanwhile wins."""
        self._asked += 1
        asked = self._asked
        problem = self.questions.problem()
        if not problem:
            try:
                question = self.questions.question()
            except Refused as refusal:
                problem = str(refusal)
        self.report_button.setEnabled(not problem)
        self.sheet_button.setEnabled(not problem)
        if problem:
            self.note.setText(problem)
            return
        run_quietly(
            lambda: read_statistics(question),
            lambda found: self._show(found) if asked == self._asked else None,
            self,
        )

    def _show(self, statistics: Statistics) -> None:
        self._statistics = statistics
        say = self._desk.conventions
        tables = all_tables(statistics, say, most=MOST_LINES)
        self._tables = {table.key: table for table in tables}
        self._told_question = told_question(statistics.question, say)
        count = ngettext("{n} member", "{n} members", statistics.members)
        words = count.format(n=say.number(statistics.members))
        self.title.setText(_("Statistics: {members}").format(members=f"{who(statistics.question)} · {words}"))
        self.crossing_row.show_dimensions(statistics.dimensions)
        wanted = self.place()["figure"] or self._wanted
        self.figures.clear()
        for key, title in [(table.key, table.title) for table in tables] + [(_CROSSING, _("Two at once"))]:
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setToolTip(title)
            item.setSizeHint(QSize(0, row_height(self.figures) - GRID // 2))
            self.figures.addItem(item)
        keys = [*self._tables, _CROSSING]
        self.figures.setCurrentRow(keys.index(wanted) if wanted in keys else 0)

    def _show_chosen(self) -> None:
        key = self.place()["figure"]
        self._kept.update(self.place())
        self.crossing_row.setVisible(key == _CROSSING)
        if key == _CROSSING:
            self._read_crossing()
        else:
            self._show_table(self._tables[key])

    def _read_crossing(self) -> None:
        statistics = self._statistics
        pair = self.crossing_row.chosen()
        if statistics is None or pair is None or self.place()["figure"] != _CROSSING:
            return
        question, (down, across) = statistics.question, pair
        self._asked += 1
        asked = self._asked

        def show(table: Table) -> None:
            if asked == self._asked and self.place()["figure"] == _CROSSING:
                self._tables[_CROSSING] = table
                self._show_table(table)

        run_quietly(
            lambda: crossing_table(question, crossing(question, down, across), down, across), show, self
        )

    def _show_table(self, table: Table) -> None:
        self._chart_card.setVisible(table.chart != NO_CHART)
        self.table.show_table(table)
        self.note.setText(f"{table.definition} {self._told_question}")
        self._share_room()
        make = None if table.chart == NO_CHART else (lambda width, style: chart_of(table, width, style))
        self.chart.show_chart(make, title=table.title, write=self._desk.conventions.number)

    def _share_room(self) -> None:
        """The table has what its numbers need, the chart the rest, and never less than it can be read at."""
        room = self.split.width() - self.split.handleWidth()
        least = min(_CHART * max(16, self.fontMetrics().height()) // 16, room * 7 // 20)
        table = min(self.table.wanted_width(), room - least)
        self.split.setSizes([room - table, table])

    # What numbers and buttons do

    def _part_chosen(self, key: object) -> None:
        table = self._tables.get(self.place()["figure"])
        if table is not None and isinstance(key, tuple):
            row, cell = key
            if behind := table.rows[row].cells[cell].behind:
                self.open_list(behind)

    def open_list(self, behind: Behind) -> None:
        """Show the members behind a number in the list."""

        def show(ids: list[int]) -> None:
            self._desk.wanted.emit("members", {"ids": tuple(ids), "told": behind.told})

        run_quietly(behind.find, show, self)

    def make_report(self) -> None:
        """Draw the report, and show it."""
        statistics = self._statistics
        if statistics is None:
            return
        say, folder = self._desk.conventions, self._desk.path.parent

        def done(pdf: bytes) -> None:
            name = _("Statistics {who}").format(who=_plain(who(statistics.question))) + ".pdf"
            self.preview_made.emit(PreviewPage(_("Report of statistics"), pdf, name, folder=folder))

        run_in_background(
            lambda progress: report_of(statistics, say, most=MOST_LINES, progress=progress),
            title=_("Drawing the report…"),
            done=done,
            parent=self,
        )

    def save_sheet(self) -> None:
        """Ask for a name, and write all tables as a spreadsheet."""
        statistics = self._statistics
        if statistics is None:
            return
        name = _("Statistics {who}").format(who=_plain(who(statistics.question))) + ".xlsx"
        proposed = self._desk.path.with_name(name)
        path = ask_where_to_save(self, _("Save the tables"), proposed, _("Spreadsheet (*.xlsx)"))
        if path is not None:
            self.write_sheet(path, statistics)

    def write_sheet(self, path: Path, statistics: Statistics) -> None:
        """Write the tables, complete, with that of two at once when it was made; offer to open the folder."""
        say = self._desk.conventions
        crossed = [self._tables[_CROSSING]] if _CROSSING in self._tables else []
        run_in_background(
            lambda progress: write_spreadsheet(
                path,
                all_tables(statistics, say) + crossed,
                told=told_question(statistics.question, say),
                progress=progress,
            ),
            title=_("Writing the tables…"),
            done=lambda _nothing: tell_saved(self, _("Saved as {name}").format(name=path.name), path),
            parent=self,
        )


def _plain(words: str) -> str:
    """Words that can stand in a file's name."""
    return "".join(sign if sign.isalnum() or sign in " -." else "-" for sign in words).strip()
