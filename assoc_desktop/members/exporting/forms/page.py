"""The page of the export: who, in which form, with which columns; and the directory of members."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.association.records import Season, seasons
from assoc_desktop.exchange.vcard_writer import VERSIONS
from assoc_desktop.language import _, ngettext
from assoc_desktop.members.exporting.columns import purposes_of
from assoc_desktop.members.exporting.forms.column_list import ColumnList
from assoc_desktop.members.exporting.reading import withheld_count
from assoc_desktop.members.exporting.writing import FORMATS, Export, write_export
from assoc_desktop.members.forms.who import WhoField
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields.choice import add_choice
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.saving import ask_where_to_save, tell_saved
from assoc_desktop.widgets.theme import GRID, look

_CARDS = ".vcf"


class ExportPage(Page):
    """Export members, or draw their directory.

    Signals:
        preview_made(page): the directory is ready to be looked at.

    Args:
        chosen: the members chosen in the list.
        shown: all that the list shows.
        columns: keys of the columns that the list shows.
        season: whose memberships and fees the list shows.
    """

    preview_made = Signal(object)

    def __init__(
        self,
        desk: Desk,
        chosen: Sequence[int],
        shown: Sequence[int],
        columns: Sequence[str],
        season: Season | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Export members"), parent)
        self._desk = desk
        self.who = WhoField(desk, chosen, shown)
        self.columns = ColumnList(desk, columns)
        self._withheld: dict[frozenset[str], int] = {}
        self._build(season)
        self.who.changed.connect(self._withheld.clear)
        self.who.changed.connect(self._tell)
        self.columns.changed.connect(self._tell)
        self._tell()

    def take_keyboard(self) -> None:
        self.who.target().setFocus()

    # What is wanted

    def export(self) -> Export:
        """What is chosen on the page."""
        cards = self._is_cards()
        return Export(
            ids=self.who.ids(),
            columns=self.columns.keys(),
            season_id=self.season.currentData(),
            office=self.office.isChecked(),
            by_household=self.households.isChecked() and not cards,
            version=self.version.currentData(),
        )

    def ask_and_write(self) -> None:
        """Ask for the name of the file, and write it."""
        ending = self.format.currentData()
        proposed = self._desk.path.with_name(_("Members") + ending)
        kinds = f"{_(FORMATS[ending])} (*{ending})"
        path = ask_where_to_save(self, _("Export members"), proposed, kinds)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the file, with progress that can be stopped, and offer to open its folder."""
        export, desk = self.export(), self._desk
        if problem := self.who.problem():
            show_refusal(self, problem)
            return

        def done(count: int) -> None:
            sentence = ngettext(
                "{n} row was written to {name}.", "{n} rows were written to {name}.", count
            ).format(n=desk.conventions.number(count), name=path.name)
            tell_saved(self, sentence, path)

        run_in_background(
            lambda progress: write_export(
                path, export, today=desk.today(), conventions=desk.conventions, progress=progress
            ),
            title=_("Exporting the members…"),
            done=done,
            parent=self,
        )

    def show_directory(self) -> None:
        """Draw the directory of those who agreed to stand in it, and show it."""
        from assoc_desktop.members.exporting.directory import directory_entries
        from assoc_desktop.members.exporting.documents.directory import directory_pdf

        try:
            entries = directory_entries(self.who.ids(), today=self._desk.today())
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        run_in_background(
            lambda _progress: directory_pdf(entries, today=self._desk.today()),
            title=_("Drawing the directory…"),
            done=self._show_pdf,
            parent=self,
            can_cancel=False,
        )

    # Building

    def _build(self, season: Season | None) -> None:
        across = QHBoxLayout()
        across.setSpacing(2 * GRID)
        across.addWidget(self._questions(season), 1)
        across.addWidget(self._columns_card(), 1)
        self.body.addLayout(across, 1)
        self.button = QPushButton(_("E&xport…"))
        look(self.button, "main")
        self.button.clicked.connect(self.ask_and_write)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.button)
        self.body.addLayout(foot)

    def _questions(self, season: Season | None) -> QFrame:
        """Who, in which form, of which season, and what is passed on."""
        card = QFrame()
        look(card, "card")
        grid = self._grid = QGridLayout(card)
        grid.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        caption = QLabel(_("&Who"))
        caption.setBuddy(self.who.target())
        self.who.target().setAccessibleName(_("Who"))
        grid.addWidget(caption, 0, 0)
        grid.addWidget(self.who, 0, 1)
        self._add_choices(grid, season)
        self.households = QCheckBox(_("One &letter for each household"))
        self.households.setToolTip(_("Several people of one household become one row, under its name."))
        self.office = QCheckBox(_("For the office only"))
        self.hint = _wrapped(_("Also what members do not want passed on: e-mails, phones, photos."))
        self.note = _wrapped("")
        for widget in (self.households, self.office, self.hint, self.note):
            grid.addWidget(widget, grid.rowCount(), 0, 1, 2)
        grid.setRowStretch(grid.rowCount(), 1)
        grid.addWidget(self._directory_box(), grid.rowCount(), 0, 1, 2)
        for box in (self.office, self.households):
            box.toggled.connect(self._tell)
        return card

    def _add_choices(self, grid: QGridLayout, season: Season | None) -> None:
        self.format = add_choice(grid, _("For&m of the file"))
        for ending, words in FORMATS.items():
            self.format.addItem(_(words), ending)
        self.format.currentIndexChanged.connect(lambda _place: self._tell())
        self.version = add_choice(grid, _("Versio&n"))
        for version in VERSIONS:
            words = _("3.0, which most telephones read") if version == "3.0" else _("4.0, the present one")
            self.version.addItem(words, version)
        self._version_row = grid.rowCount() - 1
        self.season = add_choice(grid, _("&Season"))
        for each in seasons():
            self.season.addItem(each.label, each.id)
        self.season.setCurrentIndex(max(0, self.season.findData(season.id if season else None)))
        self.season.setToolTip(_("Categories, fees and cards are those of this season."))
        self._season_row = grid.rowCount() - 1

    def _columns_card(self) -> QFrame:
        card = QFrame()
        look(card, "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        inside.addWidget(self.columns, 1)
        self.cards_words = _wrapped(
            _(
                "An address card holds name, organisation, profession, phones, e-mails, address, birth date, languages, "
                "website, tags, notes and photo."
            )
        )
        inside.addWidget(self.cards_words, 0, Qt.AlignmentFlag.AlignTop)
        return card

    def _directory_box(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, GRID, 0, 0)
        words = _wrapped(_("On paper, with those only who agreed to stand in it:"))
        self.directory = QPushButton(_("&Directory of members…"))
        self.directory.clicked.connect(self.show_directory)
        across = QHBoxLayout()
        across.addWidget(self.directory)
        across.addStretch(1)
        column.addWidget(words)
        column.addLayout(across)
        return box

    # Showing

    def _is_cards(self) -> bool:
        return bool(self.format.currentData() == _CARDS)

    def _tell(self, *_anything: Any) -> None:
        """Show what belongs to the form of the file, and say what is left out."""
        cards = self._is_cards()
        self._show_row(self._version_row, cards)
        self._show_row(self._season_row, not cards)
        self.households.setVisible(not cards)
        self.columns.setVisible(not cards)
        self.cards_words.setVisible(cards)
        ids = self.who.ids()
        self.note.setText(self._left_out(ids, cards))
        self.note.setVisible(bool(self.note.text()))
        self.button.setEnabled(bool(ids) and (cards or bool(self.columns.keys())))
        self.directory.setEnabled(bool(ids))

    def _left_out(self, ids: Sequence[int], cards: bool) -> str:
        if self.office.isChecked():
            return ""
        purposes = frozenset({"email", "phone", "photo"} if cards else purposes_of(self.columns.keys()))
        if purposes not in self._withheld:
            # Counted once for everybody meant: among 100,000 it takes a moment, and every tick asks.
            self._withheld[purposes] = withheld_count(ids, purposes)
        n = self._withheld[purposes]
        if not n:
            return ""
        sentence = ngettext(
            "{n} member does not want everything passed on: it is left out of the file.",
            "{n} members do not want everything passed on: it is left out of the file.",
            n,
        )
        return sentence.format(n=self._desk.conventions.number(n))

    def _show_row(self, row: int, shown: bool) -> None:
        for column in (0, 1):
            if item := self._grid.itemAtPosition(row, column):
                item.widget().setVisible(shown)

    def _show_pdf(self, content: bytes) -> None:
        from assoc_desktop.widgets.pdf_preview import PreviewPage

        name = _("Directory of members") + ".pdf"
        page = PreviewPage(_("Directory of members"), content, name, folder=self._desk.path.parent)
        self.preview_made.emit(page)


def _wrapped(text: str) -> QLabel:
    label = QLabel(text, wordWrap=True)
    look(label, "small")
    return label
