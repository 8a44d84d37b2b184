"""The dry run of erasing: what goes, what stays and why, what to know before, and where else the person stands."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

from assoc_desktop.association.records import the_association
from assoc_desktop.language import LANGUAGES, _, ngettext, speaking
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.erasing.guarding import refuse_erased
from assoc_desktop.members.erasing.rules.keeping import STAYS
from assoc_desktop.members.erasing.rules.mentions import Mention, find_mentions
from assoc_desktop.members.erasing.rules.traces import Traces, traces_of
from assoc_desktop.members.erasing.rules.words import NEUTRAL, strong_words
from assoc_desktop.members.holding import paid_for
from assoc_desktop.members.households import household_of, people_of
from assoc_desktop.members.memberships import facts_of, memberships_of
from assoc_desktop.members.records import Card, Member
from assoc_desktop.members.status import BELONGING, status_on
from assoc_desktop.storage.database import database
from assoc_desktop.storage.scrubbing import operations_of, part_ids

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Plan:
    """What erasing a member would do.

    Attributes:
        name: what the person has to type to confirm.
        goes: sentences on what is taken away.
        stays: sentences on what stays, and why.
        warnings: what may have to be done before.
        mentions: where else the person stands.
        language: of the receiver of the certificate.
        paper_goes, paper_stays: the same sentences in that language.
    """

    member_id: int
    name: str
    kind: str
    language: str
    goes: list[str] = field(default_factory=list)
    stays: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    paper_goes: list[str] = field(default_factory=list)
    paper_stays: list[str] = field(default_factory=list)


def plan_erasing(
    member_id: int, *, today: datetime.date, conventions: Conventions, progress: Progress | None = None
) -> Plan:
    """What erasing a member would do. Nothing is changed.

    Raises:
        Refused: the member was erased already.
    """
    refuse_erased([member_id])
    member = Member.get_by_id(member_id)
    traces = traces_of([member_id])
    mentions = find_mentions(traces, strong_words(traces, neutral_name(member.kind)), progress=progress)
    language = language_of(member)
    with speaking(language):
        paper_goes = told_goes(member, traces)
        paper_stays = told_stays(member, the_association().conventions_in(language))
    return Plan(
        member_id=member_id,
        name=member.full_name,
        kind=member.kind,
        language=language,
        paper_goes=paper_goes,
        paper_stays=paper_stays,
        goes=told_goes(member, traces),
        stays=told_stays(member, conventions),
        warnings=_warnings(member, today, conventions),
        mentions=mentions,
    )


def neutral_name(kind: str) -> str:
    """What an erased member is called, in the association's language."""
    with speaking(the_association().language):
        return _(NEUTRAL[kind])


def language_of(member: Member) -> str:
    """The language of papers for a member: the first of theirs that the program speaks, else the association's."""
    spoken = [code.strip() for code in str(member.languages).split(",")]
    return next((code for code in spoken if code in LANGUAGES), str(the_association().language))


def _count(table: str, member_id: int) -> int:
    sql = f"SELECT count(*) FROM {table} WHERE member_id = ?"
    return int(database.execute_sql(sql, (member_id,)).fetchone()[0])


def told_goes(member: Member, traces: Traces) -> list[str]:
    """What is taken away, one sentence each; what there is none of is not told."""
    told = [_("Name, member number, address, profession, website, languages and notes")]
    if member.birth_date:
        told.append(_("Birth date"))
    if member.photo_id:
        told.append(_("Photo"))
    if member.employer_id:
        told.append(_("The link to the employer"))
    for table in (name for name, columns in STAYS.items() if columns is None):
        if n := _count(table, member.id):
            told.append(_told_rows(table, n))
    n = len(operations_of(part_ids(traces.ids)))
    told.append(
        ngettext(
            "The personal words in {n} entry of the history",
            "The personal words in {n} entries of the history",
            n,
        ).format(n=n)
    )
    if len(traces.ids) > 1:
        told.append(
            _("What the history holds of records that were brought together with this one, or taken back")
        )
    return told


def _told_rows(table: str, n: int) -> str:
    sentences = {
        "phone": ngettext("{n} phone", "{n} phones", n),
        "email_address": ngettext("{n} e-mail address", "{n} e-mail addresses", n),
        "contact_person": ngettext("{n} contact person", "{n} contact people", n),
        "member_tag": ngettext("{n} tag", "{n} tags", n),
        "custom_value": ngettext("{n} value in your own fields", "{n} values in your own fields", n),
        "former_number": ngettext("{n} former number", "{n} former numbers", n),
        "household_member": _("The place in the household"),
        "proof": ngettext("{n} proof", "{n} proofs", n),
        "consent": ngettext("{n} consent", "{n} consents", n),
        "not_same": ngettext(
            "{n} note that this is another person", "{n} notes that this is another person", n
        ),
    }
    return sentences[table].format(n=n)


def told_stays(member: Member, conventions: Conventions) -> list[str]:
    """What stays without a name, and on which ground."""
    told = []
    memberships = memberships_of(member.id)
    if memberships:
        n, fees = len(memberships), conventions.money(sum(row.to_pay for row in memberships))
        told.append(
            ngettext(
                "{n} membership with its fee ({fees}), without a name: the association must keep its accounts",
                "{n} memberships with their fees ({fees}), without a name: the association must keep its accounts",
                n,
            ).format(n=n, fees=fees)
        )
    if n := _count("card", member.id):
        told.append(
            ngettext(
                "{n} card in the register, without a number: so that the count of cards stays right",
                "{n} cards in the register, without a number: so that the count of cards stays right",
                n,
            ).format(n=n)
        )
    told.append(
        _("The days of joining and leaving, without a name: so that statistics of past seasons stay right")
    )
    told.append(_("When something was changed and who changed it, without what it was"))
    return told


def _warnings(member: Member, today: datetime.date, conventions: Conventions) -> list[str]:
    told = []
    status = status_on(today, facts_of(member), conventions)
    if status.code in BELONGING:
        told.append(
            _("{name} still belongs. {reason} Afterwards their membership has no name.").format(
                name=member.full_name, reason=status.reason
            )
        )
    for row in memberships_of(member.id):
        left = row.to_pay - paid_for(row.id)
        if left <= 0 or row.season.ends_on < today:
            continue
        told.append(
            _("{amount} are due for {season}. After erasing nobody can be reminded.").format(
                amount=conventions.money(left), season=row.season.label
            )
        )
    out = Card.select().where(
        (Card.member == member)
        & Card.handed_over_on.is_null(False)
        & Card.lost_on.is_null()
        & Card.spoiled_on.is_null()
        & (Card.valid_until.is_null() | (Card.valid_until >= today))
    )
    for card in out:
        told.append(
            _(
                "The card {serial} is with {name}: ask for it back. When it is checked, nobody is found."
            ).format(serial=card.serial, name=member.full_name)
        )
    return told + _household_warnings(member)


def _household_warnings(member: Member) -> list[str]:
    household = household_of(member.id)
    if household is None:
        return []
    others = [each for each in people_of(household.id) if each.id != member.id]
    if len(others) < 2:
        return [_("The household “{name}” is dissolved: one person is left.").format(name=household.name)]
    told = [
        _("The household “{name}” keeps its name. Change it if it names the person.").format(
            name=household.name
        )
    ]
    if household.payer_id == member.id:
        told.append(_("The household “{name}” gets another payer.").format(name=household.name))
    return told
