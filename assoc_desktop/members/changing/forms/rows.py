"""One change on the page: what is changed, and the fields that say how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from assoc_desktop.association.records import present_season, seasons
from assoc_desktop.language import _
from assoc_desktop.language.names import country_names
from assoc_desktop.members.changing.model import (
    SETTABLE,
    AddTag,
    AppendNotes,
    Archive,
    BringBack,
    Change,
    Enrol,
    RemoveTag,
    Resign,
    SetCategory,
    SetCustom,
    SetField,
)
from assoc_desktop.members.custom_fields import custom_fields
from assoc_desktop.members.forms.custom import custom_field_editor
from assoc_desktop.members.listing import towns
from assoc_desktop.members.memberships import categories
from assoc_desktop.members.records import LIBRARY_KINDS, CustomField
from assoc_desktop.members.references import find_institutions, known_tags, name_of_member
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import ChoiceField, DateField, Field, LineField
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.fields.reference import ReferenceField, WordsField, among
from assoc_desktop.widgets.theme import GRID, look
from assoc_desktop.widgets.wide_form import plain_label


@dataclass
class Editor:
    """The fields of one kind of change, and the change that their values make.

    Attributes:
        fields: label → field; a label may be empty when the kind itself says it.
        make: called with the values in order.
        hint: a sentence below.
    """

    fields: Sequence[tuple[str, Field]]
    make: Callable[..., Change | str]
    hint: str = ""


def kinds_of_changes() -> dict[str, str]:
    """Key → name of everything that can be changed, in the order of the choice."""
    return {
        "add_tag": _("Add a tag"),
        "remove_tag": _("Remove a tag"),
        "category": _("Category in a season"),
        "enrol": _("Enrol for a season"),
        **{f"field {name}": _(word) for name, word in SETTABLE.items()},
        **{f"custom {field.id}": field.name for field in custom_fields()},
        "notes": _("Write below the notes"),
        "resign": _("Record a resignation"),
        "archive": _("Archive"),
        "bring_back": _("Bring back from the archive"),
    }


def editor_for(kind: str, desk: Desk) -> Editor:
    """The fields for a key of `kinds_of_changes`."""
    sort, _space, name = kind.partition(" ")
    if sort == "field":
        return _field_editor(name, desk)
    if sort == "custom":
        field = CustomField.get_by_id(int(name))
        editor = custom_field_editor(field, desk.conventions, "")
        return Editor([("", editor)], lambda value: SetCustom(field.id, value), _("Empty clears the field."))
    if sort in ("category", "enrol"):
        return _category_editor() if sort == "category" else _enrol_editor(desk)
    return _plain_editor(sort, desk)


def _plain_editor(sort: str, desk: Desk) -> Editor:
    if sort == "add_tag":
        return Editor([("", LineField(known=known_tags()))], AddTag)
    if sort == "remove_tag":
        return Editor(
            [("", ChoiceField([(tag, tag) for tag in known_tags()]))], lambda tag: RemoveTag(tag or "")
        )
    if sort == "notes":
        return Editor([("", LineField())], AppendNotes)
    if sort == "bring_back":
        return Editor([], BringBack)
    day = DateField(desk.conventions)
    day.set_value(desk.today())
    if sort == "archive":
        return Editor([(_("On"), day)], lambda on: Archive(on) if on else _("Say on which day."))
    return Editor(
        [(_("Resigned on"), day), (_("Reason"), LineField())],
        lambda on, reason: Resign(on, reason) if on else _("Say on which day."),
        _("A reason is written below the notes."),
    )


def _field_editor(name: str, desk: Desk) -> Editor:
    hint = _("Empty clears the field.")
    if name == "employer_id":
        field: Field = ReferenceField(
            find_institutions, name_of_member, _("Name of an institution of the list")
        )
        return Editor([("", field)], lambda value: SetField(name, value), hint)
    if name == "country":
        names = country_names()
        field = ReferenceField(among(names), lambda code: names.get(code, code))
        return Editor([("", field)], lambda value: SetField(name, value or ""), hint)
    if name == "languages":
        languages = {
            code: str(word) for code, word in desk.conventions.locale.languages.items() if code.isalpha()
        }
        return Editor([("", WordsField(languages))], lambda value: SetField(name, ",".join(value)), hint)
    if name == "library_kind":
        kinds = [("", "—"), *((key, _(word)) for key, word in LIBRARY_KINDS.items())]
        return Editor([("", ChoiceField(kinds))], lambda value: SetField(name, value))
    known = towns() if name == "town" else None
    return Editor([("", LineField(known=known))], lambda value: SetField(name, value), hint)


def _category_editor() -> Editor:
    fees = [(True, _("What is due stays")), (False, _("The category's fee is due"))]
    return Editor(
        [(_("Season"), _season_field()), (_("Category"), _category_field([])), (_("Fee"), ChoiceField(fees))],
        lambda season, category, keep: (
            _chosen(season, category) or SetCategory(season, category, keep_fee=keep)
        ),
        _("Only members who are enrolled for the season can change their category in it."),
    )


def _enrol_editor(desk: Desk) -> Editor:
    season = _season_field()
    now = present_season(desk.today())
    if now is not None:
        season.set_value(now.id)
    return Editor(
        [(_("Season"), season), (_("Category"), _category_field([(None, _("As last time"))]))],
        lambda season, category: _chosen(season) or Enrol(season, category),
        _("Who is enrolled for it already stays as they are."),
    )


def _season_field() -> ChoiceField:
    return ChoiceField([(season.id, season.label) for season in seasons()])


def _category_field(first: list[tuple[Any, str]]) -> ChoiceField:
    return ChoiceField([*first, *((category.id, category.name) for category in categories())])


def _chosen(season: object, category: object = 0) -> str:
    if season is None:
        return _("There is no season yet. Add one in the settings.")
    return _("There is no category yet. Add one in the settings.") if category is None else ""


class ChangeRow(QFrame):
    """One change.

    Signals:
        changed(): something else stands in it.
        removed(): the person takes the change away.
        rebuilt(): it has other fields, which the Tab key has to reach.
    """

    changed = Signal()
    removed = Signal()
    rebuilt = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        look(self, "card")
        self.what = ComboBox()
        self.what.setAccessibleName(_("What is changed"))
        self.what.setMinimumContentsLength(24)
        for key, word in kinds_of_changes().items():
            self.what.addItem(word, key)
        self.what.setMaxVisibleItems(20)
        self.away = QPushButton(icons.icon("close", QPalette.ColorRole.WindowText), "")
        self.away.setAccessibleName(_("Take this change away"))
        self.away.setToolTip(_("Take this change away"))
        self.away.clicked.connect(self.removed)
        look(self.away, "plain")
        self._message = plain_label()
        self._place = QHBoxLayout()
        self._place.setSpacing(GRID)
        self._values: QWidget | None = None
        across = QHBoxLayout()
        across.setSpacing(GRID)
        across.addWidget(self.what)
        across.addLayout(self._place, 1)
        across.addStretch(0)
        across.addWidget(self.away)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID // 2)
        column.addLayout(across)
        #: Several fields have a line of their own: they fit there in every text size.
        self._below = QHBoxLayout()
        column.addLayout(self._below)
        column.addWidget(self._message)
        self.what.activated.connect(lambda _place: self._kind_changed())
        self._show_fields()

    def choose(self, kind: str) -> None:
        """Show the fields of a kind, a key of `kinds_of_changes`."""
        self.what.setCurrentIndex(self.what.findData(kind))
        self._show_fields()

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops, in order."""
        return [self.what, *(field.target() for _label, field in self.editor.fields), self.away]

    def change(self) -> Change | None:
        """The change; None when something stands in its way, which is then shown."""
        problem = next((told for _label, field in self.editor.fields if (told := field.problem())), "")
        made = problem or self.editor.make(*(field.value() for _label, field in self.editor.fields))
        if isinstance(made, str):
            self.show_problem(made)
            return None
        self.show_problem("")
        return made

    def show_problem(self, sentence: str) -> None:
        """Show what is wrong, or the hint."""
        self._message.setText(sentence or self.editor.hint)
        look(self._message, "error" if sentence else "small")
        self._message.setVisible(bool(self._message.text()))
        if sentence and self.editor.fields:
            self.editor.fields[0][1].target().setFocus()

    def _kind_changed(self) -> None:
        self._show_fields()
        self.changed.emit()

    def _show_fields(self) -> None:
        if self._values is not None:
            self._values.hide()
            self._values.deleteLater()
        self.editor = editor_for(str(self.what.currentData()), self._desk)
        self._values = QWidget()
        across = QHBoxLayout(self._values)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(GRID)
        for label, field in self.editor.fields:
            field.target().setAccessibleName(label or self.what.currentText())
            if label:
                caption = QLabel(label)
                caption.setBuddy(field.target())
                across.addWidget(caption)
            across.addWidget(field, 0 if isinstance(field, DateField) else 1)
            field.changed.connect(self.changed)
        if all(isinstance(field, DateField) for _label, field in self.editor.fields):
            across.addStretch(1)
        (self._below if len(self.editor.fields) > 1 else self._place).addWidget(self._values, 1)
        self.show_problem("")
        self.rebuilt.emit()
