"""The timeline of a member: memberships, cards, proofs, consents, the days of a life, and every change that was told.

A source is a plain function that gives entries. Those of later features come in as arguments, beside ours.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assoc_desktop.association.records import Season
from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.language.folding import fold
from assoc_desktop.members.consents import PURPOSES
from assoc_desktop.members.records import Card, Category, Consent, Member, Membership, Proof
from assoc_desktop.members.telling import told_history
from assoc_desktop.storage.history import parts_about

LIFE, MEMBERSHIP, CARD, PROOF, CONSENT, CHANGE = (
    "life", "membership", "card", "proof", "consent", "change",
)  # fmt: skip
#: Kind of entry → its name, in the order in which they are offered. A later feature may bring kinds of its own.
KINDS = {
    MEMBERSHIP: N_("Memberships"),
    CARD: N_("Cards"),
    PROOF: N_("Proofs"),
    CONSENT: N_("Consents"),
    LIFE: N_("Joining and leaving"),
    CHANGE: N_("Changes"),
}
#: Column of a member → what is said of the day in it.
_DAYS = {
    "birth_date": N_("Birth"),
    "prospect_since": N_("First contact"),
    "joined_on": N_("Joined the association"),
    "resigned_on": N_("Resignation"),
    "struck_off_on": N_("Striking off"),
    "deceased_on": N_("Death"),
    "archived_on": N_("Put into the archive"),
    "erased_on": N_("Erased on request"),
}
_CARD_DAYS = {
    "printed_on": N_("Card {serial} printed"),
    "handed_over_on": N_("Card {serial} handed over"),
    "lost_on": N_("Card {serial} lost"),
    "spoiled_on": N_("Card {serial} spoiled"),
}


@dataclass(frozen=True)
class Entry:
    """One thing that happened to a member, or will.

    Attributes:
        at: a day, or a moment in the computer's own time.
        kind: a key of `KINDS`, or a kind that a later feature names.
        title: what happened, in a few words.
        lines: what else is to be said of it, one sentence each.
        who: who wrote it, where that is known.
        about: ids of the rows that it tells of; of a change, those that it added when it did nothing else.
    """

    at: datetime.date | datetime.datetime
    kind: str
    title: str
    lines: tuple[str, ...] = ()
    who: str = ""
    about: frozenset[int] = frozenset()

    @property
    def day(self) -> datetime.date:
        """The day on which it happened."""
        return self.at.date() if isinstance(self.at, datetime.datetime) else self.at


#: Gives the entries of a member in any order; with a number it may leave out what is older than so many.
Source = Callable[[int, Conventions, int | None], Iterable[Entry]]


def life(member_id: int, conventions: Conventions, _newest: int | None = None) -> Iterator[Entry]:
    """The days that a member's own page knows: birth, joining, leaving, death, archive."""
    del conventions
    member = Member.get_or_none(Member.id == member_id)
    for column, words in _DAYS.items() if member else ():
        if day := getattr(member, column):
            reason = member.struck_off_reason if column == "struck_off_on" else ""
            yield Entry(day, LIFE, _(words), (reason,) if reason else ())


def memberships(member_id: int, conventions: Conventions, _newest: int | None = None) -> Iterator[Entry]:
    """The beginning and the end of each membership, with its category and fee."""
    query = Membership.select(Membership, Season, Category).join(Season).switch(Membership).join(Category)
    for row in query.where(Membership.member == member_id):
        title = _("Membership {season} begins").format(season=row.season.label)
        lines = tuple(_membership_lines(row, conventions))
        yield Entry(row.starts_on, MEMBERSHIP, title, lines, about=frozenset({row.id}))
        if row.ends_on:
            title = _("Membership {season} ends").format(season=row.season.label)
            grace = _("Grace until {date}.").format(date=conventions.date(row.grace_until))
            yield Entry(row.ends_on, MEMBERSHIP, title, (grace,) if row.grace_until else ())


def _membership_lines(row: Membership, conventions: Conventions) -> Iterator[str]:
    fee = conventions.money(row.fee_due)
    words = _("{category}, {fee}") if row.fee_due else _("{category}, nothing due")
    yield words.format(category=row.category.name, fee=fee)
    if row.reduction:
        amount = conventions.money(row.reduction)
        words = _("Reduction: {amount} ({reason})") if row.reduction_reason else _("Reduction: {amount}")
        yield words.format(amount=amount, reason=row.reduction_reason)
    if not row.ends_on:
        yield _("For life.")


def cards(member_id: int, conventions: Conventions, _newest: int | None = None) -> Iterator[Entry]:
    """What became of each card."""
    for card in Card.select().where(Card.member == member_id):
        for column, words in _CARD_DAYS.items():
            if day := getattr(card, column):
                until = _("Valid until {date}.").format(date=conventions.date(card.valid_until))
                shown = column == "printed_on" and card.valid_until
                title = _(words).format(serial=card.serial)
                yield Entry(day, CARD, title, (until,) if shown else (), about=frozenset({card.id}))


