"""What ties the example's members to each other, and what is known of some: households, consents, look-alikes, filters."""

from __future__ import annotations

import datetime
from dataclasses import replace

from assoc_desktop.example import people
from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.consents import SOURCES, save_consents
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.duplicates.different import remember_different
from assoc_desktop.members.filters.model import LAST_SEASON, THIS_SEASON, Condition, Group, Ref
from assoc_desktop.members.filters.saved import save_filter
from assoc_desktop.members.households import HouseholdData, proposed_name, save_household
from assoc_desktop.members.records import INSTITUTION, PERSON, Member, Membership
from assoc_desktop.members.rules import read_member, save_member

#: Of the persons after those with chosen names, by their place among the faithful ones: payer first.
_HOMES = ((0, 1), (2, 3, 4), (5, 6))
_TWINS, _MISTYPED, _NAMESAKES = (8, 9), (10, 11), (12, 13)
#: How long those who left before there was this program have been gone.
_LONG_AGO = datetime.timedelta(days=12 * 365)


def add_relations(today: datetime.date, conventions: Conventions) -> None:
    """Tie members that are there already; call before cards are printed."""
    _Ties(today, conventions).make()


class _Ties:
    """The members that are tied, and the day."""

    def __init__(self, today: datetime.date, conventions: Conventions) -> None:
        self._today, self._conventions = today, conventions
        present = Membership.select(Membership.member).group_by(Membership.member)
        stayed = Member.select(Member.id).where(
            (Member.kind == PERSON)
            & Member.id.in_(present)
            & Member.resigned_on.is_null()
            & Member.struck_off_on.is_null()
            & Member.deceased_on.is_null()
        )
        ids = [row[0] for row in stayed.order_by(Member.id).tuples()]
        self._ids = ids[len(people.CHOSEN_PEOPLE) :]

    def make(self) -> None:
        self._make_homes()
        self._plant_look_alikes()
        self._name_a_contact()
        self._send_away_long_ago()
        self._ask_for_consents()
        self._keep_filters()

    def _change(self, member_id: int, **values: object) -> None:
        data: MemberData = replace(read_member(member_id), **values)  # type: ignore[arg-type]
        save_member(data, today=self._today, conventions=self._conventions, member_id=member_id)

    def _make_homes(self) -> None:
        """Three households: a family's people have one name and one address."""
        for places in _HOMES:
            home = [self._ids[place] for place in places]
            first = read_member(home[0])
            for each in home[1:]:
                self._change(
                    each,
                    family_name=first.family_name,
                    address=first.address,
                    town=first.town,
                    region=first.region,
                )
            save_household(HouseholdData(proposed_name(home), home, home[0]))

    def _plant_look_alikes(self) -> None:
        """One member entered twice, one with a slip of the keyboard, and two who only share a name."""
        first, second = (self._ids[place] for place in _TWINS)
        data = read_member(first)
        self._change(
            second,
            title=data.title,
            given_name=data.given_name,
            family_name=data.family_name,
            birth_date=data.birth_date,
            emails=[],
        )
        first, second = (self._ids[place] for place in _MISTYPED)
        data = read_member(first)
        slip = f"{data.family_name[:2]}{data.family_name[1]}{data.family_name[2:]}"
        phones = data.phones or ["+237670000099"]
        self._change(first, phones=phones)
        self._change(
            second,
            title=data.title,
            given_name=data.given_name,
            family_name=slip,
            birth_date=data.birth_date,
            phones=phones,
            emails=[],
        )
        first, second = (self._ids[place] for place in _NAMESAKES)
        data = read_member(first)
        self._change(second, given_name=data.given_name, family_name=data.family_name, emails=[])
        remember_different(first, second)

    def _name_a_contact(self) -> None:
        """An institution's contact person is a member who works there."""
        employee = (
            Member.select()
            .where(Member.employer.is_null(False) & Member.id.in_(self._ids[14:]))
            .order_by(Member.id)
            .first()
        )
        person, institution = read_member(employee.id), read_member(employee.employer_id)
        main = replace(
            institution.contacts[0],
            title=person.title,
            given_name=person.given_name,
            family_name=person.family_name,
            email=person.emails[0] if person.emails else "",
        )
        self._change(employee.employer_id, contacts=[main, *institution.contacts[1:]])

    def _send_away_long_ago(self) -> None:
        """Two of those who resigned did so many years ago: what is kept of them may be erased."""
        resigned = Member.select().where(Member.resigned_on.is_null(False)).order_by(Member.id).limit(2)
        for number, member in enumerate(resigned):
            Membership.delete().where(Membership.member == member).execute()
            left_on = self._today - _LONG_AGO - datetime.timedelta(days=100 * number)
            self._change(member.id, joined_on=left_on - _LONG_AGO / 2, resigned_on=left_on)

    def _ask_for_consents(self) -> None:
        """Most were asked, and a few refused something."""
        asked = self._today - datetime.timedelta(days=60)
        paper, mouth = _(SOURCES[0]), _(SOURCES[1])
        for purpose, agreed, refused in (
            ("photo", self._ids[0:30], self._ids[30:33]),
            ("directory", self._ids[0:26], self._ids[26:34]),
            ("email", self._ids[0:20], self._ids[38:40]),
            ("phone", self._ids[0:16], self._ids[33:36]),
        ):
            save_consents(agreed, purpose, True, asked, paper, today=self._today)
            save_consents(refused, purpose, False, asked, mouth, today=self._today)

    def _keep_filters(self) -> None:
        """The questions that an association asks every season."""
        save_filter(
            _("Not renewed, with a phone"),
            Group(
                True,
                (
                    Condition("enrolled", "has_any", (Ref(LAST_SEASON),)),
                    Condition("enrolled", "has_none", (Ref(THIS_SEASON),)),
                    # Not who resigned, was struck off or died: nobody reminds them.
                    Condition("status", "one_of", ("grace", "lapsed")),
                    Condition("phone", "filled"),
                ),
            ),
        )
        libraries = Condition("library_kind", "one_of", ("public", "community", "school"))
        save_filter(
            _("Libraries for the public"),
            Group(True, (Condition("kind", "one_of", (INSTITUTION,)), libraries)),
        )
