"""What the details pane tells of a member, read and put into words in one go."""

from __future__ import annotations

from dataclasses import dataclass

from assoc_desktop.association.records import Season
from assoc_desktop.language import _, ngettext, whole_number
from assoc_desktop.members.consents import refusals_in_words
from assoc_desktop.members.custom_fields import custom_fields
from assoc_desktop.members.holding import paid_for
from assoc_desktop.members.households import household_of, present_payer
from assoc_desktop.members.memberships import facts_of, memberships_of
from assoc_desktop.members.records import (
    CONTACT_ROLES,
    INSTITUTION,
    LIBRARY_KINDS,
    Card,
    ContactPerson,
    CustomValue,
    EmailAddress,
    Member,
    Membership,
    Phone,
)
from assoc_desktop.members.rules import tags_of
from assoc_desktop.members.status import BELONGING, is_still_valid, status_on
from assoc_desktop.members.tab.columns import TONES, kind_word
from assoc_desktop.members.telling import custom_value_in_words
from assoc_desktop.members.timeline import SOURCES, timeline
from assoc_desktop.storage import attachment
from assoc_desktop.widgets.desk import Desk

_NEWS = 4

Lines = list[tuple[str, str]]


@dataclass(frozen=True)
class MemberFacts:
    """Everything in words.

    Attributes:
        lines: (name, value) of the facts first needed.
        sections: heading → lines below it.
        next_action: `enrol`, `print_one`, `bring_back` or `edit`: the one main button.
    """

    id: int
    name: str
    what: str
    is_institution: bool
    photo: bytes | None
    status: str
    tone: str
    reason: str
    lines: Lines
    sections: list[tuple[str, Lines]]
    next_action: str
    next_words: str


def read_facts(member_id: int, season: Season | None, desk: Desk) -> MemberFacts | None:
    """What is known of a member; None when the member is gone."""
    member = Member.get_or_none(Member.id == member_id)
    return _Reader(member, season, desk).read() if member else None


