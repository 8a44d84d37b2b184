"""The quick filters: a pane of choices under one button, told in one line beside it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
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

from assoc_desktop.association.records import Season, present_season, seasons
from assoc_desktop.language import _
from assoc_desktop.members.filters.model import Group
from assoc_desktop.members.filters.saved import saved_filters
from assoc_desktop.members.filters.telling import told as told_filter
from assoc_desktop.members.listing import Choice, towns
from assoc_desktop.members.memberships import categories
from assoc_desktop.members.records import INSTITUTION, PERSON, Category, Tag
from assoc_desktop.members.status import STATUSES
from assoc_desktop.members.tab.columns import kind_word
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import ChoiceField
from assoc_desktop.widgets.theme import GRID


class FilterPane(QFrame):
    """Season, status, category, kind, town, tag, saved filter, archive. It opens below its button.

    Signals:
        chosen(choice): the person chose otherwise.
        more_wanted(): the person wants conditions that are not among them.
    """

    chosen = Signal(object)
    more_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._desk = desk
        self._fields: dict[str, ChoiceField] = {}
        self._form = QGridLayout()
        self._form.setSpacing(GRID)
        self._form.setColumnStretch(1, 1)
        for name, label in (
            ("season_id", _("&Season")),
            ("status", _("S&tatus")),
            ("category_id", _("&Category")),
            ("kind", _("&Kind")),
            ("town", _("T&own")),
            ("tag_id", _("Ta&g")),
            ("filter_name", _("Saved &filter")),
        ):
            self._fields[name] = self._field(label, search=name == "town")
        self._unsaved: Group | None = None
        self._saved: dict[str, Group] = {}
        self._enrolled = QCheckBox(_("Only members enrolled for the season"))
        self._archived = QCheckBox(_("The archive"))
        for box in (self._enrolled, self._archived):
            box.toggled.connect(self._tell)
        self._all = QPushButton(_("Show all members"))
        self._all.clicked.connect(self._show_all)
        self._more = QPushButton(_("More conditions…"))
        self._more.clicked.connect(self._ask_more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(self._form)
        layout.addWidget(self._enrolled)
        layout.addWidget(self._archived)
        buttons = QHBoxLayout()
        buttons.addWidget(self._all)
        buttons.addWidget(self._more)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        self._filling = False

    def open_below(self, button: QWidget, choice: Choice) -> None:
        """Show the pane below its button, with the choice of now."""
        self._fill(choice)
        self.setMinimumWidth(360)
        self.adjustSize()
        room = button.screen().availableGeometry()
        place = button.mapToGlobal(QPoint(0, button.height() + 4))
        self.move(
            max(room.left(), min(place.x(), room.right() - self.width())),
            max(room.top(), min(place.y(), room.bottom() - self.height())),
        )
        self.show()
        self._fields["status"].target().setFocus()

    def choice(self) -> Choice:
        """What is chosen now."""
        values = {name: field.value() for name, field in self._fields.items()}
        name = values["filter_name"]
        return Choice(
            filter=self._unsaved if name == "" else self._saved.get(name),
            filter_name=name or "",
            season_id=values["season_id"],
            status=values["status"] or "",
            category_id=values["category_id"],
            kind=values["kind"] or "",
            town=values["town"] or "",
            tag_id=values["tag_id"],
            enrolled_only=self._enrolled.isChecked(),
            archived=self._archived.isChecked(),
        )

    def _field(self, label: str, *, search: bool) -> ChoiceField:
        field = ChoiceField([(None, _("All"))], search=search)
        caption = QLabel(label)
        caption.setBuddy(field.target())
        row = self._form.rowCount()
        self._form.addWidget(caption, row, 0)
        self._form.addWidget(field, row, 1)
        field.target().setAccessibleName(label.replace("&", ""))
        field.changed.connect(self._tell)
        return field

    def _fill(self, choice: Choice) -> None:
        self._filling = True
        self._saved = {each.name: each.group for each in saved_filters() if each.group}
        self._unsaved = None if choice.filter_name in self._saved else choice.filter
        everything = (None, _("All"))
        words: dict[str, list[tuple[object, str]]] = {
            "season_id": [(each.id, each.label) for each in seasons()],
            "status": [
                everything,
                ("belonging", _("All who belong today")),
                *((key, _(word)) for key, word in STATUSES.items()),
            ],
            "category_id": [everything, *((each.id, each.name) for each in categories())],
            "kind": [everything, *((kind, kind_word(kind)) for kind in (PERSON, INSTITUTION))],
            "town": [everything, *((town, town) for town in towns())],
            "tag_id": [everything, *((each.id, each.name) for each in Tag.select().order_by(Tag.folded))],
            "filter_name": [everything, *((name, name) for name in self._saved)],
        }
        if self._unsaved:
            words["filter_name"].append(("", _("Conditions that are not saved")))
        for name, field in self._fields.items():
            field.set_choices(words[name])
            field.set_value(getattr(choice, name) or None)
        if self._unsaved:
            self._fields["filter_name"].set_value("")
        self._enrolled.setChecked(choice.enrolled_only)
        self._archived.setChecked(choice.archived)
        self._filling = False

    def _tell(self, *_anything: object) -> None:
        if not self._filling:
            self.chosen.emit(self.choice())

    def _ask_more(self) -> None:
        self.hide()
        self.more_wanted.emit()

    def _show_all(self) -> None:
        present = present_season(self._desk.today())
        plain = Choice(season_id=present.id if present else None)
        self._fill(plain)
        self.chosen.emit(plain)
        self.hide()


def as_saved_now(choice: Choice) -> Choice:
    """The choice with its saved filter as it was changed since; one that was renamed or removed stays, without a name."""
    if not choice.filter_name:
        return choice
    saved = {each.name: each.group for each in saved_filters()}
    if saved.get(choice.filter_name) is None:
        return replace(choice, filter_name="")
    return replace(choice, filter=saved[choice.filter_name])


def told(choice: Choice) -> str:
    """The choice in one line: "Season 2026 · Grace period · Person"."""
    season = Season.get_or_none(Season.id == choice.season_id)
    parts = []
    if season:
        enrolled = _("Enrolled for {season}") if choice.enrolled_only else _("Season {season}")
        parts.append(enrolled.format(season=season.label))
    for on, words in (
        (choice.archived, _("The archive")),
        (choice.without_card, _("Card to print")),
        (choice.not_enrolled, _("Not enrolled yet")),
    ):
        if on:
            parts.append(words)
    if choice.status:
        belonging = _("All who belong today")
        parts.append(belonging if choice.status == "belonging" else _(STATUSES[choice.status]))
    if choice.category_id:
        parts.append(str(Category.get_by_id(choice.category_id).name))
    if choice.kind:
        parts.append(kind_word(choice.kind))
    if choice.town:
        parts.append(choice.town)
    if choice.tag_id:
        parts.append(str(Tag.get_by_id(choice.tag_id).name))
    if choice.filter:
        parts.append(choice.filter_name or told_filter(choice.filter))
    if choice.ids is not None:
        parts.append(choice.told or _("a choice of members"))
    if replace(choice, season_id=None) == Choice():
        parts.append(_("all members"))
    return " · ".join(parts)