def proofs(member_id: int, conventions: Conventions, _newest: int | None = None) -> Iterator[Entry]:
    """When each proof was shown, and when it runs out."""
    del conventions
    for proof in Proof.select().where(Proof.member == member_id):
        shown = _("Proof shown: {name}").format(name=proof.name)
        yield Entry(proof.seen_on, PROOF, shown, about=frozenset({proof.id}))
        yield Entry(proof.valid_until, PROOF, _("Proof runs out: {name}").format(name=proof.name))


def consents(member_id: int, conventions: Conventions, _newest: int | None = None) -> Iterator[Entry]:
    """What the member allows or refuses now; earlier answers stand among the changes."""
    del conventions
    for row in Consent.select().where(Consent.member == member_id):
        purpose = _(PURPOSES[row.purpose]) if row.purpose in PURPOSES else row.purpose
        words = _("Agreed: {purpose}") if row.given else _("Refused: {purpose}")
        lines = (row.source,) if row.source else ()
        yield Entry(row.said_on, CONSENT, words.format(purpose=purpose), lines, about=frozenset({row.id}))


def changes(member_id: int, conventions: Conventions, newest: int | None = None) -> Iterator[Entry]:
    """Every operation that changed the member or what belongs to them."""
    parts = None if newest is None else newest + 1
    told_changes = told_history(member_id, conventions, limit=parts)
    if (
        newest is not None
        and parts is not None
        and len(told_changes) <= newest
        and parts_about(member_id) > parts
    ):
        # An operation may have written of the member in several parts; the last one read may be half an operation.
        told_changes = told_history(member_id, conventions, limit=None)
    for told in told_changes:
        yield Entry(told.at, CHANGE, told.label, told.lines, told.who, told.added)


#: Where our entries of a member come from; those of later features: `assoc_desktop.timeline_sources`.
SOURCES: tuple[Source, ...] = (life, memberships, cards, proofs, consents, changes)


def timeline(
    member_id: int,
    conventions: Conventions,
    sources: Sequence[Source] = SOURCES,
    *,
    until: datetime.date | None = None,
    newest: int | None = None,
) -> list[Entry]:
    """All that happened to a member, newest first; of one day, what has an hour stands before what has none.

    Args:
        sources: functions that give entries.
        until: what is still to come after this day is left out.
        newest: how many entries are wanted, each thing told once (see `told_once`); None gives all.
    """

    def read(most: int | None) -> list[Entry]:
        found = (entry for source in sources for entry in source(member_id, conventions, most))
        wanted = [entry for entry in found if until is None or entry.day <= until]
        return sorted(wanted, key=_moment, reverse=True)

    found = read(newest)
    if newest is None:
        return found
    shown = told_once(found)
    if len(shown) < len(found):
        # Changes that are told otherwise may have kept out older ones that are not.
        shown = told_once(read(None))
    return shown[:newest]


def told_once(entries: Sequence[Entry]) -> list[Entry]:
    """The entries without the changes that only added what other entries tell of: an event is shown as itself."""
    told = {row for entry in entries if entry.kind != CHANGE for row in entry.about}
    return [entry for entry in entries if entry.kind != CHANGE or not entry.about or not entry.about <= told]


def _moment(entry: Entry) -> tuple[datetime.date, datetime.time]:
    # A day without an hour counts as its beginning.
    return entry.day, entry.at.time() if isinstance(entry.at, datetime.datetime) else datetime.time()


def counts(entries: Iterable[Entry]) -> dict[str, int]:
    """Kind → number of entries, for the kinds that occur: ours in their order, then those of later features."""
    found = Counter(entry.kind for entry in entries)
    return {kind: found[kind] for kind in (*KINDS, *found) if found[kind]}


def kind_words(kind: str) -> str:
    """The name of a kind in the language spoken now; a kind that a later feature brings is named by itself."""
    return _(KINDS[kind]) if kind in KINDS else kind


def chosen(entries: Iterable[Entry], *, without: Iterable[str] = (), typed: str = "") -> list[Entry]:
    """The entries that a person wants to see, in their order, each thing told once (see `told_once`).

    Args:
        without: kinds that are left out.
        typed: words of which each must occur somewhere in the entry, whatever its accents and capitals.
    """
    left_out, words = set(without), fold(typed).split()
    return told_once(
        [
            entry
            for entry in entries
            if entry.kind not in left_out and (not words or all(word in _folded(entry) for word in words))
        ]
    )


def _folded(entry: Entry) -> str:
    return fold(" ".join((entry.title, entry.who, *entry.lines)))
