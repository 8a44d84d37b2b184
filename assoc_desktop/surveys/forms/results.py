"""The page of results: questions at the left, chart and table of the chosen one beside them, what is counted below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from assoc_desktop.language import LANGUAGES, N_, _
from assoc_desktop.pdf.charts import Bar, Chart, Style, bar_chart
from assoc_desktop.surveys.building import the_survey
from assoc_desktop.surveys.documents.results import results_pdf, write_results
from assoc_desktop.surveys.results import (
    Figure,
    Grouping,
    GroupRow,
    Results,
    by_group,
    figures_of,
    group_tables,
    groupings_of,
    quotes_of,
    read_results,
    told_groups,
    told_survey,
)
from assoc_desktop.surveys.results.telling import per_cent
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_in_background, run_quietly
from assoc_desktop.widgets.chart_view import ChartView
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.own_keys import OwnKeys
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.pdf_preview import PreviewPage
from assoc_desktop.widgets.saving import ask_where_to_save, tell_saved
from assoc_desktop.widgets.theme import GRID, card_around, look, row_height

_FIGURES = 250
_GROUPS = {"category": N_("By category"), "region": N_("By region")}
_WORDS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class _Found:
    """All that the page shows, read in the background."""

    results: Results
    figures: list[Figure]
    quotes: dict[int, list[str]]
    groups: list[tuple[Grouping, dict[int, list[GroupRow]]]]


class ResultsPage(Page):
    """Results of a survey, question by question.

    Signals:
        preview_made(page): the report is ready to be looked at.
    """

    preview_made = Signal(object)

    def __init__(self, desk: Desk, survey_id: int) -> None:
        self._survey = the_survey(survey_id)
        super().__init__(_("Results: {survey}").format(survey=self._survey.name))
        self._desk = desk
        self._found: _Found | None = None
        self._asked = 0
        self._build()
        self._desk.changed.connect(self.read_again)
        self.read_again()

    def read_again(self) -> None:
        """Count anew, in the background; what was asked meanwhile wins."""
        self._asked += 1
        asked, say = self._asked, self._desk.conventions

        def read() -> _Found:
            results = read_results(self._survey)
            groups = [(one, by_group(self._survey, one)) for one in groupings_of(self._survey)]
            return _Found(results, figures_of(results, say), quotes_of(self._survey), groups)

        run_quietly(read, lambda found: self._show(found) if asked == self._asked else None, self)

    def take_keyboard(self) -> None:
        self.figures.setFocus()

    # Building

    def _build(self) -> None:
        self.told = _quiet("")
        self.body.addWidget(self.told)
        self.groups = ComboBox()
        self.groups.setAccessibleName(_("Tell apart"))
        self.groups.setMinimumWidth(self.fontMetrics().averageCharWidth() * 26)
        self.groups.currentIndexChanged.connect(lambda _place: self._show_chosen())
        self.sheet_button = QPushButton(icons.icon("export"), _("S&preadsheet…"))
        self.sheet_button.clicked.connect(self.save_sheet)
        self.report_button = QPushButton(
            icons.icon("print", QPalette.ColorRole.HighlightedText), _("&Report…")
        )
        look(self.report_button, "main")
        menu = QMenu(self.report_button)
        for code, name in LANGUAGES.items():
            menu.addAction(name).triggered.connect(lambda _on=False, code=code: self.make_report(code))
        self.report_button.setMenu(menu)
        for widget in (self.groups, self.sheet_button, self.report_button):
            self.heading.addWidget(widget)
        self.figures = QListWidget()
        self.figures.setAccessibleName(_("Questions"))
        self.figures.setFrameShape(QListWidget.Shape.NoFrame)
        self.figures.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.figures.setFixedWidth(_FIGURES * max(16, self.fontMetrics().height()) // 16)
        self.figures.currentItemChanged.connect(lambda item, _before: self._show_chosen() if item else None)
        inside = QHBoxLayout()
        inside.setSpacing(2 * GRID)
        inside.addWidget(card_around(self.figures))
        inside.addLayout(self._right(), 1)
        self.body.addLayout(inside, 1)
        OwnKeys(
            self,
            {"Ctrl+P": lambda: self.make_report(self._desk.conventions.language), "Ctrl+S": self.save_sheet},
        )

    def _right(self) -> QVBoxLayout:
        self.question = QLabel(wordWrap=True)
        self.question.setTextFormat(Qt.TextFormat.PlainText)
        look(self.question, "heading")
        self.chart = ChartView()
        area = QScrollArea(widgetResizable=True)
        area.setWidget(self.chart)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._chart_card = card_around(area)
        self.table = QTableWidget()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setHighlightSections(False)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self._chart_card)
        self.split.addWidget(card_around(self.table))
        self.split.setHandleWidth(GRID)
        self.split.setChildrenCollapsible(False)
        self.note = _quiet("")
        column = QVBoxLayout()
        column.setSpacing(GRID)
        column.addWidget(self.question)
        column.addWidget(self.split, 1)
        column.addWidget(self.note)
        return column

    # Showing

    def _show(self, found: _Found) -> None:
        self._found = found
        self.told.setText(told_survey(found.results, self._desk.conventions))
        chosen, grouped = max(self.figures.currentRow(), 0), max(self.groups.currentIndex(), 0)
        self.groups.blockSignals(True)
        self.groups.clear()
        self.groups.addItem(_("Everybody together"))
        for grouping, _rows in found.groups:
            self.groups.addItem(_(_GROUPS[grouping.key]))
        self.groups.setCurrentIndex(min(grouped, self.groups.count() - 1))
        self.groups.setVisible(bool(found.groups))
        self.groups.blockSignals(False)
        self.figures.clear()
        for figure in found.figures:
            item = QListWidgetItem(figure.title)
            item.setToolTip(f"{figure.section}\n{figure.title}".strip())
            item.setSizeHint(QSize(0, row_height(self.figures) - GRID // 2))
            self.figures.addItem(item)
        self.figures.setCurrentRow(min(chosen, self.figures.count() - 1))

    def _show_chosen(self) -> None:
        place = self.figures.currentRow()
        if self._found is None or not 0 <= place < len(self._found.figures):
            return
        figure = self._found.figures[place]
        self.question.setText(figure.title)
        self.note.setText(" ".join((*figure.facts, figure.definition)))
        grouped = self.groups.currentIndex() - 1
        if grouped >= 0 and figure.question.id in self._found.groups[grouped][1]:
            self._show_groups(figure, self._found.groups[grouped][1])
        elif figure.lines:
            self._show_counts(figure)
        else:
            quotes = self._found.quotes.get(figure.question.id, [])
            is_text = figure.question.kind == "text"
            words = [(one,) for one in (quotes if is_text else figure.facts)]
            self._fill([_("In their words") if is_text else _("Figures")], words)
        self._chart_card.setVisible(bool(figure.lines))
        self.split.setSizes([self.split.width() // 2] * 2)
        self.chart.show_chart(
            (lambda width, style: _chart_of(figure, width, style)) if figure.lines else None,
            title=figure.title,
            write=self._desk.conventions.number,
        )

    def _show_counts(self, figure: Figure) -> None:
        say = self._desk.conventions
        headings = [_("Answer"), _("Count"), _("Share")] + ([_("Before")] if figure.has_before else [])
        rows = []
        for line in figure.lines:
            shares = [per_cent(one, say) if one is not None else "" for one in (line.share, line.before)]
            rows.append((line.name, say.number(line.count), *shares)[: len(headings)])
        self._fill(headings, rows)

    def _show_groups(self, figure: Figure, groups: dict[int, list[GroupRow]]) -> None:
        say = self._desk.conventions
        found = self._found
        assert found is not None
        table = next(
            one for one in group_tables(found.results, groups, say) if one.question == figure.question
        )
        rows = [(name, "" if n is None else say.number(n), said) for name, n, said in table.rows]
        self._fill([_("Group"), "n", _("What they say")], rows, words=(0, 2))
        self.note.setText(f"{self.note.text()} {told_groups()}")

    def _fill(
        self, headings: Sequence[str], rows: Sequence[Sequence[str]], words: Sequence[int] = (0,)
    ) -> None:
        table = self.table
        table.clear()
        table.setColumnCount(len(headings))
        table.setRowCount(len(rows))
        for place, heading in enumerate(headings):
            title = QTableWidgetItem(heading)
            title.setTextAlignment(_WORDS if place in words else _NUMBERS)
            table.setHorizontalHeaderItem(place, title)
        table.setAccessibleName(self.question.text())
        for at, row in enumerate(rows):
            for place, text in enumerate(row):
                item = QTableWidgetItem(text)
                if place not in words:
                    item.setTextAlignment(_NUMBERS)
                table.setItem(at, place, item)
        header = table.horizontalHeader()
        for place in range(len(headings)):
            mode = header.ResizeMode.Stretch if place == words[-1] else header.ResizeMode.ResizeToContents
            header.setSectionResizeMode(place, mode)
        table.resizeRowsToContents()

    # What the buttons do

    def make_report(self, code: str) -> None:
        """Draw the report in a language, and show it."""
        survey, folder = self._survey, self._desk.path.parent

        def done(pdf: bytes) -> None:
            page = PreviewPage(self.title.text(), pdf, f"{_plain(self.title.text())}.pdf", folder=folder)
            self.preview_made.emit(page)

        run_in_background(
            lambda _progress: results_pdf(survey, code),
            title=_("Drawing the report…"),
            done=done,
            parent=self,
        )

    def save_sheet(self) -> None:
        """Ask for a name, and write all counts as a spreadsheet."""
        proposed = self._desk.path.with_name(f"{_plain(self.title.text())}.xlsx")
        path = ask_where_to_save(self, _("Save the tables"), proposed, _("Spreadsheet (*.xlsx)"))
        if path is not None:
            self.write_sheet(path)

    def write_sheet(self, path: Path) -> None:
        """Write all counts, and offer to open the folder."""
        survey, code = self._survey, self._desk.conventions.language
        run_in_background(
            lambda progress: write_results(path, survey, code, progress=progress),
            title=_("Writing the tables…"),
            done=lambda _nothing: tell_saved(self, _("Saved as {name}").format(name=path.name), path),
            parent=self,
        )


def _chart_of(figure: Figure, width: float, style: Style) -> Chart:
    bars = [Bar(line.key, line.name, line.count) for line in figure.lines]
    return bar_chart(bars, width, style=style, title=figure.title)


def _quiet(words: str) -> QLabel:
    label = QLabel(words, wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    look(label, "small")
    return label


def _plain(words: str) -> str:
    """Words that can stand in a file's name."""
    return "".join(sign if sign.isalnum() or sign in " -." else "-" for sign in words).strip()[:80]
