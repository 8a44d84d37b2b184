"""Step 2: what becomes of each column, what is the same for every row, and who is enrolled."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from assoc_desktop.association.records import present_season, seasons
from assoc_desktop.exchange.tables import Table
from assoc_desktop.language import _
from assoc_desktop.members.importing.forms.column_rows import ColumnRows
from assoc_desktop.members.importing.forms.constants import Constants
from assoc_desktop.members.importing.forms.file_step import FileStep
from assoc_desktop.members.importing.forms.step import Step
from assoc_desktop.members.importing.mapping import (
    CUSTOM,
    MATCHES,
    Mapping,
    check_mapping,
    guess_mapping,
    recall,
)
from assoc_desktop.members.importing.own_lists import presets
from assoc_desktop.members.memberships import categories
from assoc_desktop.members.records import INSTITUTION, PERSON
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields.choice import ComboBox, add_choice
from assoc_desktop.widgets.theme import GRID, card_around, look

_SIDE_IN_SIGNS = 42
_AS_LAST_TIME, _ANEW = "as last time", "anew"


class ColumnsStep(Step):
    """What each column becomes; guessed from its heading and its cells, and to be changed where wrong.

    Attributes:
        mapping: how the list is read, as the person sees it now; None before a file was read.
    """

    def __init__(self, file_step: FileStep, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file_step = file_step
        self._desk = desk
        self._table: Table | None = None
        self._remembered = False
        self.mapping: Mapping | None = None
        self._build()

    @property
    def table(self) -> Table:
        """The list that is imported.

        Raises:
            RuntimeError: no file was read yet; the step is not shown then.
        """
        if self._table is None:
            raise RuntimeError("the columns are asked for before a file was read")
        return self._table

    @property
    def file_name(self) -> str:
        """Name of the file that the list comes from."""
        return self._file_step.path.name if self._file_step.path else ""

    def enter(self) -> None:
        if self._table is not self._file_step.table and self._file_step.table is not None:
            self._table = self._file_step.table
            self._remembered = recall(self._table.headings) is not None
            self._take(guess_mapping(self._table), remembered=self._remembered)

    def problem(self) -> str:
        if self.mapping is None:
            return ""
        return next(iter(check_mapping(self.mapping).values()), "")

    def first_field(self) -> QWidget | None:
        return self.rows.first_choice()

    # Building

    def _build(self) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(2 * GRID)
        self.rows = ColumnRows()
        self.rows.changed.connect(self._columns_changed)
        across.addWidget(self.rows, 1)
        across.addWidget(self._build_side())

    def _build_side(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        grid = QGridLayout()
        grid.setSpacing(GRID)
        grid.setColumnStretch(1, 1)
        self.read_as = add_choice(grid, _("Rea&d as"))
        self.read_as.activated.connect(lambda _place: self._read_as_changed())
        self.kind = add_choice(grid, _("The &rows are"))
        self.kind.addItem(_("Persons"), PERSON)
        self.kind.addItem(_("Institutions"), INSTITUTION)
        self.kind.activated.connect(lambda _place: self._kind_changed())
        self.season = add_choice(grid, _("Enrol them &in"))
        self.category = add_choice(grid, _("Ca&tegory"))
        self.match = add_choice(grid, _("Reco&gnise by"))
        for box in (self.season, self.category, self.match):
            box.activated.connect(lambda _place: self._side_changed())
        column.addLayout(grid)
        self._category_hint = self._hint(column)
        self._match_hint = self._hint(column)
        self._match_hint.setText(_("A member who is in the list already is changed, not added again."))
        self.constants = Constants()
        self.constants.changed.connect(self._side_changed)
        column.addWidget(self.constants)
        column.addStretch(1)
        return self._framed(inner)

    def _framed(self, inner: QWidget) -> QFrame:
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        frame = card_around(scroll)
        frame.setFixedWidth(min(390, self.fontMetrics().averageCharWidth() * _SIDE_IN_SIGNS + 6 * GRID))
        return frame

    def _hint(self, column: QVBoxLayout) -> QLabel:
        hint = QLabel(wordWrap=True)
        look(hint, "small")
        column.addWidget(hint)
        return hint

    # Showing

    def _take(self, mapping: Mapping, *, remembered: bool) -> None:
        self.mapping = mapping
        self._show_read_as(mapping, remembered=remembered)
        if not remembered and not mapping.season and (season := present_season(self._desk.today())):
            mapping.season = season.label
        self.rows.show_columns(self.table, mapping, guessed=not remembered)
        self._show_side()
        self.changed.emit()

    def _show_read_as(self, mapping: Mapping, *, remembered: bool) -> None:
        """Offer last time's columns, a guess, and the programs whose lists are known."""
        programs = dict.fromkeys(preset.name for preset in presets())
        choices = [(_ANEW, _("Guessed from the headings")), *((name, name) for name in programs)]
        if self._remembered:
            choices.insert(0, (_AS_LAST_TIME, _("As last time")))
        self._fill(self.read_as, choices, _AS_LAST_TIME if remembered else mapping.preset or _ANEW)

    def _show_side(self) -> None:
        mapping = self.mapping
        if mapping is None:
            return
        self.kind.setCurrentIndex(self.kind.findData(mapping.kind))
        self._fill(
            self.season,
            [("", _("No season")), *((each.label, each.label) for each in seasons())],
            mapping.season,
        )
        self._show_categories()
        self._show_matches()
        self.constants.show_values(mapping.constants, mapping.kind)

    def _show_categories(self) -> None:
        mapping = self.mapping
        if mapping is None:
            return
        by_column = mapping.column_for("category") is not None
        names = [category.name for category in categories(kind=mapping.kind)]
        nothing = _("From its column") if by_column else _("Choose…")
        self._fill(self.category, [("", nothing), *((name, name) for name in names)], mapping.category)
        self.category.setEnabled(bool(mapping.season))
        hint = ""
        if by_column and mapping.season:
            hint = _("The category is for rows whose own column is empty.")
        self._category_hint.setText(hint)
        self._category_hint.setVisible(bool(hint))

    def _show_matches(self) -> None:
        mapping = self.mapping
        if mapping is None:
            return
        offered = [(key, _(MATCHES[key])) for key in ("number", "isil", "email") if mapping.column_for(key)]
        offered += [
            (f"custom:{column.custom_name}", column.custom_name)
            for column in mapping.columns
            if column.use == CUSTOM
        ]
        offered.append(("name", _(MATCHES["name"])))
        keys = [key for key, _word in offered]
        now = next((key for key in mapping.match_by if key in keys), "name")
        self._fill(self.match, offered, now)
        mapping.match_by = _match_order(now, keys)

    def _fill(self, box: ComboBox, choices: list[tuple[str, str]], now: str) -> None:
        box.clear()
        for value, word in choices:
            box.addItem(word, value)
        box.setCurrentIndex(max(0, box.findData(now)))

    # What the person changes

    def _columns_changed(self) -> None:
        self._show_categories()
        self._show_matches()
        self.changed.emit()

    def _side_changed(self) -> None:
        if self.mapping is None:
            return
        self.mapping.season = self.season.currentData()
        self.mapping.category = self.category.currentData() or ""
        keys = [self.match.itemData(place) for place in range(self.match.count())]
        self.mapping.match_by = _match_order(self.match.currentData(), keys)
        self.mapping.constants = self.constants.values()
        self._show_categories()
        self.changed.emit()

    def _kind_changed(self) -> None:
        if self.mapping is not None and self.kind.currentData() != self.mapping.kind:
            self._guess_again(guess_mapping(self.table, kind=self.kind.currentData(), anew=True))

    def _read_as_changed(self) -> None:
        chosen = self.read_as.currentData()
        if chosen == _AS_LAST_TIME:
            self._take(guess_mapping(self.table), remembered=True)
        else:
            program = "" if chosen == _ANEW else chosen
            self._guess_again(guess_mapping(self.table, program=program, anew=True))

    def _guess_again(self, mapping: Mapping) -> None:
        """Take another guess; what the person said beside the columns stays."""
        if self.mapping is not None:
            mapping.season, mapping.constants = self.mapping.season, self.mapping.constants
        self._take(mapping, remembered=False)


def _match_order(first: str, offered: list[str]) -> list[str]:
    """The chosen key, then those that are always worth trying."""
    return [first, *(key for key in ("email", "name") if key in offered and key != first)]
