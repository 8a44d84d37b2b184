"""Leaflets: for whom, how large, which words; beside them the picture, which follows every change."""

from __future__ import annotations

import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from assoc_desktop.association.records import seasons, the_association
from assoc_desktop.benefits.documents.leaflet import write_leaflet
from assoc_desktop.benefits.forms.leaflet_picture import Drawer, Drawn, LeafletPicture
from assoc_desktop.benefits.promotion import (
    LONGEST_CLOSING,
    LONGEST_HEADLINE,
    SIZES,
    Wish,
    closing_words,
    coming_season,
    headline_for,
    make_leaflet,
    offered_sizes,
)
from assoc_desktop.benefits.records import AUDIENCES
from assoc_desktop.language import LANGUAGES, _, ngettext, speaking
from assoc_desktop.members.memberships import categories
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import ChoiceField, Field, LineField, TextField
from assoc_desktop.widgets.fields.colour import ColourField
from assoc_desktop.widgets.pdf_preview import PreviewPage
from assoc_desktop.widgets.places import Place
from assoc_desktop.widgets.theme import GRID, card_around, look, named_page

_LEFT_SIGNS = 43


class LeafletsPlace(Place):
    """The words of a leaflet at the left, its picture at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.fields: dict[str, Field] = {}
        self.picture, self.drawer = LeafletPicture(), Drawer(self)
        self.told = QLabel(wordWrap=True)
        look(self.told, "small")
        self._build()
        self.drawer.drawn.connect(self._show)
        self.read_again()

    # What the tab asks

    def read_again(self) -> None:
        """Offer the categories and seasons there are now, and draw anew."""
        offered = [(None, _("All categories")), *((each.id, each.name) for each in categories())]
        self._choices("category_id").set_choices(offered)
        season = self.fields["season_id"].value()
        self._choices("season_id").set_choices([(each.id, each.label) for each in seasons()])
        if season is None and (coming := coming_season(self.desk.today())):
            self.fields["season_id"].set_value(coming.id)
        self._propose()
        self.draw()

    def take_keyboard(self) -> None:
        self.fields["audience"].target().setFocus()

    def print_now(self) -> None:
        """Show the leaflet, to be printed or saved."""
        wish, today, folder = self.wish(), self.desk.today(), self.desk.path.parent
        name = _("Leaflet, {audience}").format(audience=_(AUDIENCES[wish.audience]))

        def show(content: bytes) -> None:
            self.lay(PreviewPage(name, content, f"{name} {wish.size.upper()}.pdf", folder=folder))

        run_in_background(
            lambda _progress: _write(wish, today), title=_("Drawing the leaflet…"), done=show, parent=self
        )

    def wish(self) -> Wish:
        """What is chosen and typed."""
        values: dict[str, Any] = {name: field.value() for name, field in self.fields.items()}
        return Wish(**values)

    def draw(self) -> None:
        """Draw the picture soon."""
        wish, today = self.wish(), self.desk.today()
        self.drawer.draw(lambda: _write(wish, today))

    # Inside

    def _build(self) -> None:
        self.print_button = QPushButton(
            icons.icon("print", QPalette.ColorRole.HighlightedText), _("&Print or save…")
        )
        look(self.print_button, "main")
        self.print_button.clicked.connect(self.print_now)
        inner = named_page()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        column = QVBoxLayout(inner)
        column.setContentsMargins(2 * GRID, GRID, 3 * GRID, GRID)
        column.addLayout(self._grid)
        column.addWidget(self.told)
        column.addStretch(1)
        self._add_fields()
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        left = QWidget()
        left.setFixedWidth(self.fontMetrics().averageCharWidth() * _LEFT_SIGNS + 8 * GRID)
        below = QVBoxLayout(left)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(card_around(area), 1)
        below.addWidget(self.print_button)
        across = QHBoxLayout(self)
        across.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        across.setSpacing(GRID)
        across.addWidget(left)
        across.addWidget(card_around(self.picture), 1)

    def _add_fields(self) -> None:
        audiences = [(key, _(word)) for key, word in AUDIENCES.items()]
        sizes = [(key, _(SIZES[key])) for key in offered_sizes()]
        self._add("audience", _("For &whom"), ChoiceField(audiences), (0, 0, 2))
        self._add("category_id", _("&Category"), ChoiceField([(None, _("All categories"))]), (1, 0, 2))
        self._add("season_id", _("Dues of seaso&n"), ChoiceField([]), (2, 0, 1))
        self._add("size", _("&Size"), ChoiceField(sizes), (3, 0, 2))
        self._add("language", _("&Language"), ChoiceField(list(LANGUAGES.items())), (2, 1, 1))
        self._add("headline", _("Hea&dline"), LineField(longest=LONGEST_HEADLINE), (4, 0, 2))
        self._add("closing", _("How &to join"), TextField(4), (5, 0, 2))
        self._add("colour", _("C&olour"), ColourField(), (6, 0, 2))
        self.fields["language"].set_value(the_association().language)
        self.fields["colour"].set_value(Wish().colour)

    def _add(self, name: str, label: str, field: Field, place: tuple[int, int, int]) -> None:
        """Add a field below its label, at a row and column, over so many columns."""
        row, column, across = place
        self.fields[name] = field
        caption = QLabel(label)
        caption.setBuddy(field.target())
        field.target().setAccessibleName(label.replace("&", ""))
        self._grid.addWidget(caption, 2 * row, column, 1, across)
        self._grid.addWidget(field, 2 * row + 1, column, 1, across)
        changed = self._proposals_changed if name in ("audience", "language") else self.draw
        field.changed.connect(lambda: changed())

    def _choices(self, name: str) -> ChoiceField:
        field = self.fields[name]
        assert isinstance(field, ChoiceField)
        return field

    def _proposals_changed(self) -> None:
        self._propose()
        self.draw()

    def _propose(self) -> None:
        """Show what would stand there, in the language of the leaflet, where nobody wrote anything else."""
        with speaking(self.fields["language"].value()):
            headline, closing = headline_for(self.fields["audience"].value()), closing_words()
        self.fields["headline"].target().setProperty("placeholderText", headline)
        self.fields["closing"].target().setProperty("placeholderText", closing)

    def _show(self, drawn: Drawn) -> None:
        self.picture.show_drawn(drawn)
        self.print_button.setEnabled(bool(drawn.images))
        sides = ngettext("{n} side", "{n} sides", drawn.sides).format(n=drawn.sides)
        long = len(self.fields["closing"].value()) > LONGEST_CLOSING
        words = _("{sides}. The words on how to join are too long and are cut after a sentence.")
        self.told.setText((words.format(sides=sides) if long else sides) if drawn.images else "")
        self.picture.setAccessibleName(
            drawn.sentence or _("Picture of the leaflet: {sides}").format(sides=sides)
        )


def _write(wish: Wish, today: datetime.date) -> bytes:
    return write_leaflet(make_leaflet(wish, today))
