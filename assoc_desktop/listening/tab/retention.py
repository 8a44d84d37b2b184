"""The place for retention: a figure and its season, chart and table side by side, what the figure is below."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
)

from assoc_desktop.association.records import Season, present_season, seasons, the_association
from assoc_desktop.association.rules import head_of
from assoc_desktop.exchange.tables import Progress
from assoc_desktop.language import _, speaking
from assoc_desktop.listening.retention.documents.charts import chart_of, writer
from assoc_desktop.listening.retention.documents.report import report_of
from assoc_desktop.listening.retention.rules.definitions import TITLES
from assoc_desktop.listening.retention.rules.groups import BYS
from assoc_desktop.listening.retention.rules.reading import Retention, read_retention
from assoc_desktop.listening.retention.rules.shown import Behind, Shown
from assoc_desktop.listening.retention.rules.tables import GROUPED, shown
from assoc_desktop.reports.printed import report_pdf
from assoc_desktop.reports.spreadsheet import write_report
from assoc_desktop.reports.tables import written_rows
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_in_background, run_quietly
from assoc_desktop.widgets.chart_view import ChartView
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.figure_table import FigureTable
from assoc_desktop.widgets.pdf_preview import PreviewPage
from assoc_desktop.widgets.places import Place
from assoc_desktop.widgets.saving import ask_where_to_save, tell_saved
from assoc_desktop.widgets.theme import GRID, card_around, look
from assoc_desktop.widgets.wide_form import plain_label

#: The least width in pixels that a chart is read at, at the usual size of text.
_CHART = 235
_NOTE_LINES = 6
#: After this time the place says that it is counting.
_PATIENCE_MS = 300


class RetentionPlace(Place):
    """The figures on retention of a season."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asked = 0
        self._retention: Retention | None = None
        self._shown: Shown | None = None
        self.figure_box, self.season_box, self.by_box = ComboBox(), ComboBox(), ComboBox()
        self.chart, self.table = ChartView(), FigureTable()
        self.note = plain_label("", "small")
        self._late = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._late.timeout.connect(lambda: self.note.setText(_("Counting…")))
        self._build()
        self.season_box.activated.connect(lambda _place: self._read())
        self.by_box.activated.connect(lambda _place: self._show_chosen())
        self.figure_box.activated.connect(lambda _place: self._show_chosen())
        self.table.opened.connect(self.open_list)
        self.chart.part_chosen.connect(self._part_chosen)
        self.report_button.clicked.connect(self.print_now)
        self.sheet_button.clicked.connect(self.save_sheet)
        self.read_again()

    # What the tab asks

    def read_again(self) -> None:
        """Offer the seasons there are now, and count anew."""
        present = present_season(self.desk.today())
        offered = [(season.id, season.label) for season in seasons()]
        self.season_box.offer(offered, otherwise=present.id if present else None)
        self._read()

    def show_choice(self, choice: dict[str, Any]) -> None:
        """Show the figure under `figure`."""
        place = self.figure_box.findData(choice.get("figure"))
        if place >= 0:
            self.figure_box.setCurrentIndex(place)
            self._show_chosen()

    def take_keyboard(self) -> None:
        self.figure_box.setFocus()

    def print_now(self) -> None:
        """Show the report, to be printed or saved."""
        retention = self._retention
        if retention is None:
            return
        head, folder = head_of(the_association().language), self.desk.path.parent

        def show(content: bytes) -> None:
            words = _("Retention {season}").format(season=retention.season.label)
            self.lay(PreviewPage(words, content, f"{words}.pdf".replace("/", "-"), folder=folder))

        run_in_background(
            lambda progress: report_pdf(partial(report_of, retention, progress=progress), head),
            title=_("Writing the report…"), done=show, parent=self,
        )  # fmt: skip

    def save_sheet(self) -> None:
        """Ask for a name, and write the figures as a spreadsheet."""
        retention = self._retention
        if retention is None:
            return
        name = f"{_('Retention {season}').format(season=retention.season.label)}.xlsx".replace("/", "-")
        proposed = self.desk.path.with_name(name)
        path = ask_where_to_save(self, _("Save the report"), proposed, _("Spreadsheet (*.xlsx)"))
        if path is not None:
            self.write_sheet(path, retention)

    def write_sheet(self, path: Path, retention: Retention) -> None:
        """Write the figures as a spreadsheet, and offer to open its folder."""
        say = the_association().conventions

        def write(progress: Progress) -> None:
            with speaking(say.language):
                write_report(path, report_of(retention, say, progress=progress), say.decimals)

        run_in_background(
            write,
            title=_("Writing the report…"),
            done=lambda _nothing: tell_saved(self, _("Saved as {name}").format(name=path.name), path),
            parent=self,
        )

    # Building

    def _build(self) -> None:
        self._fill_choices()
        area = QScrollArea(widgetResizable=True)
        area.setWidget(self.chart)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.chart_card = card_around(area)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(GRID)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.chart_card)
        self.split.addWidget(card_around(self.table))
        notes = QScrollArea(widgetResizable=True)
        notes.setWidget(self.note)
        notes.setFrameShape(QScrollArea.Shape.NoFrame)
        notes.setFixedHeight(_NOTE_LINES * self.note.fontMetrics().lineSpacing())
        notes.setAccessibleName(_("What the figure is"))
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID // 2)
        column.setSpacing(GRID)
        column.addLayout(self._bar())
        column.addWidget(self.split, 1)
        column.addWidget(notes)

    def _fill_choices(self) -> None:
        self.season_box.setAccessibleName(_("Season"))
        self.by_box.setAccessibleName(_("By"))
        for key, words in BYS.items():
            self.by_box.addItem(_(words), key)
        self.figure_box.setAccessibleName(_("Figure"))
        for key, words in TITLES.items():
            self.figure_box.addItem(_(words), key)

    def _bar(self) -> QHBoxLayout:
        self.report_button = QPushButton(
            icons.icon("print", QPalette.ColorRole.HighlightedText), _("&Report…")
        )
        look(self.report_button, "main")
        self.sheet_button = QPushButton(icons.icon("export"), _("S&preadsheet…"))
        bar = QHBoxLayout()
        bar.setSpacing(GRID)
        self.by_label = QLabel(_("By"))
        bar.addWidget(self.figure_box, 3)
        choices = ((QLabel(_("Season")), self.season_box, 0), (self.by_label, self.by_box, 2))
        for label, box, stretch in choices:
            label.setBuddy(box)
            bar.addWidget(label)
            bar.addWidget(box, stretch)
        bar.addStretch(1)
        bar.addWidget(self.sheet_button)
        bar.addWidget(self.report_button)
        return bar

    # Reading

    def figure(self) -> str:
        """The figure chosen."""
        return str(self.figure_box.currentData())

    def _read(self) -> None:
        """Read who belonged when, in the background; what was asked meanwhile wins."""
        self._asked += 1
        asked, today = self._asked, self.desk.today()
        season = Season.get_or_none(Season.id == self.season_box.currentData())
        for button in (self.report_button, self.sheet_button):
            button.setEnabled(season is not None)
        if season is None:
            self.note.setText(_("There is no season yet."))
            return

        def show(found: Retention) -> None:
            if asked == self._asked:
                self._retention = found
                self._show_chosen()

        self._late.start()
        run_quietly(lambda: read_retention(season, today), show, self)

    def _show_chosen(self) -> None:
        """Work the chosen figure out in the background, and show it."""
        retention, figure, by = self._retention, self.figure(), str(self.by_box.currentData())
        for widget in (self.by_label, self.by_box):
            widget.setVisible(figure in GROUPED)
        if retention is None:
            return
        self._asked += 1
        asked = self._asked
        self._late.start()
        run_quietly(
            lambda: shown(retention, figure, by),
            lambda found: self._show(found) if asked == self._asked else None,
            self,
        )

    def _show(self, found: Shown) -> None:
        self._late.stop()
        self._shown = found
        table = found.table
        self.table.show_written(
            table.title,
            [(column.heading, column.is_right) for column in table.columns],
            written_rows(table, self.desk.conventions),
            found.behind,
            total=bool(table.total),
        )
        self.note.setText(found.table.definition)
        drawn, title, say = found.drawn, found.table.title, self.desk.conventions
        self.chart_card.setVisible(drawn is not None)
        self._share_room()
        if drawn is None:
            self.chart.show_chart(None, title=title, write=say.number)
        else:
            self.chart.show_chart(
                partial(chart_of, drawn, title, say), title=title, write=writer(drawn.unit, say)
            )

    def _share_room(self) -> None:
        """The table has what its numbers need, the chart the rest, and never less than it can be read at."""
        room = self.split.width() - self.split.handleWidth()
        least = min(_CHART * max(16, self.fontMetrics().height()) // 16, room * 7 // 20)
        table = min(self.table.wanted_width(), room - least)
        self.split.setSizes([room - table, table])

    # What numbers do

    def _part_chosen(self, key: object) -> None:
        """A bar or a point stands for a cell of the table."""
        found = self._shown
        if found is not None and found.drawn is not None and isinstance(key, tuple):
            behind = found.behind.get(found.drawn.cells.get(key, (-1, -1)))
            if behind is not None:
                self.open_list(behind)

    def open_list(self, behind: Behind) -> None:
        """Show the members behind a number in the list."""
        self.desk.wanted.emit("members", {"ids": behind.ids, "told": behind.told})
