"""The place for reports: choose one and its year, look at it, print or save it; hand the journal on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import head_of
from assoc_desktop.language import _, language, speaking
from assoc_desktop.reports.printed import report_pdf
from assoc_desktop.reports.spreadsheet import write_report
from assoc_desktop.treasury.journal.fec import fec_name, write_fec
from assoc_desktop.treasury.journal.gnucash import write_gnucash
from assoc_desktop.treasury.journal.plain import write_journal
from assoc_desktop.treasury.records import FinancialYear
from assoc_desktop.treasury.reports.rules.offers import REPORTS, report_of
from assoc_desktop.treasury.years import years
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_in_background, run_quietly
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.pdf_preview import PdfPreview
from assoc_desktop.widgets.places import Place
from assoc_desktop.widgets.theme import GRID, card_around, row_height
from assoc_desktop.widgets.toast import show_toast

_LIST = 190


class ReportsPlace(Place):
    """The reports on the left, the chosen one as it is printed on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.preview: PdfPreview | None = None
        self._round = 0
        self._build()
        self.read_again()

    # What the tab asks

    def read_again(self) -> None:
        """Offer the years there are now, and make the report anew."""
        chosen = self.year_box.currentData()
        self.year_box.clear()
        known = years()
        for year in known:
            self.year_box.addItem(str(year.label), year.id)
        if known:
            place = self.year_box.findData(chosen)
            # Once a year is closed, the next one is there and empty: what is asked for is the one before.
            written = next((year for year in known if year.entries.exists()), known[0])
            self.year_box.setCurrentIndex(place if place >= 0 else self.year_box.findData(written.id))
        self.pages.setCurrentIndex(1 if known else 0)
        for button in (self.sheet_button, self.journal_button):
            button.setEnabled(bool(known))
        if known:
            self._make()

    def print_now(self) -> None:
        """Print the report."""
        if self.preview is not None:
            self.preview.print_document()

    def take_keyboard(self) -> None:
        self.list.setFocus()

    # Building

    def _build(self) -> None:
        self.list = QListWidget()
        self.list.setAccessibleName(_("Reports"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setFixedWidth(_LIST * max(16, self.fontMetrics().height()) // 16)
        for key, words in REPORTS.items():
            item = QListWidgetItem(_(words))
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setSizeHint(QSize(0, row_height(self.list)))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.currentRowChanged.connect(lambda _row: self._make())
        self._right = QVBoxLayout()
        inside = QWidget()
        split = QHBoxLayout(inside)
        split.setContentsMargins(0, 0, 0, 0)
        split.setSpacing(GRID)
        split.addWidget(card_around(self.list))
        split.addLayout(self._right, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(
            EmptyState(
                "chart",
                _("Nothing to report yet"),
                _(
                    "Reports are read from the books. Once a payment or another entry is written, its year can be chosen here."
                ),
            )
        )
        self.pages.addWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID // 2)
        layout.setSpacing(GRID)
        layout.addLayout(self._bar())
        layout.addWidget(self.pages, 1)

    def _bar(self) -> QHBoxLayout:
        self.year_box = ComboBox()
        self.year_box.setAccessibleName(_("Year of the books"))
        self.year_box.activated.connect(lambda _place: self._make())
        label = QLabel(_("Year of the books"))
        label.setBuddy(self.year_box)
        self.sheet_button = QPushButton(icons.icon("export"), _("S&preadsheet…"))
        self.sheet_button.clicked.connect(self.save_sheet)
        self.journal_button = QPushButton(icons.icon("export"), _("Export the &journal"))
        menu = QMenu(self.journal_button)
        for words, do in (
            (_("CSV for an accountant…"), self.save_csv),
            (_("French FEC…"), self.save_fec),
            (_("GnuCash: accounts and transactions…"), self.save_gnucash),
        ):
            menu.addAction(words).triggered.connect(do)
        self.journal_button.setMenu(menu)
        bar = QHBoxLayout()
        bar.setSpacing(GRID)
        bar.addWidget(label)
        bar.addWidget(self.year_box)
        bar.addStretch(1)
        bar.addWidget(self.journal_button)
        bar.addWidget(self.sheet_button)
        return bar

    # Making

    def key(self) -> str:
        """The report chosen, a key of `REPORTS`."""
        return str(self.list.currentItem().data(Qt.ItemDataRole.UserRole))

    def year(self) -> FinancialYear:
        """The year chosen."""
        return FinancialYear.get_by_id(self.year_box.currentData())

    def _make(self) -> None:
        """Draw the report in the background; what was chosen meanwhile wins."""
        if self.year_box.currentData() is None:
            return
        self._round += 1
        asked, key, year, today = self._round, self.key(), self.year(), self.desk.today()
        head = head_of(the_association().language)
        name = f"{_(REPORTS[key])} {year}.pdf".replace("/", "-")

        def show(content: bytes) -> None:
            if asked == self._round:
                self._show(content, name)

        run_quietly(lambda: report_pdf(lambda say: report_of(key, year, say, today=today), head), show, self)

    def _show(self, content: bytes, name: str) -> None:
        if self.preview is not None:
            self._right.removeWidget(self.preview)
            self.preview.hide()
            self.preview.deleteLater()
        self.preview = PdfPreview(content, name, folder=self.desk.path.parent)
        self._right.addWidget(self.preview)

    # Saving

    def save_sheet(self) -> None:
        """Ask for a name, and write the report as a spreadsheet."""
        key, year, today = self.key(), self.year(), self.desk.today()
        say = the_association().conventions

        def write(path: Path) -> list[Path]:
            with speaking(say.language):
                write_report(path, report_of(key, year, say, today=today), say.decimals)
            return [path]

        self._save(f"{_(REPORTS[key])} {year}.xlsx", _("Spreadsheet (*.xlsx)"), write)

    def save_csv(self) -> None:
        """Ask for a name, and write the journal of the year as CSV."""
        year, decimals, spoken = self.year(), the_association().conventions.decimals, language()

        def write(path: Path) -> list[Path]:
            write_journal(path, year, language=spoken, decimals=decimals)
            return [path]

        self._save(_("Journal {year}").format(year=year) + ".csv", _("CSV (*.csv)"), write)

    def save_fec(self) -> None:
        """Ask for a place, and write the FEC of the year."""
        year, association = self.year(), the_association()
        decimals = association.conventions.decimals

        def write(path: Path) -> list[Path]:
            with speaking("fr"):
                write_fec(path, year, decimals=decimals)
            return [path]

        self._save(fec_name(year, association.registration), _("Text (*.txt)"), write)

    def save_gnucash(self) -> None:
        """Ask for a name, and write the two files that GnuCash imports."""
        year, say = self.year(), the_association().conventions

        def write(path: Path) -> list[Path]:
            return list(write_gnucash(path, year, currency=say.currency, decimals=say.decimals))

        self._save(f"GnuCash {year}.csv", _("CSV (*.csv)"), write)

    def _save(self, name: str, kinds: str, write: Callable[[Path], list[Path]]) -> None:
        proposed = self.desk.path.with_name(name.replace("/", "-"))
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the report"), str(proposed), kinds)
        if chosen:
            self.write_to(Path(chosen).with_suffix(proposed.suffix), write)

    def write_to(self, path: Path, write: Callable[[Path], list[Path]]) -> None:
        """Write in the background, and offer to open the folder."""

        def done(written: list[Path]) -> None:
            folder = QUrl.fromLocalFile(str(path.parent))
            show_toast(
                self,
                _("Saved as {name}").format(name=", ".join(each.name for each in written)),
                (_("Open the folder"), lambda: QDesktopServices.openUrl(folder)),
            )

        run_in_background(
            lambda _progress: write(path), title=_("Writing the report…"), done=done, parent=self
        )
