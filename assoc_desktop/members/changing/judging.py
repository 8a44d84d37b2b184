"""What changes would make of one member: the member afterwards, or why the member cannot be changed so."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import SeasonBook
from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.language.folding import fold
from assoc_desktop.members.changing.model import (
    ONLY_FOR,
    SETTABLE,
    AddTag,
    AppendNotes,
    Archive,
    BringBack,
    Change,
    Enrol,
    RemoveTag,
    Resign,
    SetCategory,
    SetCustom,
    SetField,
    stored_value,
)
from assoc_desktop.members.changing.state import State
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.fees import Past, Proposer, grace_until
from assoc_desktop.members.holding import Holds, holds_of_season
from assoc_desktop.members.leaving import leaving_that_stands
from assoc_desktop.members.limits import Person, has_limits, moved_to, outside
from assoc_desktop.members.records import BOTH, PERSON, Category, CustomField, Tag
from assoc_desktop.storage.database import storable


@dataclass
class Judged:
    """One member before and after.

    Attributes:
        reason: why nothing of it is done; then `after` is as `before`.
    """

    before: State
    after: State
    reason: str = ""

    def __post_init__(self) -> None:
        #: `refused`, `changed` or `unchanged`.
        self.outcome = (
            "refused" if self.reason else "unchanged" if self.after.same(self.before) else "changed"
        )


class _Refusal(Exception):
    """Why one member cannot be changed so; never leaves this module."""


class Judge:
    """Judges members one by one; categories, seasons and fees are read once.

    Args:
        today: the day on which whoever is enrolled joins or renews.
    """

    def __init__(self, changes: Sequence[Change], conventions: Conventions, today: datetime.date) -> None:
        self._changes, self._say, self._today = list(changes), conventions, today
        self._steps = {
            SetField: self._set_field,
            SetCustom: self._set_custom,
            AddTag: self._add_tag,
            RemoveTag: self._remove_tag,
            AppendNotes: self._append_notes,
            SetCategory: self._set_category,
            Enrol: self._enrol,
            Resign: self._resign,
            Archive: self._archive,
            BringBack: self._bring_back,
        }
        #: Whether memberships have to be read: for thousands of members that takes its time.
        self.asks_memberships = any(isinstance(each, SetCategory | Enrol | Resign) for each in changes)
        self._book = SeasonBook()
        self._proposers: dict[int, Proposer] = {}
        self._holds: dict[int, Holds] = {}

    def judge(self, before: State) -> Judged:
        """All changes, one after another, or none of them."""
        if before.erased_on:
            return Judged(before, before, _("This member was erased and is never changed again."))
        after = before.copy()
        try:
            for change in self._changes:
                self._steps[type(change)](change, after)  # type: ignore[operator]
        except _Refusal as refusal:
            return Judged(before, before, str(refusal))
        return Judged(before, after)

    # Fields, tags and notes

    def _set_field(self, change: SetField, state: State) -> None:
        only = ONLY_FOR.get(change.field)
        if only and state.data.kind != only:
            words = (
                _("An institution has no field “{field}”.")
                if only == PERSON
                else _("A person has no field “{field}”.")
            )
            raise _Refusal(words.format(field=_(SETTABLE[change.field])))
        value = stored_value(change)
        if getattr(state.data, change.field) != value:
            state.data = _with(state.data, **{change.field: value})

    def _set_custom(self, change: SetCustom, state: State) -> None:
        field = self._fields[change.field_id]
        if field.applies_to not in (BOTH, state.data.kind):
            words = (
                _("The field “{field}” is not for persons.")
                if state.data.kind == PERSON
                else _("The field “{field}” is not for institutions.")
            )
            raise _Refusal(words.format(field=field.name))
        value = storable(change.value).strip()
        if state.data.custom.get(change.field_id, "") != value:
            custom = {**state.data.custom, change.field_id: value}
            if not value:
                del custom[change.field_id]
            state.data = _with(state.data, custom=custom)

    def _add_tag(self, change: AddTag, state: State) -> None:
        folded = fold(change.name)
        if folded not in map(fold, state.data.tags):
            name = self._tags.get(folded, storable(change.name).strip())
            # Those that were there stay in front, so that they stay untouched.
            state.data = _with(state.data, tags=[*state.data.tags, name])

    def _remove_tag(self, change: RemoveTag, state: State) -> None:
        left = [tag for tag in state.data.tags if fold(tag) != fold(change.name)]
        if left != state.data.tags:
            state.data = _with(state.data, tags=left)

    def _append_notes(self, change: AppendNotes, state: State) -> None:
        notes = "\n".join(filter(None, (state.data.notes, storable(change.text).strip())))
        state.data = _with(state.data, notes=notes)

    # Belonging

    def _set_category(self, change: SetCategory, state: State) -> None:
        season, category = self._seasons[change.season_id], self._categories[change.category_id]
        self._check_kind(category, state)
        stored = state.memberships.get(change.season_id)
        if stored is None:
            raise _Refusal(_("Is not enrolled for {season}.").format(season=season.label))
        if stored.category_id == category.id:
            return
        ends_on = stored.ends_on
        if category.for_life:
            ends_on = None
        elif ends_on is None:
            ends_on = season.ends_on
        fee = (
            stored.fee_due if change.keep_fee else self._proposer(category).fee_from(season, stored.starts_on)
        )
        if stored.reduction > fee:
            raise _Refusal(
                _("The fee would be {fee}, less than the reduction of {reduction}.").format(
                    fee=self._say.money(fee), reduction=self._say.money(stored.reduction)
                )
            )
        before, after = (stored.fee_due, stored.reduction), (fee, stored.reduction)
        # A membership that the same change begins has no row yet, and nothing holds it.
        row_id = state.rows.get(season.id)
        if row_id is not None and (held := self._held_in(season.id).why_not(row_id, before, after)):
            raise _Refusal(held)
        data = replace(stored, category_id=category.id, ends_on=ends_on, fee_due=fee)
        state.memberships = {**state.memberships, change.season_id: data}

    def _held_in(self, season_id: int) -> Holds:
        if season_id not in self._holds:
            self._holds[season_id] = holds_of_season(season_id)
        return self._holds[season_id]

    def _enrol(self, change: Enrol, state: State) -> None:
        season = self._seasons[change.season_id]
        if change.season_id in state.memberships:
            return
        self._check_may_join(state, season)
        category = self._category_for(change, state, season)
        self._check_kind(category, state)
        proposal = self._proposer(category).propose(self._past(state), season, self._today)
        if proposal.opens or proposal.season.id in state.memberships:
            raise _Refusal(
                _(
                    "In the category {category} the next membership counts for {season}. Enrol on the page."
                ).format(category=category.name, season=proposal.season.label)
            )
        state.memberships = {**state.memberships, proposal.season.id: proposal.data}

    def _past(self, state: State) -> Past:
        held = state.memberships.values()
        ends = (each.ends_on for each in held)
        graces = (grace_until(each.ends_on, self._categories[each.category_id]) for each in held)
        return Past(
            state.data.joined_on,
            frozenset(state.memberships),
            max(filter(None, ends), default=None),
            max(filter(None, graces), default=None),
        )

    def _check_may_join(self, state: State, season: Season) -> None:
        data = state.data
        if data.deceased_on:
            raise _Refusal(_("Has died."))
        if state.archived_on:
            raise _Refusal(_("Is in the archive. Bring back from it first."))
        leaving = leaving_that_stands(
            season,
            joined_on=data.joined_on,
            resigned_on=data.resigned_on,
            struck_off_on=data.struck_off_on,
            last_start=max((each.starts_on for each in state.memberships.values()), default=None),
        )
        if leaving is not None:
            raise _Refusal(leaving.told(self._say))
        if data.joined_on and data.joined_on > season.ends_on:
            raise _Refusal(
                _("Joined on {date}, after the season.").format(date=self._say.date(data.joined_on))
            )

    def _category_for(self, change: Enrol, state: State, season: Season) -> Category:
        if change.category_id is not None:
            return self._categories[change.category_id]
        if not state.memberships:
            raise _Refusal(_("Was in no category before. Choose one."))
        last = max(state.memberships.values(), key=lambda each: each.starts_on)
        category = self._categories[last.category_id]
        person = Person(state.data.kind, state.data.birth_date, state.data.joined_on)
        if has_limits(category) and outside(category, person, season.starts_on):
            return moved_to(category, person, season.starts_on, self._categories) or category
        return category

    def _check_kind(self, category: Category, state: State) -> None:
        if category.applies_to in (state.data.kind, BOTH):
            return
        if state.data.kind == PERSON:
            raise _Refusal(_("The category {category} is not for persons.").format(category=category.name))
        raise _Refusal(_("The category {category} is not for institutions.").format(category=category.name))

    def _resign(self, change: Resign, state: State) -> None:
        data = state.data
        if data.resigned_on == change.on:
            return
        if data.deceased_on:
            raise _Refusal(_("Has died."))
        if data.joined_on and change.on < data.joined_on:
            raise _Refusal(_("Joined on {date}, after this day.").format(date=self._say.date(data.joined_on)))
        later = [each.starts_on for each in state.memberships.values() if each.starts_on > change.on]
        if later:
            raise _Refusal(
                _("Has a membership from {date}, after this day.").format(date=self._say.date(min(later)))
            )
        notes = "\n".join(filter(None, (data.notes, storable(change.reason).strip())))
        state.data = _with(data, resigned_on=change.on, notes=notes)

    def _archive(self, change: Archive, state: State) -> None:
        state.archived_on = state.archived_on or change.on

    def _bring_back(self, _change: BringBack, state: State) -> None:
        state.archived_on = None

    # What is read once

    def _proposer(self, category: Category) -> Proposer:
        if category.id not in self._proposers:
            self._proposers[category.id] = Proposer(category, self._book)
        return self._proposers[category.id]

    @cached_property
    def _categories(self) -> dict[int, Category]:
        return {category.id: category for category in Category.select()}

    @cached_property
    def _seasons(self) -> dict[int, Season]:
        return {season.id: season for season in Season.select()}

    @cached_property
    def _fields(self) -> dict[int, CustomField]:
        return {field.id: field for field in CustomField.select()}

    @cached_property
    def _tags(self) -> dict[str, str]:
        return dict(Tag.select(Tag.folded, Tag.name).tuples())


def _with(data: MemberData, **values: Any) -> MemberData:
    """A copy with other values: `dataclasses.replace` looks at every field, and takes ten times as long for thousands."""
    fresh = object.__new__(MemberData)
    vars(fresh).update(vars(data), **values)
    return fresh
