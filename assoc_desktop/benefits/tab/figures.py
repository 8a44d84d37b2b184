"""What is used: the figures of a season as chart and tables, each number with the list behind it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QSplitter, QVBoxLayout

from assoc_desktop.association.records import Season, present_season, seasons, the_association
from assoc_desktop.association.rules import head_of
from assoc_desktop.benefits.documents.statement import write_statements
from assoc_desktop.benefits.figures import (
    Behind,
    Figures,
    benefits_report,
    benefits_table,
    categories_table,
    read_figures,
    unused_table,
)
from assoc_desktop.benefits.forms.statements_form import StatementsForm
from assoc_desktop.language import _, speaking
from assoc_desktop.reports.printed import report_pdf
from assoc_desktop.reports.spreadsheet import write_report
from assoc_desktop.reports.tables import Table, written_rows
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_in_background, run_quietly
from assoc_desktop.widgets.chart_view import ChartView, MakeChart
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.figure_table import FigureTable
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.pdf_preview import PreviewPage
from assoc_desktop.widgets.places import Place
from assoc_desktop.widgets.saving import ask_where_to_save, tell_saved
from assoc_desktop.widgets.theme import GRID, card_around, look
from assoc_desktop.widgets.wide_form import plain_label

_FIGURES = ("benefits", "categories", "unused")


class FiguresPlace(Place):
    """The figures of a season."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asked = 0
        self._figures: Figures | None = None
        self.season_box, self.figure_box = ComboBox(), ComboBox()
        self.chart, self.table = ChartView(), FigureTable()
        self.note = plain_label("", "small")
        self._build()
        self.season_box.activated.connect(lambda _place: self._read())
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

    def take_keyboard(self) -> None:
        self.table.setFocus()

    def print_now(self) -> None:
        """Show the report, to be printed or saved."""
        season = self.season()
        if season is None:
            return
        head, folder = head_of(the_association().language), self.desk.path.parent

        def show(content: bytes) -> None:
            name = f"{_('Benefits {season}').format(season=season.label)}.pdf".replace("/", "-")
            self.lay(
                PreviewPage(
                    _("What is used, {season}").format(season=season.label), content, name, folder=folder
                )
            )

        run_in_background(
            lambda _progress: report_pdf(lambda say: benefits_report(season, say), head),
            title=_("Writing the report…"), done=show, parent=self,
        )  # fmt: skip

    def save_sheet(self) -> None:
        """Ask for a name, and write the figures as a spreadsheet."""
        season = self.season()
        if season is None:
            return
        say = the_association().conventions
        proposed = self.desk.path.with_name(
            f"{_('Benefits {season}').format(season=season.label)}.xlsx".replace("/", "-")
        )
        path = ask_where_to_save(self, _("Save the report"), proposed, _("Spreadsheet (*.xlsx)"))
        if path is None:
            return

        def write(_progress: object) -> Path:
            with speaking(say.language):
                write_report(path, benefits_report(season, say), say.decimals)
            return path

        run_in_background(
            write,
            title=_("Writing the report…"),
            done=lambda written: tell_saved(self, _("Saved as {name}").format(name=written.name), written),
            parent=self,
        )

    def make_statements(self) -> FormDialog | None:
        """Ask for whom, and show the statements “what your dues bought”, to be printed or saved."""
        season = self.season()
        if season is None:
            return None
        return show_form(
            StatementsForm(self.desk, season), self, lambda ids: self._draw(ids, season), _("Make them")
        )

    def _draw(self, ids: object, season: Season) -> None:
        today, folder = self.desk.today(), self.desk.path.parent
        wanted = list(ids) if isinstance(ids, list) else []
        title = _("What the dues bought in {season}").format(season=season.label)

        def show(content: bytes) -> None:
            self.lay(PreviewPage(title, content, f"{title}.pdf".replace("/", "-"), folder=folder))

        run_in_background(
            lambda progress: write_statements(wanted, season, today=today, progress=progress),
            title=_("Drawing the statements"), done=show, parent=self,
        )  # fmt: skip

    def season(self) -> Season | None:
        """The season chosen."""
        return Season.get_or_none(Season.id == self.season_box.currentData())

    # Inside

    def _build(self) -> None:
        self.season_box.setAccessibleName(_("Season"))
        self.figure_box.setAccessibleName(_("Figure"))
        for key, words in zip(
            _FIGURES,
            (
                _("Benefits and their use"),
                _("Categories: what they pay and what they get"),
                _("Benefits that nobody used"),
            ),
            strict=True,
        ):
            self.figure_box.addItem(words, key)
        self.report_button = QPushButton(
            icons.icon("print", QPalette.ColorRole.HighlightedText), _("&Report…")
        )
        look(self.report_button, "main")
        self.statements_button = QPushButton(icons.icon("letters"), _("State&ments…"))
        self.statements_button.setToolTip(_("What the dues bought: a page for each member"))
        self.statements_button.clicked.connect(self.make_statements)
        self.sheet_button = QPushButton(icons.icon("export"), _("S&preadsheet…"))
        label = QLabel(_("Season"))
        label.setBuddy(self.season_box)
        bar = QHBoxLayout()
        bar.setSpacing(GRID)
        bar.addWidget(label)
        bar.addWidget(self.season_box, 1)
        bar.addWidget(self.figure_box, 3)
        bar.addStretch(1)
        bar.addWidget(self.statements_button)
        bar.addWidget(self.sheet_button)
        bar.addWidget(self.report_button)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(self.chart)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.chart_card = card_around(area)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setHandleWidth(GRID)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(card_around(self.table))
        self.split.addWidget(self.chart_card)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(bar)
        column.addWidget(self.split, 1)
        column.addWidget(self.note)

    def _read(self) -> None:
        """Count in the background; what was asked meanwhile wins."""
        self._asked += 1
        asked, season = self._asked, self.season()
        for button in (self.report_button, self.sheet_button, self.statements_button):
            button.setEnabled(season is not None)
        if season is None:
            self.note.setText(_("There is no season yet."))
            return
        run_quietly(
            lambda: read_figures(season),
            lambda found: self._show(found) if asked == self._asked else None,
            self,
        )

    def _show(self, figures: Figures) -> None:
        self._figures = figures
        self._show_chosen()

    def _show_chosen(self) -> None:
        if self._figures is None:
            return
        key = self.figure_box.currentData()
        make = {"benefits": benefits_table, "categories": categories_table, "unused": unused_table}[key]
        table, behind = make(self._figures)
        self.table.show_written(
            table.title,
            [(column.heading, column.is_right) for column in table.columns],
            written_rows(table, self.desk.conventions),
            behind,
            total=bool(table.total),
        )
        self.note.setText(table.definition)
        self.chart_card.setVisible(len(table.bars) > 1)
        self.chart.show_chart(_maker(table), title=table.title, write=self.desk.conventions.number)

    def _part_chosen(self, place: object) -> None:
        """A bar stands for the members who used that benefit."""
        if self._figures is not None and isinstance(place, int):
            used = [at for at, each in enumerate(self._figures.benefits) if each.uses]
            _table, behind = benefits_table(self._figures)
            self.open_list(behind[used[place], 2])

    def open_list(self, behind: Behind) -> None:
        """Show the members behind a number in the list."""

        def show(ids: list[int]) -> None:
            self.desk.wanted.emit("members", {"ids": tuple(ids), "told": behind.told})

        run_quietly(behind.find, show, self)


def _maker(table: Table) -> MakeChart | None:
    from assoc_desktop.pdf.charts import Bar, bar_chart

    if len(table.bars) < 2:
        return None
    bars = [Bar(place, name, amount) for place, (name, amount) in enumerate(table.bars)]
    return lambda width, style: bar_chart(bars, width, style=style, title=table.title)
