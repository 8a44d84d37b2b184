"""The forms of possible members: one short form to add somebody, what comes next, and why somebody declines."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from assoc_desktop.association.records import present_season, seasons
from assoc_desktop.language import _
from assoc_desktop.listening.conversations import ConversationData, check_conversation, listeners
from assoc_desktop.listening.forms.choices import reason_choices, season_choices
from assoc_desktop.listening.prospects.moving import (
    LONGEST,
    ProspectData,
    add_prospect,
    check_prospect,
    decline,
    read_prospect,
    save_prospect,
)
from assoc_desktop.listening.records import WAYS
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.duplicates.warning import lookalike
from assoc_desktop.members.finding import offered
from assoc_desktop.members.records import INSTITUTION, PERSON
from assoc_desktop.members.references import name_of_member
from assoc_desktop.members.rules import check_member
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import ChoiceField, DateField, LineField, TextField
from assoc_desktop.widgets.fields.reference import ReferenceField
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.messages import ADD, OPEN, ask_known

_MEMBER = ("kind", "given_name", "family_name", "name", "town")


class ProspectForm(FormPage):
    """Somebody who may join: who, how to reach them, where from, what comes next.

    Args:
        member_id: whom to change; None adds somebody. Name and address of who is there are changed on their page.
    """

    dialog_signs = 92

    def __init__(self, desk: Desk, member_id: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(name_of_member(member_id) if member_id else _("New possible member"), parent=parent)
        self._desk, self._member_id = desk, member_id
        if member_id is None:
            self._add_person()
        self.add_field(
            "source", _("&Where from"), LineField(_("A visit, an event, a letter"), longest=LONGEST)
        )
        self.add_field(
            "brought_by_id",
            _("&Brought by"),
            ReferenceField(offered, name_of_member, _("A member of the list")),
        )
        self.add_field("next_step", _("Ne&xt step"), LineField(longest=LONGEST))
        self.add_field("next_on", _("&On"), DateField(desk.conventions))
        self.start()
        if member_id is None:
            self.fields["kind"].changed.connect(self._fit)
            self._fit()

    def load(self) -> dict[str, Any]:
        stored = vars(read_prospect(self._member_id) if self._member_id else ProspectData())
        return dict(stored) | ({} if self._member_id else {"kind": PERSON})

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        problems = check_prospect(self._data(values), member_id=self._member_id)
        if self._member_id is None:
            found = check_member(
                self._member(values), today=self._desk.today(), conventions=self._desk.conventions
            )
            # Telephone and e-mail stand in one line each here, in lists on the member's page.
            singular = {"phones": "phone", "emails": "email"}
            problems = {singular.get(name, name): told for name, told in found.items()} | problems
        return problems

    def save_now(self) -> bool:
        """Check and save; whoever looks like somebody of the list is added only after a question."""
        if self._member_id is None and not self.problems_now() and not self._may_add():
            return False
        return super().save_now()

    def save(self, values: dict[str, Any]) -> object:
        today, data = self._desk.today(), self._data(values)
        if self._member_id is None:
            member = self._member(values)
            return add_prospect(member, data, today=today, conventions=self._desk.conventions)
        save_prospect(self._member_id, data, today=today)
        return self._member_id

    # Inside

    def _may_add(self) -> bool:
        found = lookalike(self._member(self.values()), self._desk.conventions)
        if found is None:
            return True
        hint = _("If you open the one in the list, what is typed here goes.")
        answer = ask_known(self, found.title, "\n".join((*found.lines, "", hint)))
        if answer == OPEN:
            self.closed.emit()
            self._desk.wanted.emit("members", {"open": found.member_id})
        return answer == ADD

    def _add_person(self) -> None:
        kinds = [(PERSON, _("Person")), (INSTITUTION, _("Institution"))]
        self.add_field("kind", _("&Kind"), ChoiceField(kinds))
        self.add_field("given_name", _("&Given name"), LineField())
        self.add_field("family_name", _("Family na&me"), LineField())
        self.add_field("name", _("&Name"), LineField())
        self.add_field("town", _("&Town"), LineField())
        self.add_field("phone", _("Phone"), LineField())
        self.add_field("email", _("E-mai&l"), LineField())

    def _fit(self) -> None:
        is_person = self.fields["kind"].value() == PERSON
        for name in ("given_name", "family_name"):
            self.show_field(name, is_person)
        self.show_field("name", not is_person)

    def _data(self, values: dict[str, Any]) -> ProspectData:
        return ProspectData(values["source"], values["brought_by_id"], values["next_step"], values["next_on"])

    def _member(self, values: dict[str, Any]) -> MemberData:
        is_person = values["kind"] == PERSON
        unused = ("name",) if is_person else ("given_name", "family_name")
        return MemberData(
            **{name: "" if name in unused else values[name] for name in _MEMBER},
            phones=[values["phone"]] if values["phone"] else [],
            emails=[values["email"]] if values["email"] else [],
            prospect_since=self._desk.today(),
        )


class DeclineForm(FormPage):
    """Why somebody will not join; kept as a conversation."""

    dialog_signs = 92

    def __init__(self, desk: Desk, member_id: int, parent: QWidget | None = None) -> None:
        title = _("{name} declines to join").format(name=name_of_member(member_id))
        super().__init__(title, parent=parent)
        self._desk, self._member_id = desk, member_id
        self.add_field("stated", _("&Reason as stated"), ChoiceField(reason_choices()))
        self.add_field("words", _("What they &said"), TextField(4), _("In their own words."))
        self.add_field("season_id", _("Seas&on"), ChoiceField(season_choices(seasons())))
        self.add_field("day", _("&Day"), DateField(desk.conventions))
        self.add_field("way", _("Ho&w"), ChoiceField([(key, _(words)) for key, words in WAYS.items()]))
        self.add_field("by_whom", _("Who &listened"), LineField(known=listeners(), longest=120))
        self.start()

    def load(self) -> dict[str, Any]:
        today, known = self._desk.today(), listeners()
        season = present_season(today)
        return {
            "season_id": season.id if season else None,
            "day": today,
            "way": "visit",
            "by_whom": known[0] if known else "",
        }

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        problems = check_conversation(self._said(values), today=self._desk.today())
        if not values["stated"]:
            problems = {"stated": _("Choose the reason as they gave it.")} | problems
            problems.pop("words", None)
        return problems

    def save(self, values: dict[str, Any]) -> object:
        decline(self._member_id, self._said(values), today=self._desk.today())
        return self._member_id

    def _said(self, values: dict[str, Any]) -> ConversationData:
        return ConversationData(member_id=self._member_id, whom="possible", **values)
