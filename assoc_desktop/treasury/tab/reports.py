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
from assoc_desktop.language import _, language, speaking
from assoc_desktop.members.records import Member
from assoc_desktop.members.references import name_of_member
from assoc_desktop.reports.spreadsheet import write_report
from assoc_desktop.treasury.journal.fec import fec_name, write_fec
from assoc_desktop.treasury.journal.gnucash import write_gnucash
from assoc_desktop.treasury.journal.plain import write_journal
from assoc_desktop.treasury.records import FinancialYear
from assoc_desktop.treasury.reports.documents.wanted import (
    Wanted,
    report_wanted,
    slip_wanted,
    statement_wanted,
)
from assoc_desktop.treasury.reports.rules.offers import PAPERS, REPORTS
from assoc_desktop.treasury.reports.rules.slips import KINDS, choices
from assoc_desktop.treasury.statements.forms.asking import find_members
from assoc_desktop.treasury.years import years
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.drawing import DrawingPane
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.fields.reference import ReferenceField
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
        self._build()
        self.read_again()

    # What the tab asks

    def read_again(self) -> None:
        """Offer the years there are now, and make the report anew."""
        known = years()
        # Once a year is closed, the next one is there and empty: what is asked for is the one before.
        written = next((year.id for year in known if year.entries.exists()), None)
        self.year_box.offer([(year.id, str(year.label)) for year in known], written)
        self.pages.setCurrentIndex(1 if known else 0)
        for button in (self.sheet_button, self.journal_button):
            button.setEnabled(bool(known))
        if known:
            self._chosen()

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
        offers = {**REPORTS, **PAPERS}
        words_wide = max(self.list.fontMetrics().horizontalAdvance(_(words)) for words in offers.values())
        self.list.setFixedWidth(max(_LIST, words_wide + 4 * GRID))
        for key, words in offers.items():
            item = QListWidgetItem(_(words))
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setSizeHint(QSize(0, row_height(self.list)))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.currentRowChanged.connect(lambda _row: self._chosen())
        self.drawing = DrawingPane()
        inside = QWidget()
        split = QHBoxLayout(inside)
        split.setContentsMargins(0, 0, 0, 0)
        split.setSpacing(GRID)
        split.addWidget(card_around(self.list))
        split.addWidget(self.drawing, 1)
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
        self.year_box.activated.connect(lambda _place: self._chosen())
        self.year_label = QLabel(_("Year of the books"))
        self.year_label.setBuddy(self.year_box)
        self.which_box = ComboBox()
        self.which_box.setAccessibleName(_("Which one"))
        self.which_box.activated.connect(lambda _place: self._make())
        self.who = ReferenceField(find_members, name_of_member, _("Part of the name"))
        self.who.target().setAccessibleName(_("Member"))
        self.who.changed.connect(self._make)
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
        bar.addWidget(self.year_label)
        bar.addWidget(self.year_box)
        bar.addWidget(self.which_box, 2)
        bar.addWidget(self.who, 2)
        bar.addStretch(1)
        bar.addWidget(self.journal_button)
        bar.addWidget(self.sheet_button)
        return bar

    # Making

    def key(self) -> str:
        """The report or paper chosen, a key of `REPORTS` or `PAPERS`."""
        return str(self.list.currentItem().data(Qt.ItemDataRole.UserRole))

    def year(self) -> FinancialYear:
        """The year chosen."""
        return FinancialYear.get_by_id(self.year_box.currentData())

    def _chosen(self) -> None:
        """Another report or year: offer what it may be about, and draw it."""
        key = self.key()
        is_slip = key in KINDS
        self.which_box.setVisible(is_slip)
        self.who.setVisible(key == "statement")
        for widget in (self.year_box, self.year_label):
            widget.setVisible(key != "statement")
        if is_slip and self.year_box.currentData() is not None:
            self.which_box.offer(choices(key, self.year(), self.desk.conventions))
            self.which_box.setVisible(self.which_box.count() > 0)
        self._make()

    def _make(self) -> None:
        """Draw the report in the background; what was chosen last wins."""
        if self.year_box.currentData() is None:
            return
        wanted = self._wanted()
        self.sheet_button.setEnabled(wanted is not None)
        if wanted is None:
            self.preview = None
            self.drawing.say(self._nothing())
            return
        name = f"{wanted.title}.pdf".replace("/", "-")
        self.drawing.draw(wanted.draw, lambda content: self._show(content, name), wanted.title)

    def _wanted(self) -> Wanted | None:
        """What is chosen, ready to be drawn; None when something is still to be chosen."""
        key, today = self.key(), self.desk.today()
        if key in REPORTS:
            return report_wanted(key, self.year(), today=today)
        if key == "statement":
            member = Member.get_or_none(Member.id == self.who.value())
            return None if member is None else statement_wanted(member, today=today)
        entry_id = self.which_box.currentData()
        return None if entry_id is None else slip_wanted(key, int(entry_id), self.year())

    def _nothing(self) -> EmptyState:
        words = {
            "statement": _(
                "Write a part of the name above: what the member owed and paid is shown day by day."
            ),
            "deposits": _(
                "Nothing was brought to the bank in this year. Cash book, “…”, “Deposit…” writes it."
            ),
            "refunds": _(
                "No credit was given back in this year. The desk gives it back to a member who has some."
            ),
        }
        return EmptyState("print", _(PAPERS[self.key()]), words[self.key()])

    def _show(self, content: bytes, name: str) -> PdfPreview:
        self.preview = PdfPreview(content, name, folder=self.desk.path.parent)
        return self.preview

    # Saving

    def save_sheet(self) -> None:
        """Ask for a name, and write the report as a spreadsheet."""
        wanted, say = self._wanted(), the_association().conventions
        if wanted is None:
            return

        def write(path: Path) -> list[Path]:
            with speaking(say.language):
                write_report(path, wanted.report(say), say.decimals)
            return [path]

        self._save(f"{wanted.title}.xlsx", _("Spreadsheet (*.xlsx)"), write)

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
