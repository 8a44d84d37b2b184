"""The forms of the solidarity fund: a request, its decision, and the list of criteria."""

from __future__ import annotations

from typing import Any

from assoc_desktop.association.records import present_season, seasons
from assoc_desktop.benefits.fund.criteria import LONGEST, TYPICAL, criteria, save_criteria
from assoc_desktop.benefits.fund.listing import read_funds
from assoc_desktop.benefits.fund.requests import (
    LONGEST_NAME,
    Decision,
    RequestData,
    check_decision,
    check_request,
    data_of,
    decide,
    membership_for,
    request_with,
    save_request,
)
from assoc_desktop.benefits.records import REQUEST_KINDS, SolidarityRequest
from assoc_desktop.language import _
from assoc_desktop.members.finding import offered
from assoc_desktop.members.references import name_of_member
from assoc_desktop.treasury.subsidies import paid_for
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import AmountField, ChoiceField, DateField, LineField, TextField
from assoc_desktop.widgets.fields.reference import ReferenceField
from assoc_desktop.widgets.fields.ticks import TicksField
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.wide_form import plain_label


class CriteriaForm(FormPage):
    """The criteria, one in each line."""

    def __init__(self) -> None:
        super().__init__(_("Criteria of the solidarity fund"))
        hint = _("One in each line. What requests meet already stays with them, in the words of that day.")
        self.add_field("criteria", "", TextField(8), hint)
        self.fields["criteria"].target().setAccessibleName(_("Criteria"))
        self.start()

    def load(self) -> dict[str, Any]:
        known = [each.text for each in criteria(archived=True)]
        offered_now = [each.text for each in criteria()]
        return {"criteria": "\n".join(offered_now if known else [_(text) for text in TYPICAL])}

    def save(self, values: dict[str, Any]) -> object:
        save_criteria([line.strip() for line in values["criteria"].splitlines() if line.strip()])
        return None

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        if any(len(line.strip()) > LONGEST for line in values["criteria"].splitlines()):
            return {"criteria": _("A line is too long: {n} signs at most.").format(n=LONGEST)}
        return {}


class RequestForm(FormPage):
    """A request, as the member made it.

    Args:
        request_id: the one to change; None adds one.
        member_id: whose it is, where that is known already.
    """

    dialog_signs = 96

    def __init__(self, desk: Desk, request_id: int | None = None, *, member_id: int | None = None) -> None:
        self._desk, self._request_id, self._member_id = desk, request_id, member_id
        stored = request_with(request_id) if request_id else None
        self._data = data_of(stored) if stored else None
        title = _("Request of {name}").format(name=stored.member.full_name) if stored else _("New request")
        super().__init__(title)
        if stored is None:
            hint = _("Type a name of the list")
            self.add_field("member_id", _("&Member"), ReferenceField(offered, name_of_member, hint))
            self.add_field(
                "season_id", _("&Season"), ChoiceField([(each.id, each.label) for each in seasons()])
            )
        kinds = [(key, _(word)) for key, word in REQUEST_KINDS.items()]
        self.add_field("kind", _("&Why"), ChoiceField(kinds))
        self.add_field("words", _("In the member’s &words"), TextField(3))
        hint = _("Empty: no amount was named.")
        self.add_field("asked", _("&Amount asked"), AmountField(desk.conventions), hint)
        self.add_field("asked_on", _("Asked &on"), DateField(desk.conventions))
        self.add_field("met", _("&Criteria met"), _criteria_field(self._data.met if self._data else ()))
        self.start()

    def load(self) -> dict[str, Any]:
        if self._data is None:
            season = present_season(self._desk.today())
            day, season_id = self._desk.today(), season.id if season else None
            whose = {"member_id": self._member_id, "season_id": season_id}
            return {**whose, "kind": "hardship", "met": [], "asked_on": day}
        known = {**vars(self._data), "met": list(self._data.met), "asked": self._data.asked or None}
        return {name: value for name, value in known.items() if name in self.fields}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return check_request(self._typed_data(values), today=self._desk.today(), request_id=self._request_id)

    def save(self, values: dict[str, Any]) -> object:
        return save_request(
            self._typed_data(values), today=self._desk.today(), request_id=self._request_id
        ).id

    def _typed_data(self, values: dict[str, Any]) -> RequestData:
        whose = {"member_id": values.get("member_id"), "season_id": values.get("season_id")}
        if self._data is not None:
            whose = {"member_id": self._data.member_id, "season_id": self._data.season_id}
        own = {name: values[name] for name in ("kind", "words", "asked_on")}
        return RequestData(**whose, **own, asked=values["asked"] or 0, met=tuple(values["met"]))


