"""Who gets a card, how it is printed, and what it will look like."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.association.records import Season, present_season, seasons, the_association
from assoc_desktop.language import _, ngettext
from assoc_desktop.members import listing
from assoc_desktop.members.cards.design import CardDesign
from assoc_desktop.members.cards.documents import write_cards
from assoc_desktop.members.cards.forms.card_picture import CardPicture
from assoc_desktop.members.cards.forms.previewing import Previewer
from assoc_desktop.members.cards.forms.settings import SettingsPanel
from assoc_desktop.members.cards.forms.sheet_picture import SheetPicture
from assoc_desktop.members.cards.records import cards_to_print, enrolled_ids
from assoc_desktop.members.cards.rules import card_issuer, faces_for
from assoc_desktop.members.consents import refused
from assoc_desktop.members.filters.model import Group
from assoc_desktop.members.filters.queries import filtered_ids
from assoc_desktop.members.filters.saved import saved_filters
from assoc_desktop.pdf.calibration import calibration_page
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.fields.choice import add_choice
from assoc_desktop.widgets.job import Progress
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from assoc_desktop.widgets.search_line import SearchLine
from assoc_desktop.widgets.theme import GRID, card_around, look

TO_PRINT, CHOSEN, ENROLLED = "to_print", "chosen", "enrolled"
_SEARCH_MS = 120


@dataclass(frozen=True)
class Sheets:
    """A PDF that was made.

    Attributes:
        content: the PDF, or its file.
        name: proposed for saving.
        title: of the preview.
        member_ids: whose cards are on it, in their order; empty for a page without cards.
    """

    content: bytes | Path
    name: str
    title: str
    season: Season | None = None
    member_ids: tuple[int, ...] = ()


class PrintView(QWidget):
    """Members on the left, settings in the middle, the cards and the sheet on the right.

    Signals:
        made(Sheets): a PDF is there to be looked at and printed.
        designs_wanted(): the person wants to change the designs.
    """

    made = Signal(object)
    designs_wanted = Signal()

    def __init__(
        self,
        desk: Desk,
        member_ids: Sequence[int] | None,
        season: Season | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._chosen = list(member_ids or ())
        self._season = season or present_season(desk.today())
        self._ids: list[int] = []
        self._texts: list[str] = []
        self._folder = tempfile.TemporaryDirectory(prefix="assoc-cards-", ignore_cleanup_errors=True)
        self.destroyed.connect(lambda _gone, folder=self._folder: folder.cleanup())
        self._previewer = Previewer(self)
        self._build()
        self._fill_who()
        self._connect()
        self.read_again()

    @property
    def season(self) -> Season | None:
        """The season whose cards are printed."""
        return self._season

    def shown_ids(self) -> list[int]:
        """The members who get a card, in the order of the list."""
        return self.table.shown_ids()

    def show_members(self, member_ids: Sequence[int]) -> None:
        """Choose the members: those whose cards are spoiled or lost, from the register."""
        self._chosen = list(member_ids)
        self._fill_who()
        self.read_again()

    def read_again(self) -> None:
        """Read members and designs again: cards were printed, or records changed."""
        self.panel.read_designs()
        self._previewer.forget()
        self._ids = self._members()
        self._texts = listing.search_texts(self._ids)
        self._show_list()

    # Building

    def _build(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(2 * GRID)
        across.addLayout(self._build_who(), 10)
        across.addWidget(self._build_settings(), 10)
        self.picture = CardPicture()
        across.addWidget(self.picture, 10)
        self.summary = QLabel()
        look(self.summary, "heading")
        self.print_button = QPushButton(
            icons.icon("print", QPalette.ColorRole.HighlightedText), _("&Preview and print…")
        )
        look(self.print_button, "main")
        foot = QHBoxLayout()
        foot.addWidget(self.summary, 1)
        foot.addWidget(self.print_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(across, 1)
        column.addLayout(foot)

    def _build_who(self) -> QVBoxLayout:
        grid = QGridLayout()
        grid.setSpacing(GRID)
        grid.setColumnStretch(1, 1)
        self.season_box = add_choice(grid, _("Seas&on"))
        for season in seasons():
            self.season_box.addItem(season.label, season.id)
        self.season_box.setCurrentIndex(self.season_box.findData(self._season.id if self._season else None))
        self.who = add_choice(grid, _("&Who"))
        self.search = SearchLine(_("Search among them"))
        self.note = QLabel(wordWrap=True)
        look(self.note, "small")
        self.refusals = QLabel(wordWrap=True)
        look(self.refusals, "small")
        self.refusals.hide()
        self.table = RecordTable(
            "cards to print",
            [
                Column("name", _("Name"), width=150, sortable=False, stretch=True),
                Column("number", _("No."), width=64, sortable=False),
                Column("category", _("Category"), width=96, sortable=False),
                Column("replaces", _("Replaces"), width=110, sortable=False, shown=False),
            ],
            self._rows,
            empty=EmptyState(
                "card",
                _("No card to print"),
                _("Everybody enrolled for this season has a card. Choose others above."),
            ),
            not_found=EmptyState("search", _("Nobody found"), _("Nobody among them has these words.")),
        )
        self.table.view.setAccessibleName(_("Members who get a card"))
        self.table.view.horizontalHeader().setSortIndicatorShown(False)
        frame = card_around(self.table)
        column = QVBoxLayout()
        column.setSpacing(GRID)
        column.addLayout(grid)
        column.addWidget(self.search)
        column.addWidget(self.note)
        column.addWidget(self.refusals)
        column.addWidget(frame, 1)
        return column

    def _build_settings(self) -> QFrame:
        self.panel = SettingsPanel(self._desk)
        self.sheet_picture = SheetPicture(self.panel.sheet)
        self.place = QLabel(wordWrap=True)
        look(self.place, "small")
        below = QHBoxLayout()
        below.setContentsMargins(GRID, 0, GRID, GRID)
        below.setSpacing(2 * GRID)
        below.addWidget(self.sheet_picture)
        below.addWidget(self.place, 1)
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.panel)
        column.addLayout(below)
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        return card_around(scroll)

    def _connect(self) -> None:
        self._search_timer = QTimer(self, singleShot=True, interval=_SEARCH_MS)
        self._search_timer.timeout.connect(self._show_list)
        self.search.textChanged.connect(lambda _text: self._search_timer.start())
        self.table.typed.connect(self._typed)
        self.season_box.activated.connect(lambda _place: self._season_chosen())
        self.who.activated.connect(lambda _place: self.read_again())
        self.panel.changed.connect(self._settings_changed)
        self.panel.designs_wanted.connect(self.designs_wanted)
        self.panel.calibration_wanted.connect(self.make_calibration)
        self.sheet_picture.start_changed.connect(lambda _place: self._tell())
        self.print_button.clicked.connect(self.make)
        self._previewer.drawn.connect(self.picture.show_drawn)

    # Who

    def _fill_who(self) -> None:
        self.who.clear()
        if self._chosen:
            count = self._desk.conventions.number(len(self._chosen))
            self.who.addItem(_("Chosen in the list: {n}").format(n=count), CHOSEN)
        self.who.addItem(_("Everybody without a card"), TO_PRINT)
        self.who.addItem(_("Everybody enrolled"), ENROLLED)
        for kept in saved_filters():
            if kept.group:
                self.who.addItem(_("Filter without a card: {name}").format(name=kept.name), kept.group)

    def _members(self) -> list[int]:
        season = self._season
        if season is None:
            self.note.setText(_("There is no season yet."))
            return []
        self.note.setText("")
        self.note.hide()
        if isinstance(self.who.currentData(), Group):
            return self._of_filter(season, self.who.currentData())
        if self.who.currentData() == TO_PRINT:
            return cards_to_print(season.id, self._desk.today())
        if self.who.currentData() == ENROLLED:
            choice = listing.Choice(season_id=season.id, enrolled_only=True)
            return listing.matching_ids(choice, today=self._desk.today())
        enrolled = enrolled_ids(season.id, self._chosen)
        if missing := len(self._chosen) - len(enrolled):
            sentence = ngettext(
                "{n} of them is not enrolled for {season} and gets no card.",
                "{n} of them are not enrolled for {season} and get no card.",
                missing,
            )
            self._note(sentence.format(n=self._desk.conventions.number(missing), season=season.label))
        return enrolled

    def _of_filter(self, season: Season, group: Group) -> list[int]:
        """Those of a filter who have no card yet; a filter that names what is gone gives nobody and says why."""
        try:
            let_through = set(filtered_ids(group, self._desk.today()))
        except Refused as refusal:
            self._note(str(refusal))
            return []
        return [each for each in cards_to_print(season.id, self._desk.today()) if each in let_through]

    def _note(self, sentence: str) -> None:
        self.note.setText(sentence)
        self.note.show()

    def _show_list(self) -> None:
        typed = self.search.text()
        self.table.show_ids(listing.found(self._ids, self._texts, typed), filtered=bool(typed.strip()))
        self._tell()
        self._draw()

    def _rows(self, ids: list[int]) -> list[Row]:
        season_id = self._season.id if self._season else None
        rows = {row.id: row for row in listing.rows(ids, season_id=season_id, today=self._desk.today())}
        return [self._row(rows.get(member_id)) for member_id in ids]

    def _row(self, row: listing.Row | None) -> Row:
        if row is None:  # removed by another window meanwhile
            return Row({})
        return Row({"name": row.name, "number": row.number, "category": row.category, "replaces": row.card})

    def _typed(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(self.search.text() + text)

    def _season_chosen(self) -> None:
        self._season = Season.get_by_id(self.season_box.currentData())
        self.read_again()

    # How

    def _settings_changed(self) -> None:
        self.sheet_picture.show_sheet(self.panel.sheet)
        self._tell()
        self._draw()

    def _tell(self) -> None:
        """Say how many cards and sheets it will be, and where the first card goes."""
        count, sheet = len(self.table.model.ids), self.panel.sheet
        start = self.sheet_picture.start
        number = self._desk.conventions.number
        self.sheet_picture.show_count(count)
        self.print_button.setEnabled(count > 0)
        pages = sheet.pages(count, start)
        cards = ngettext("{n} card", "{n} cards", count).format(n=number(count))
        sheets = ngettext("{n} sheet", "{n} sheets", pages).format(n=number(pages))
        self.summary.setText(_("{cards} on {sheets}").format(cards=cards, sheets=sheets))
        if sheet.cards == 1:
            self.place.setText(_("One card on each page."))
        else:
            self.place.setText(
                _(
                    "The first card goes to place {place} of {places}. Click on another place where a sheet is used in part."
                ).format(place=start, places=sheet.cards)
            )

    def _draw(self) -> None:
        season, ids, settings = self._season, self.shown_ids(), self.panel.settings()
        if season is None:
            return
        try:
            issuer = card_issuer(settings.design)
        except Refused as refusal:
            self._note(str(refusal))
            return
        shown = settings.design if settings.duplex else replace(settings.design, back=False)
        self._tell_refusals(ids, settings.design)
        self._previewer.draw_selection(season, ids, shown, issuer, draft=settings.draft)

    def _tell_refusals(self, ids: Sequence[int], design: CardDesign) -> None:
        """Say why a card that has a place for a photo shows none."""
        n = len(refused("photo").intersection(ids)) if design.shows_photos else 0
        sentence = ngettext(
            "{n} of them refuses the photo: that card shows none.",
            "{n} of them refuse their photo: those cards show none.",
            n,
        )
        self.refusals.setText(sentence.format(n=self._desk.conventions.number(n)))
        self.refusals.setVisible(n > 0)

    # Making

    def make(self) -> None:
        """Draw all sheets in the background, then let them be looked at."""
        season, ids = self._season, self.shown_ids()
        if season is None or not ids:
            return
        settings, start = self.panel.settings(), self.sheet_picture.start
        path = Path(self._folder.name) / "cards.pdf"

        def work(progress: Progress) -> Path:
            with path.open("wb") as file:
                write_cards(
                    file,
                    faces_for(season, ids, settings.design),
                    settings.design,
                    settings.sheet,
                    association=card_issuer(settings.design),
                    start_at=start,
                    duplex=settings.duplex,
                    offset_mm=settings.offset,
                    draft=settings.draft,
                    crop_marks=settings.crop_marks,
                    progress=lambda done: progress(done, len(ids)),
                )
            return path

        title = _("Cards {season}").format(season=season.label)
        sheets = Sheets(path, f"{title}.pdf", title, season, tuple(ids))
        run_in_background(
            work,
            title=_("Drawing the cards…"),
            done=lambda _path: self.made.emit(sheets),
            failed=lambda refusal: show_refusal(self, str(refusal), _("The cards cannot be drawn")),
            parent=self,
        )

    def make_calibration(self) -> None:
        """Make the page that shows how far the printer prints beside the place."""
        settings, association = self.panel.settings(), the_association()
        content = calibration_page(
            settings.sheet,
            author=association.name,
            language=self._desk.conventions.language,
            offset_mm=settings.offset,
        )
        title = _("Calibration page")
        self.made.emit(Sheets(content, f"{title}.pdf", title))
