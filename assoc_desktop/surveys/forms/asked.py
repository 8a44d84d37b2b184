"""Who was asked, who answered with their name, and taking somebody off again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.surveys.asking import AskedMember, asked_members, take_back_asking
from assoc_desktop.surveys.building import the_survey
from assoc_desktop.surveys.documents.forms import forms_pdf
from assoc_desktop.surveys.documents.receivers import forms_for
from assoc_desktop.surveys.wording import file_name_of
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.list_pane import Action, ListPane
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.pdf_preview import PreviewPage
from assoc_desktop.widgets.record_table import Column, Row


class AskedPage(Page):
    """The list of those asked; with names it says who answered.

    Signals:
        preview_made(page): forms to lay upon this page.

    Args:
        ask: asks more members.
    """

    preview_made = Signal(object)

    def __init__(self, desk: Desk, survey_id: int, ask: Callable[[], object]) -> None:
        self._desk, self._survey = desk, the_survey(survey_id)
        super().__init__(_("Who is asked: {name}").format(name=self._survey.name))
        named = self._survey.mode == "named"
        columns = [
            Column("name", _("Name"), 260, stretch=True, sortable=False),
            Column("number", _("Number"), 110, sortable=False),
            Column("town", _("Town"), 160, sortable=False),
            Column("asked", _("Asked on"), 110, sortable=False),
        ]
        actions = [
            Action("add", _("Ask &more…"), ask, needs_choice=False, main=True),
            Action("delete", _("&Take off"), self.take_off),
        ]
        if named:
            columns.append(Column("answered", _("Answered"), 110, sortable=False))
            actions.append(Action("print", _("&Print their forms…"), self.print_forms))
        hint = "" if named else _("Who of them answered is known to nobody.")
        self.pane = ListPane("survey_asked", columns, self._read, actions, hint=hint)
        self.body.addWidget(self.pane, 1)
        desk.changed.connect(self.pane.show_again)
        self.pane.show_again()

    def take_keyboard(self) -> None:
        self.pane.table.setFocus()

    def take_off(self) -> None:
        """Ask the chosen members no longer."""
        try:
            take_back_asking(self._survey, self.pane.table.selected_ids())
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        self._desk.tell_last(self)

    def print_forms(self) -> None:
        """The forms of the chosen members."""
        content = forms_pdf(self._survey, forms_for(self._survey, self.pane.table.selected_ids()))
        title = _("Forms: {name}").format(name=self._survey.name)
        page = PreviewPage(title, content, file_name_of(self._survey.name), folder=self._desk.path.parent)
        self.preview_made.emit(page)

    def _read(self) -> dict[int, Row]:
        return {each.id: self._row(each) for each in asked_members(self._survey)}

    def _row(self, each: AskedMember) -> Row:
        say = self._desk.conventions.date
        answered = ""
        if each.answered:
            answered = say(each.answered_on) if each.answered_on else _("yes")
        return Row(
            {
                "name": each.name,
                "number": each.number,
                "town": each.town,
                "asked": say(each.given_on),
                "answered": answered,
            }
        )