class DecisionForm(FormPage):
    """Granted or refused, by whom and why, and which fund pays."""

    dialog_signs = 92

    def __init__(self, desk: Desk, request_id: int) -> None:
        self._desk, self._request = desk, request_with(request_id)
        request, say = self._request, desk.conventions
        super().__init__(_("Decide: {name}, {season}").format(
            name=request.member.full_name, season=request.season.label
        ))  # fmt: skip
        self.add_widget(plain_label(_told_dues(request, desk), "quiet"))
        answers = [(True, _("Granted")), (False, _("Refused"))]
        self.add_field("answer", _("&Decision"), ChoiceField(answers))
        self.add_field("granted", _("A&mount granted"), AmountField(say))
        words = _("{fund} ({amount} left)")
        funds = [
            (each.id, words.format(fund=each.name, amount=say.money(each.left)))
            for each in read_funds(archived=False)
        ]
        hint = _("The fund pays by an entry in the books. It can be taken back, not undone.")
        if not funds:
            hint = _(
                "There is no fund in the books yet. Add an account of the kind “fund” to the chart of accounts."
            )
        self.add_field("account_id", _("Which f&und pays"), ChoiceField(funds), hint)
        self.add_field("by", _("Decided &by"), LineField(known=_deciders(), longest=LONGEST_NAME))
        self.add_field("on", _("Decided &on"), DateField(say))
        self.add_field("reason", _("&Reason"), TextField(3), _("It stands in the letter to the member."))
        self.fields["answer"].changed.connect(self._answered)
        self.save_button.setText(_("Decide"))
        self.start()
        self._answered()

    def load(self) -> dict[str, Any]:
        membership = membership_for(self._request)
        left = membership.to_pay - paid_for(membership.id) if membership else self._request.asked
        funds = read_funds(archived=False)
        return {
            "answer": True,
            "granted": max(0, min(self._request.asked or left, left)) or None,
            "account_id": funds[0].id if funds else None,
            "by": next(iter(_deciders()), _("Board")),
            "on": self._desk.today(),
        }

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        found = check_decision(
            self._request, _decision(values), today=self._desk.today(), say=self._desk.conventions
        )
        if values["answer"] and values["granted"] == 0:
            found["granted"] = _("Write how much is granted.")
        return found

    def save(self, values: dict[str, Any]) -> object:
        return decide(
            self._request.id, _decision(values), today=self._desk.today(), say=self._desk.conventions
        ).id

    def _answered(self) -> None:
        for name in ("granted", "account_id"):
            self.show_field(name, bool(self.fields["answer"].value()))


def _decision(values: dict[str, Any]) -> Decision:
    granted = values["granted"] if values["answer"] else 0
    account = values["account_id"] if values["answer"] else None
    return Decision(granted, values["by"], values["on"], values["reason"], account)


def _told_dues(request: SolidarityRequest, desk: Desk) -> str:
    say = desk.conventions
    asked = _("Asked: {amount}").format(amount=say.money(request.asked)) if request.asked else ""
    membership = membership_for(request)
    if membership is None:
        left = _("Not enrolled for {season} yet.").format(season=request.season.label)
    else:
        left = _("Left to pay: {amount}").format(
            amount=say.money(membership.to_pay - paid_for(membership.id))
        )
    return " · ".join(filter(None, (asked, left)))


def _deciders() -> list[str]:
    query = SolidarityRequest.select(SolidarityRequest.decided_by).where(SolidarityRequest.decided_by != "")
    newest = query.order_by(SolidarityRequest.decided_on.desc())
    return list(dict.fromkeys(row.decided_by for row in newest))


def _criteria_field(ticked: tuple[int, ...]) -> TicksField:
    """The criteria in their order; what was ticked and is asked no more is shown too."""
    shown = [each for each in criteria(archived=True) if not each.archived or each.id in ticked]
    return TicksField(
        [(each.id, each.text) for each in shown], _("No criteria yet: see “Criteria…” beside the list.")
    )
