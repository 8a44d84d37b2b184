"""Differences and changes in words: names for ids, dates and amounts as the country writes them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from assoc_desktop.association.records import Season
from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.language.names import country_names
from assoc_desktop.members.changing.judging import Judged
from assoc_desktop.members.changing.model import SETTABLE
from assoc_desktop.members.changing.state import State
from assoc_desktop.members.data import MembershipData
from assoc_desktop.members.records import LIBRARY_KINDS, Category, CustomField, Member
from assoc_desktop.members.telling import custom_value_in_words

#: So many signs of a note are shown.
_LONGEST = 60


@dataclass(frozen=True)
class Difference:
    """One thing that changes: what it is, and how it was and will be; empty for nothing."""

    what: str
    before: str
    after: str


class Words:
    """Tells differences; names of what they point to are read once."""

    def __init__(self, conventions: Conventions) -> None:
        self._say = conventions
        self._employers: dict[int, str] = {}

    def differences(self, judged: Judged) -> list[Difference]:
        """What changes of one member, in the order of the page."""
        before, after = judged.before, judged.after
        found = [*self._plain(before, after), *self._lists(before, after), *self._memberships(before, after)]
        if before.archived_on != after.archived_on:
            days = (self._say.date(each.archived_on) for each in (before, after))
            found.append(Difference(_("Archived on"), *days))
        return found

    def _plain(self, before: State, after: State) -> list[Difference]:
        found = []
        for name, word in SETTABLE.items():
            old, new = getattr(before.data, name), getattr(after.data, name)
            if old != new:
                found.append(Difference(_(word), self._value(name, old), self._value(name, new)))
        if before.data.resigned_on != after.data.resigned_on:
            days = (self._say.date(each.data.resigned_on) for each in (before, after))
            found.append(Difference(_("Resigned on"), *days))
        if before.data.notes != after.data.notes:
            found.append(Difference(_("Notes"), *(_short(each.data.notes) for each in (before, after))))
        return found

    def _value(self, name: str, value: object) -> str:
        if not value:
            return ""
        if name == "employer_id":
            return self._employer(int(str(value)))
        if name == "country":
            return country_names().get(str(value), str(value))
        if name == "library_kind":
            return _(LIBRARY_KINDS[str(value)])
        if name == "languages":
            names = self._say.locale.languages
            return ", ".join(str(names.get(code, code)) for code in str(value).split(","))
        return str(value)

    def _employer(self, member_id: int) -> str:
        if member_id not in self._employers:
            self._employers[member_id] = str(Member.get_by_id(member_id))
        return self._employers[member_id]

    def _lists(self, before: State, after: State) -> list[Difference]:
        found = []
        if before.data.tags != after.data.tags:
            found.append(Difference(_("Tags"), *(", ".join(each.data.tags) for each in (before, after))))
        for field in self._fields:
            old, new = (each.data.custom.get(field.id, "") for each in (before, after))
            if old != new:
                words = (custom_value_in_words(field, value, self._say) for value in (old, new))
                found.append(Difference(field.name, *words))
        return found

    def _memberships(self, before: State, after: State) -> list[Difference]:
        found = []
        for season_id, data in after.memberships.items():
            stored = before.memberships.get(season_id)
            if stored != data:
                found.append(
                    Difference(
                        _("Membership {season}").format(season=self._seasons[season_id]),
                        self._membership(stored) if stored else "",
                        self._membership(data),
                    )
                )
        return found

    def _membership(self, data: MembershipData) -> str:
        return _("{category}, {fee}").format(
            category=self._categories[data.category_id], fee=self._say.money(data.fee_due)
        )

    @cached_property
    def _fields(self) -> list[CustomField]:
        return list(CustomField.select().order_by(CustomField.position, CustomField.name))

    @cached_property
    def _categories(self) -> dict[int, str]:
        return dict(Category.select(Category.id, Category.name).tuples())

    @cached_property
    def _seasons(self) -> dict[int, str]:
        return dict(Season.select(Season.id, Season.label).tuples())


def _short(text: str) -> str:
    """The end of a long text: that is where something is added."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"…{line[1 - _LONGEST :].lstrip()}"


def told(difference: Difference) -> str:
    """A difference as one line."""
    if difference.before and difference.after:
        return _("{field}: {before} → {after}").format(
            field=difference.what, before=difference.before, after=difference.after
        )
    if difference.after:
        return _("{field}: {value}").format(field=difference.what, value=difference.after)
    return _("{field}: {before} → nothing").format(field=difference.what, before=difference.before)
