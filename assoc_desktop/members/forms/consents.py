"""What a member allows or refuses, on the member's page: one line for each question, changed in a small form."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from assoc_desktop.language import _
from assoc_desktop.members.consents import PURPOSES, SOURCES, check_consent, consents_of, save_consent
from assoc_desktop.members.records import Consent
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import ChoiceField, DateField, LineField
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.list_pane import Action, ListPane
from assoc_desktop.widgets.record_table import Column, Row

_YES, _NO, _NEVER = "yes", "no", ""
_NARROW = 100
#: The lines of the list have numbers: a consent that was never given has no id.
_LINES = dict(enumerate(PURPOSES, start=1))


class ConsentsPane(ListPane):
    """The four questions, with the answer, its day and where it came from."""

    def __init__(self, desk: Desk, member_id: int, parent: QWidget | None = None) -> None:
        self._desk, self._member_id = desk, member_id
        super().__init__(
            "consents",
            [
                Column("purpose", _("For what"), 220, sortable=False, stretch=True),
                Column("answer", _("Answer"), _NARROW + _NARROW // 3, chip=True, sortable=False),
                Column("said_on", _("Said on"), _NARROW, sortable=False),
                Column("source", _("How we know"), 9 * _NARROW // 4, sortable=False),
            ],
            self._read_consents,
            [Action("edit", _("Change…"), self.change, main=True)],
            hint=_(
                "Without an answer, the photo is printed and e-mail and telephone are used as usual; the directory "
                "only shows who said yes."
            ),
            parent=parent,
        )

    def change(self) -> FormDialog | None:
        """Ask for another answer to the chosen question."""
        chosen = self.chosen()
        if chosen is None:
            return None
        form = ConsentForm(self._desk, self._member_id, _LINES[chosen])
        return show_form(form, self, lambda _id: self._tell())

    def show_again(self) -> None:
        """Read the answers again; the first line is chosen, so that the keyboard can change it."""
        super().show_again()
        if self.chosen() is None:
            self.table.select_id(1)

    def _tell(self) -> None:
        self.show_again()
        self._desk.tell_change(self, _("The answer was saved."))

    def _read_consents(self) -> dict[int, Row]:
        said = consents_of(self._member_id)
        return {line: self._row(purpose, said.get(purpose)) for line, purpose in _LINES.items()}

    def _row(self, purpose: str, said: Consent | None) -> Row:
        if said is None:
            texts = {"purpose": _(PURPOSES[purpose]), "answer": _("not asked"), "said_on": "—", "source": ""}
            return Row(texts, {}, {"answer": "neutral"})
        texts = {
            "purpose": _(PURPOSES[purpose]),
            "answer": _("yes") if said.given else _("no"),
            "said_on": self._desk.conventions.date(said.said_on),
            "source": said.source,
        }
        return Row(texts, {}, {"answer": "good" if said.given else "bad"})


class ConsentForm(FormPage):
    """The answer to one question, its day and its source."""

    def __init__(self, desk: Desk, member_id: int, purpose: str, parent: QWidget | None = None) -> None:
        super().__init__(_(PURPOSES[purpose]), parent=parent)
        self._desk, self._member_id, self._purpose = desk, member_id, purpose
        self._stored = consents_of(member_id).get(purpose)
        answers = [(_YES, _("Yes")), (_NO, _("No")), (_NEVER, _("Not asked"))]
        self.add_field("given", _("&Answer"), ChoiceField(answers))
        self.add_field("said_on", _("Said &on"), DateField(desk.conventions))
        self.add_field("source", _("How we &know"), LineField(known=[_(each) for each in SOURCES]))
        self.fields["given"].changed.connect(self._show_day)
        self.shown_again.connect(self._show_day)
        self.start()

    def load(self) -> dict[str, Any]:
        stored = self._stored
        if stored is None:
            # An answer that nobody gave is not proposed: one careless Enter would publish somebody in the directory.
            return {"given": _NEVER, "said_on": self._desk.today(), "source": ""}
        return {
            "given": _YES if stored.given else _NO,
            "said_on": stored.said_on,
            "source": stored.source,
        }

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return check_consent(self._purpose, *self._answer(values), today=self._desk.today())

    def save(self, values: dict[str, Any]) -> object:
        save_consent(self._member_id, self._purpose, *self._answer(values), today=self._desk.today())
        return self._member_id

    def _answer(self, values: dict[str, Any]) -> tuple[bool | None, Any, str]:
        given = {_YES: True, _NO: False}.get(values["given"])
        return given, values["said_on"], values["source"]

    def _show_day(self) -> None:
        """Who was not asked has said nothing on no day."""
        for name in ("said_on", "source"):
            self.show_field(name, self.fields["given"].value() != _NEVER)