class _Reader:
    """Reads one member."""

    def __init__(self, member: Member, season: Season | None, desk: Desk) -> None:
        self._member, self._season, self._desk = member, season, desk
        self._say = desk.conventions
        self._memberships = memberships_of(member.id)
        self._cards = list(
            Card.select(Card, Season).join(Season).where(Card.member == member).order_by(Card.id.desc())
        )
        self._status = status_on(desk.today(), facts_of(member), self._say)
        self._now = next((each for each in self._memberships if each.season == season), None)
        self._card = next((card for card in self._cards if self._is_good(card)), None)

    def read(self) -> MemberFacts:
        member = self._member
        next_action, next_words = self._next()
        return MemberFacts(
            id=member.id,
            name=member.full_name,
            what=self._what(),
            is_institution=member.kind == INSTITUTION,
            photo=attachment.read(member.photo_id) if member.photo_id else None,
            status=self._status.label,
            tone=TONES[self._status.code],
            reason=self._status.reason,
            lines=[line for line in self._first_lines() if line[1]],
            sections=[(title, lines) for title, lines in self._sections() if lines],
            next_action=next_action,
            next_words=next_words,
        )

    def _what(self) -> str:
        member = self._member
        parts = [kind_word(member.kind)]
        if member.kind == INSTITUTION and member.library_kind:
            parts.append(_(LIBRARY_KINDS[member.library_kind]))
        elif member.profession:
            parts.append(member.profession)
        if member.number:
            # The number stays beside its word where the line breaks.
            parts.append(_("No. {number}").format(number=member.number).replace(" ", "\u00a0"))
        return " · ".join(parts)

    def _next(self) -> tuple[str, str]:
        if self._member.archived_on:
            return "bring_back", _("Bring back from the archive")
        belongs = self._status.code in (*BELONGING, "pending", "lapsed")
        open_season = self._season and self._season.ends_on >= self._desk.today()
        if self._season and open_season and self._now is None and belongs:
            return "enrol", _("Enrol for {season}…").format(season=self._season.label)
        if self._card is None and self._may_have_card():
            return "print_one", _("Print the card…")
        return "edit", _("Edit")

    def _first_lines(self) -> Lines:
        member = self._member
        address = self._say.address_lines(
            member.address, member.postcode, member.town, member.region, member.country
        )
        phones = Phone.select().where(Phone.member == member).order_by(Phone.position)
        emails = EmailAddress.select().where(EmailAddress.member == member).order_by(EmailAddress.position)
        return [
            (_("Address"), "\n".join(address)),
            (_("Phone"), "\n".join(self._say.phone(each.number) for each in phones)),
            *((_("E-mail"), each.address) for each in emails),
            (_("Refuses"), refusals_in_words(member.id)),
            (_("Contact person"), self._contact()),
            (_("Membership"), self._membership_words(self._now) if self._now else ""),
            (_("Card"), self._card_words()),
            (_("Employer"), str(member.employer) if member.employer_id else ""),
            (_("Household"), self._household()),
            (_("People"), self._people()),
            (_("Joined on"), self._say.date(member.joined_on)),
            (_("Earlier numbers"), ", ".join(sorted(each.number for each in member.former_numbers))),
            (_("Tags"), ", ".join(tags_of(member.id))),
        ]

    def _household(self) -> str:
        household = household_of(self._member.id)
        if household is None:
            return ""
        payer = present_payer(household.id)
        if payer == self._member.id:
            return _("{household}, pays").format(household=household)
        return _("{household}, {payer} pays").format(household=household, payer=Member.get_by_id(payer))

    def _people(self) -> str:
        """How many persons of the list work for an institution."""
        n = Member.select().where(Member.employer == self._member).count()
        told = ngettext("{n} person of the list works here", "{n} persons of the list work here", n)
        return told.format(n=whole_number(n)) if n else ""

    def _contact(self) -> str:
        query = ContactPerson.select().where(ContactPerson.member == self._member)
        found = query.order_by(ContactPerson.main.desc(), ContactPerson.position).first()
        if found is None:
            return ""
        if not found.role:
            return str(found)
        return _("{name}, {role}").format(name=found, role=_(CONTACT_ROLES[found.role]).lower())

    def _membership_words(self, row: Membership) -> str:
        fee, paid = self._say.money(row.to_pay), paid_for(row.id)
        words = _("{season}: {category}, {fee}") if row.to_pay else _("{season}: {category}, nothing due")
        if paid and paid >= row.to_pay:
            words = _("{season}: {category}, {fee}, paid")
        elif paid:
            words = _("{season}: {category}, {fee}, {left} left to pay")
        left = self._say.money(row.to_pay - paid)
        return words.format(season=row.season.label, category=row.category.name, fee=fee, left=left)

    def _is_good(self, card: Card) -> bool:
        return card.season == self._season and not (card.lost_on or card.spoiled_on)

    def _card_words(self) -> str:
        if self._card:
            return self._card_state(self._card)
        return _("to print") if self._may_have_card() else ""

    def _may_have_card(self) -> bool:
        now = self._now
        if now is None or self._status.code not in BELONGING:
            return False
        return is_still_valid(now.ends_on, now.season.ends_on, self._desk.today())

    def _card_state(self, card: Card) -> str:
        for day, words in (
            (card.lost_on, _("lost on {date}")),
            (card.spoiled_on, _("spoiled on {date}")),
            (card.handed_over_on, _("handed over on {date}")),
            (card.printed_on, _("printed on {date}")),
        ):
            if day:
                return words.format(date=self._say.date(day))
        return ""

    def _sections(self) -> list[tuple[str, Lines]]:
        memberships = [
            (row.season.label, self._long_membership(row)) for row in self._memberships if row != self._now
        ]
        cards = [(card.serial, self._card_state(card)) for card in self._cards]
        sources = (*SOURCES, *self._desk.timeline_sources())
        news = [
            (self._say.date(entry.day), entry.title)
            for entry in timeline(self._member.id, self._say, sources, until=self._desk.today(), newest=_NEWS)
        ]
        return [
            (_("Other memberships"), memberships),
            (_("Cards"), cards),
            (_("Own fields"), self._own_fields()),
            (_("Notes"), [("", self._member.notes)] if self._member.notes else []),
            *(
                (_(pane.words), pane.told(self._member.id, self._desk.today(), self._say))
                for pane in self._desk.member_panes()
            ),
            (_("Latest events"), news),
        ]

    def _long_membership(self, row: Membership) -> str:
        if not row.to_pay:
            return str(row.category.name)
        return _("{category}, {fee}").format(category=row.category.name, fee=self._say.money(row.to_pay))

    def _own_fields(self) -> Lines:
        values = dict(
            CustomValue.select(CustomValue.field, CustomValue.value)
            .where(CustomValue.member == self._member)
            .tuples()
        )
        return [
            (each.name, custom_value_in_words(each, values[each.id], self._say))
            for each in custom_fields(kind=self._member.kind)
            if values.get(each.id)
        ]
