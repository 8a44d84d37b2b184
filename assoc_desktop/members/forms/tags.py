"""The tags: how many members carry each, and renaming or removing one."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from assoc_desktop.language import _, ngettext
from assoc_desktop.members.records import Tag
from assoc_desktop.members.tags import check_tag, remove_tag, rename_tag, tags_in_use
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.fields import LineField
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.list_pane import Action, ListPane
from assoc_desktop.widgets.messages import confirm
from assoc_desktop.widgets.record_table import Column, Row


class TagsPane(ListPane):
    """Every tag with the number of members that carry it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._desk = desk
        text = _(
            "Tags gather members across categories. They are made where they are typed: on a member's page."
        )
        super().__init__(
            "tags",
            [
                Column("name", _("Tag"), 240, sortable=False, stretch=True),
                Column("members", _("Members"), 120, right=True, sortable=False),
            ],
            self._tags,
            [
                Action("edit", _("Rename…"), self.rename),
                Action("delete", _("Remove"), self.remove),
            ],
            empty=EmptyState("tag", _("No tag yet"), text),
            hint=text,
            parent=parent,
        )
        self._counts: dict[int, int] = {}

    def rename(self) -> FormDialog | None:
        """Ask for another name for the chosen tag."""
        chosen = self.chosen()
        if chosen is None:
            return None
        return show_form(TagPage(chosen), self, lambda _id: self._tell(_("The tag was renamed.")))

    def remove(self) -> None:
        """Take the chosen tag from everybody, after a question."""
        chosen = self.chosen()
        if chosen is None:
            return
        count = self._counts[chosen]
        sentence = ngettext(
            "{n} member carries the tag {name}.", "{n} members carry the tag {name}.", count
        ).format(n=count, name=Tag.get_by_id(chosen).name)
        if confirm(self, _("Remove this tag from all members?"), sentence, _("Remove"), danger=True):
            remove_tag(chosen)
            self._tell(_("The tag was removed."))

    def _tell(self, sentence: str) -> None:
        self.show_again()
        self._desk.tell_change(self, sentence)

    def _tags(self) -> dict[int, Row]:
        found = tags_in_use()
        self._counts = {tag.id: count for tag, count in found}
        say = self._desk.conventions
        return {tag.id: Row({"name": tag.name, "members": say.number(count)}) for tag, count in found}


class TagPage(FormPage):
    """The name of a tag."""

    def __init__(self, tag_id: int, parent: QWidget | None = None) -> None:
        self._tag = Tag.get_by_id(tag_id)
        super().__init__(_("Rename the tag {name}").format(name=self._tag.name), parent=parent)
        hint = _("The name of another tag brings the two together.")
        self.add_field("name", _("&Name"), LineField(), hint)
        self.start()

    def load(self) -> dict[str, Any]:
        return {"name": self._tag.name}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return check_tag(values["name"])

    def save(self, values: dict[str, Any]) -> object:
        rename_tag(self._tag.id, values["name"])
        return self._tag.id
