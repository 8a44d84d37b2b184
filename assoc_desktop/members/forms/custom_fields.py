"""The treasurer's own fields: the list of them, and the page of one."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from assoc_desktop.language import _
from assoc_desktop.members.custom_fields import archive_custom_field, check_custom_field, save_custom_field
from assoc_desktop.members.forms.categories import APPLIES_TO
from assoc_desktop.members.records import BOTH, CUSTOM_KINDS, CustomField
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.fields import ChoiceField, LineField, TextField
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.list_pane import Action, ListPane
from assoc_desktop.widgets.record_table import Column, Row


class CustomFieldsPane(ListPane):
    """Every field that the treasurer defined, with add, change and archive."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._desk = desk
        text = _(
            "Your own fields stand on the page of every member: a shirt size, a diploma, a number of volumes."
        )
        super().__init__(
            "custom fields",
            [
                Column("name", _("Field"), 200, sortable=False, stretch=True),
                Column("kind", _("Holds"), 120, sortable=False),
                Column("for", _("For"), 190, sortable=False),
                Column("choices", _("Choices"), 200, sortable=False),
                Column("state", "", 90, sortable=False),
            ],
            self._fields,
            [
                Action("add", _("Add a field…"), self.add, needs_choice=False, main=True),
                Action("edit", _("Change…"), self.change),
                Action(
                    "folder", _("Archive"), self.archive, enabled=lambda each: not self._is_archived(each)
                ),
                Action("undo", _("Bring back"), self.bring_back, seldom=True, enabled=self._is_archived),
            ],
            empty=EmptyState("columns", _("No field of your own yet"), text),
            hint=text,
            parent=parent,
        )

    def add(self) -> FormDialog:
        """Ask for a new field."""
        return self._ask(None)

    def change(self) -> FormDialog | None:
        """Ask for changes to the chosen field."""
        return self._ask(chosen) if (chosen := self.chosen()) else None

    def archive(self) -> None:
        """Show the chosen field no more."""
        if chosen := self.chosen():
            archive_custom_field(chosen)
            self._tell(_("The field is shown no more; its values are kept."))

    def bring_back(self) -> None:
        """Show the chosen field again."""
        if chosen := self.chosen():
            archive_custom_field(chosen, archived=False)
            self._tell(_("The field is shown again."))

    def _ask(self, field_id: int | None) -> FormDialog:
        form = CustomFieldPage(self._desk, field_id)
        return show_form(form, self, lambda _id: self._tell(_("The field was saved.")))

    def _tell(self, sentence: str) -> None:
        self.show_again()
        self._desk.tell_change(self, sentence)

    def _is_archived(self, field_id: int) -> bool:
        return self._rows[field_id].quiet

    def _fields(self) -> dict[int, Row]:
        query = CustomField.select().order_by(CustomField.position, CustomField.name)
        return {field.id: _row(field) for field in query}


def _row(field: CustomField) -> Row:
    return Row(
        {
            "name": field.name,
            "kind": _(CUSTOM_KINDS[field.kind]),
            "for": _(APPLIES_TO[field.applies_to]),
            "choices": ", ".join(field.choices.splitlines()),
            "state": _("Archived") if field.archived else "",
        },
        quiet=field.archived,
    )


class CustomFieldPage(FormPage):
    """One field of the treasurer's own.

    Args:
        desk: the open file.
        field_id: the one to change; None adds one.
    """

    def __init__(self, desk: Desk, field_id: int | None = None, parent: QWidget | None = None) -> None:
        self._field_id = field_id
        self._stored = CustomField.get_by_id(field_id) if field_id else CustomField(kind="text")
        title = _("Field {name}").format(name=self._stored.name) if field_id else _("New field")
        super().__init__(title, draft=desk.draft(f"custom field {field_id}"), parent=parent)
        self.add_field("name", _("&Name"), LineField())
        kinds = [(key, _(word)) for key, word in CUSTOM_KINDS.items()]
        self.add_field("kind", _("&Holds"), ChoiceField(kinds))
        self.add_field("choices", _("&Choices"), TextField(4), _("One on each line."))
        self.add_field(
            "applies_to", _("For"), ChoiceField([(key, _(word)) for key, word in APPLIES_TO.items()])
        )
        self.fields["kind"].changed.connect(self._show_choices)
        self.start()
        self._show_choices()

    def load(self) -> dict[str, Any]:
        stored = self._stored
        return {
            "name": stored.name or "",
            "kind": stored.kind,
            "choices": stored.choices,
            "applies_to": stored.applies_to or BOTH,
        }

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return check_custom_field(values["name"], values["kind"], values["choices"], field_id=self._field_id)

    def save(self, values: dict[str, Any]) -> object:
        choices = values["choices"] if values["kind"] == "choice" else ""
        return save_custom_field(
            values["name"],
            values["kind"],
            applies_to=values["applies_to"],
            choices=choices,
            field_id=self._field_id,
        ).id

    def _show_choices(self) -> None:
        self.show_field("choices", self.fields["kind"].value() == "choice")
