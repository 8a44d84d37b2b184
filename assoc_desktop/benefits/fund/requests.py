"""Requests for help with the dues: written down, decided, and taken back.

A grant and its entry in the books are one operation. What the books say of the membership says whether the grant stands:
nothing of it is kept twice.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assoc_desktop.association.records import Season
from assoc_desktop.benefits.fund.criteria import criteria
from assoc_desktop.benefits.records import REQUEST_KINDS, SolidarityMet, SolidarityRequest
from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.erasing.guarding import refuse_erased
from assoc_desktop.members.records import Member, Membership
from assoc_desktop.members.timeline import Entry
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import storable
from assoc_desktop.storage.history import operation
from assoc_desktop.treasury.ledger import MOST
from assoc_desktop.treasury.subsidies import SubsidyData, check_subsidy, give, subsidy_of, take_back

LONGEST_WORDS, LONGEST_NAME = 4000, 120
#: State of a request → its name.
STATES = {
    "open": N_("To decide"),
    "granted": N_("Granted"),
    "refused": N_("Refused"),
    "back": N_("Given back"),
}


@dataclass(frozen=True)
class RequestData:
    """All of a request that a person fills in.

    Attributes:
        words: why, as the member says it.
        asked: in minor units; 0 when no amount is named.
        met: ids of the criteria that it meets.
    """

    member_id: int | None
    season_id: int | None
    kind: str = "hardship"
    words: str = ""
    asked_on: datetime.date | None = None
    asked: int = 0
    met: tuple[int, ...] = ()


@dataclass(frozen=True)
class Decision:
    """What was decided of a request.

    Attributes:
        granted: in minor units; 0 refuses it.
        account_id: the fund that pays.
    """

    granted: int | None
    by: str
    on: datetime.date | None
    reason: str = ""
    account_id: int | None = None


def request_with(request_id: int) -> SolidarityRequest:
    """The request of an id.

    Raises:
        Refused: it is no longer there.
    """
    found = SolidarityRequest.get_or_none(SolidarityRequest.id == request_id)
    if found is None:
        raise Refused(_("This request is no longer there: it was undone or removed."))
    return found


def data_of(request: SolidarityRequest) -> RequestData:
    """What a person filled in of a request."""
    return RequestData(
        request.member_id, request.season_id, request.kind, request.words, request.asked_on, request.asked,
        met_by(request.id),
    )  # fmt: skip


def met_by(request_id: int) -> tuple[int, ...]:
    """Ids of the criteria that a request meets."""
    rows = SolidarityMet.select().where(SolidarityMet.request == request_id)
    return tuple(sorted(row.criterion_id for row in rows))


def state_of(request: SolidarityRequest) -> str:
    """How a request stands: a key of `STATES`."""
    if request.granted is None:
        return "open"
    if not request.granted:
        return "refused"
    given = subsidy_of(request.membership_id) if request.membership_id else None
    return "granted" if given is not None and given.fund else "back"


def check_request(
    data: RequestData, *, today: datetime.date, request_id: int | None = None
) -> dict[str, str]:
    """Field → what is wrong with a request."""
    problems = {}
    if data.member_id is None:
        problems["member_id"] = _("Choose the member who asks.")
    if data.season_id is None:
        problems["season_id"] = _("Choose for which season.")
    if data.kind not in REQUEST_KINDS:
        problems["kind"] = _("Choose why the fund is asked.")
    if len(data.words) > LONGEST_WORDS:
        problems["words"] = _("These words are too long: {n} signs at most.").format(n=LONGEST_WORDS)
    if data.asked_on is None:
        problems["asked_on"] = _("Say when it was asked.")
    elif data.asked_on > today:
        problems["asked_on"] = _("A request cannot lie in the future.")
    if not 0 <= data.asked <= MOST:
        problems["asked"] = _("This amount cannot be right.")
    if problems or request_id is not None:
        return problems
    same = (SolidarityRequest.member == data.member_id) & (SolidarityRequest.season == data.season_id)
    if SolidarityRequest.select().where(same).exists():
        problems["member_id"] = _("There is a request of this member for this season already.")
    return problems


def save_request(
    data: RequestData, *, today: datetime.date, request_id: int | None = None
) -> SolidarityRequest:
    """Write a request down, or change one that is not decided. Whose it is and for which season stays.

    Raises:
        Invalid: see `check_request`.
        Refused: it is gone or decided, or the member was erased.
    """
    if problems := check_request(data, today=today, request_id=request_id):
        raise Invalid(problems)
    request = SolidarityRequest(member=data.member_id, season=data.season_id)
    if request_id is not None:
        request = request_with(request_id)
        _refuse_decided(request)
    refuse_erased([request.member_id])
    label = N_("Request of {name} to the solidarity fund")
    with operation(label, name=Member.get_by_id(request.member_id).full_name):
        values = {"kind": data.kind, "words": storable(data.words).strip()}
        _set(request, **values, asked_on=data.asked_on, asked=data.asked)
        request.save(force_insert=request_id is None)
        _write_met(request.id, data.met)
    return request


def _set(request: SolidarityRequest, **values: object) -> None:
    for name, value in values.items():
        setattr(request, name, value)


def _write_met(request_id: int, wanted: Sequence[int]) -> None:
    stored = {
        row.criterion_id: row for row in SolidarityMet.select().where(SolidarityMet.request == request_id)
    }
    known = {row.id for row in criteria(archived=True)}
    for criterion_id, row in stored.items():
        if criterion_id not in wanted:
            row.delete_instance()
    for criterion_id in sorted(set(wanted) & known - set(stored)):
        SolidarityMet.create(request=request_id, criterion=criterion_id)


def remove_request(request_id: int) -> None:
    """Remove a request that is not decided.

    Raises:
        Refused: it is gone, or decided.
    """
    request = request_with(request_id)
    _refuse_decided(request)
    with operation(N_("Remove the request of {name} to the solidarity fund"), name=request.member.full_name):
        SolidarityMet.delete().where(SolidarityMet.request == request).execute()
        request.delete_instance()


def _refuse_decided(request: SolidarityRequest) -> None:
    if request.granted is not None:
        raise Refused(_("This request was decided, and stays as it was."))


def membership_for(request: SolidarityRequest) -> Membership | None:
    """The membership whose dues a grant lowers."""
    mine = (Membership.member == request.member_id) & (Membership.season == request.season_id)
    return Membership.get_or_none(mine)


def check_decision(
    request: SolidarityRequest, decision: Decision, *, today: datetime.date, say: Conventions
) -> dict[str, str]:
    """Field → what is wrong with a decision."""
    problems = {}
    if not decision.by.strip():
        problems["by"] = _("Say who decided: the board, or a name.")
    if decision.on is None:
        problems["on"] = _("Say on which day it was decided.")
    elif not request.asked_on <= decision.on <= today:
        problems["on"] = _("A decision lies between the day of the request and today.")
    if decision.granted is None:
        problems["granted"] = _("Write how much is granted.")
    elif decision.granted == 0:
        if not decision.reason.strip():
            problems["reason"] = _("Say why it is refused: the reason is kept, and told to the member.")
    else:
        problems |= _check_grant(request, decision, say)
    return problems


def _check_grant(request: SolidarityRequest, decision: Decision, say: Conventions) -> dict[str, str]:
    membership = membership_for(request)
    if membership is None:
        words = _("{name} is not enrolled for {season}. Enrol them first: the fund pays for their dues.")
        return {"granted": words.format(name=request.member.full_name, season=request.season.label)}
    if decision.account_id is None:
        return {"account_id": _("Choose the fund that pays.")}
    found = check_subsidy(membership, _subsidy(request, decision), say)
    return {"granted" if field == "amount" else field: sentence for field, sentence in found.items()}


def _subsidy(request: SolidarityRequest, decision: Decision) -> SubsidyData:
    # What the member said, and what the board thought of it, is nobody's business in the books.
    return SubsidyData(request.kind, decision.granted, "", decision.account_id)


def decide(
    request_id: int, decision: Decision, *, today: datetime.date, say: Conventions
) -> SolidarityRequest:
    """Grant or refuse a request. A grant is paid by the fund in the same operation, and can only be taken back.

    A refusal, and a grant that was taken back, can be decided anew.

    Raises:
        Invalid: see `check_decision`.
        Refused: it is gone, its grant stands, the member was erased, or the fund cannot pay; see `subsidies.give`.
    """
    request = request_with(request_id)
    if state_of(request) == "granted":
        raise Refused(_("This request was granted. Take the grant back before it is decided anew."))
    refuse_erased([request.member_id])
    if problems := check_decision(request, decision, today=today, say=say):
        raise Invalid(problems)
    amount, on = int(decision.granted or 0), decision.on or today
    label = N_("Grant the request of {name}") if amount else N_("Refuse the request of {name}")
    with operation(label, undoable=not amount, name=request.member.full_name):
        by = storable(decision.by).strip()[:LONGEST_NAME]
        reason = storable(decision.reason).strip()
        _set(
            request,
            granted=amount,
            decided_on=on,
            decided_by=by,
            reason=reason,
            account=None,
            membership=None,
        )
        if amount:
            membership = membership_for(request)
            assert membership is not None
            _set(request, account=decision.account_id, membership=membership)
            give(membership.id, _subsidy(request, decision), on=on, today=today, conventions=say)
        request.save()
    return request


def take_grant_back(request_id: int, *, today: datetime.date) -> None:
    """Give a grant back to its fund; the whole fee is asked for again.

    Raises:
        Refused: it is gone, its grant does not stand, or the entry cannot be reversed; see `ledger.reverse`.
    """
    request = request_with(request_id)
    if state_of(request) != "granted":
        raise Refused(_("There is no grant to take back."))
    with operation(N_("Take back the grant of {name}"), undoable=False, name=request.member.full_name):
        take_back(request.membership_id, on=today, today=today)


def waiting_requests() -> int:
    """How many requests are not decided."""
    return int(SolidarityRequest.select().where(SolidarityRequest.granted.is_null()).count())


def seasons_asked() -> list[Season]:
    """The seasons for which there are requests, the latest first."""
    named = SolidarityRequest.select(SolidarityRequest.season)
    return list(Season.select().where(Season.id.in_(named)).order_by(Season.starts_on.desc()))


def timeline_source(member_id: int, say: Conventions, _newest: int | None = None) -> Iterator[Entry]:
    """What a member asked of the fund, and what came of it, for the timeline."""
    kind = _("Solidarity fund")
    for request in SolidarityRequest.select().where(SolidarityRequest.member == member_id):
        title = _("Request to the solidarity fund, {season}").format(season=request.season.label)
        amount = _("Asked: {amount}").format(amount=say.money(request.asked)) if request.asked else ""
        lines = tuple(filter(None, (amount, request.words)))
        yield Entry(request.asked_on, kind, title, lines, about=frozenset({request.id}))
        if request.granted is None:
            continue
        state = state_of(request)
        told = _("Granted by the solidarity fund: {amount}").format(amount=say.money(request.granted))
        title = _("Refused by the solidarity fund") if state == "refused" else told
        lines = tuple(filter(None, (_("Taken back later") if state == "back" else "", request.reason)))
        yield Entry(request.decided_on, kind, title, lines, about=frozenset({request.id}))
