"""A filter told in one sentence."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Literal

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.language import N_, _, language, ngettext
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.language.names import country_names
from assoc_desktop.members.filters.checking import field_of, name_of, name_of_field
from assoc_desktop.members.filters.fields import OWN_FIELD, Field
from assoc_desktop.members.filters.model import (
    ANY_SEASON,
    LAST_SEASON,
    NEXT_SEASON,
    THIS_SEASON,
    Condition,
    Group,
    Ref,
)
from assoc_desktop.members.filters.tests import DAYS, TESTS
from assoc_desktop.members.records import Category, Tag

#: Season that follows the calendar → its words.
SEASON_WORDS = {
    THIS_SEASON: N_("this season"),
    LAST_SEASON: N_("the last season"),
    NEXT_SEASON: N_("the next season"),
    ANY_SEASON: N_("any season"),
}
_RECORDS: dict[str, Any] = {"tag": Tag, "season": Season, "category": Category}
#: Most values told one by one.
_MOST_TOLD = 8

#: Test → its sentence. Values of `one_of` and its like are joined with "or", of `has_all` with "and".
_SENTENCES = {
    "is": N_("{field} is {values}"),
    "is_not": N_("{field} is not {values}"),
    "contains": N_("{field} contains “{values}”"),
    "not_contains": N_("{field} does not contain “{values}”"),
    "starts": N_("{field} starts with “{values}”"),
    "one_of": N_("{field} is {values}"),
    "none_of": N_("{field} is not {values}"),
    "filled": N_("{field} is filled in"),
    "empty": N_("{field} is empty"),
    "at_least": N_("{field} is at least {values}"),
    "at_most": N_("{field} is at most {values}"),
    "between": N_("{field} lies between {values}"),
    "before": N_("{field} is before {values}"),
    "after": N_("{field} is after {values}"),
    "this_month": N_("{field} falls in this month, whatever the year"),
    "yes": N_("{field}: yes"),
    "no": N_("{field}: no"),
    "has_any": N_("{field}: {values}"),
    "has_all": N_("{field}: {values}"),
    "has_none": N_("{field}: neither {values}"),
    "has_some": N_("{field}: any at all"),
    "has_no": N_("{field}: none at all"),
}
#: Fields that have sentences of their own.
_OWN_SENTENCES = {
    ("enrolled", "has_any"): N_("enrolled for {values}"),
    ("enrolled", "has_all"): N_("enrolled for {values}"),
    ("enrolled", "has_none"): N_("not enrolled for {values}"),
    ("enrolled", "has_some"): N_("enrolled at any time"),
    ("enrolled", "has_no"): N_("never enrolled"),
    ("tags", "has_any"): N_("with the tag {values}"),
    ("tags", "has_all"): N_("with the tags {values}"),
    ("tags", "has_none"): N_("without the tag {values}"),
    ("tags", "has_some"): N_("with a tag"),
    ("tags", "has_no"): N_("without any tag"),
    ("phone", "filled"): N_("with a phone"),
    ("phone", "empty"): N_("without a phone"),
    ("email", "filled"): N_("with an e-mail address"),
    ("email", "empty"): N_("without an e-mail address"),
    ("photo", "yes"): N_("with a photo"),
    ("photo", "no"): N_("without a photo"),
    ("archived", "yes"): N_("in the archive"),
    ("archived", "no"): N_("not in the archive"),
    ("payer", "yes"): N_("paying for a household"),
    ("payer", "no"): N_("not paying for a household"),
    ("card", "one_of"): N_("with {values}"),
    ("card", "none_of"): N_("without {values}"),
}


def told(group: Group) -> str:
    """The whole filter in one sentence: "enrolled for 2025, not enrolled for 2026 and town is Bamako or Ségou"."""
    return _Teller().group(group)


def told_condition(condition: Condition) -> str:
    """One line in words."""
    return _Teller().condition(condition)


def joined(words: Sequence[str], style: Literal["standard", "or"]) -> str:
    """Words in a row as the language joins them; `style` is `standard` (and) or `or`."""
    from babel.lists import format_list

    return format_list(list(words), style=style, locale=language())


class _Teller:
    def __init__(self) -> None:
        self._conventions: Conventions = the_association().conventions_in(language())

    def group(self, group: Group) -> str:
        parts = [
            _("({words})").format(words=self.group(part)) if isinstance(part, Group) else self.condition(part)
            for part in group.parts
        ]
        return joined(parts, "standard" if group.all_of else "or") or _("nothing asked yet")

    def condition(self, condition: Condition) -> str:
        field, name = field_of(condition), name_of_field(condition)
        test = TESTS.get(condition.test)
        if test is not None and test.takes == DAYS:
            return _told_days(name, condition)
        sentence = _OWN_SENTENCES.get((condition.field, condition.test)) or _SENTENCES.get(condition.test)
        values = [self._value(field, condition, value) for value in condition.values]
        if len(values) > _MOST_TOLD:
            more = len(values) - _MOST_TOLD
            others = ngettext("{n} other", "{n} others", more).format(n=self._conventions.number(more))
            values = [*values[:_MOST_TOLD], others]
        style: Literal["standard", "or"] = "standard" if condition.test in ("has_all", "between") else "or"
        words = _(sentence or N_("{field}: {values}")).format(field=name, values=joined(values, style) or "…")
        if condition.about is None or condition.field == OWN_FIELD:
            return words
        return _("{words} for {season}").format(words=words, season=self._season(condition.about))

    def _value(self, field: Field | None, condition: Condition, value: Any) -> str:
        if isinstance(value, Ref):
            if field is None or field.of not in _RECORDS:
                return value.name
            return self._season(value) if field.of == "season" else name_of(_RECORDS[field.of], value)
        kind = field.kind if field else ""
        if kind == "money" and isinstance(value, int):
            return self._conventions.money(value)
        if field and value in field.words:
            return _(field.words[value])
        if kind == "date":
            return self._conventions.date(_day(value)) or str(value)
        if kind == "number":
            return self._number(value)
        return self._code(condition.field, str(value))

    def _code(self, key: str, value: str) -> str:
        if key == "country":
            return country_names().get(value, value)
        if key == "languages":
            return str(self._conventions.locale.languages.get(value, value))
        return value

    def _number(self, value: Any) -> str:
        try:
            return self._conventions.number(Decimal(value))
        except ArithmeticError:
            return str(value)

    def _season(self, ref: Ref) -> str:
        words = SEASON_WORDS.get(ref.id)
        return _(words) if words else name_of(Season, ref)


def _told_days(name: str, condition: Condition) -> str:
    days = condition.values[0] if condition.values else 0
    n = days if isinstance(days, int) else 0
    sentences = {
        "last_days": ngettext("{field} lies in the last {n} day", "{field} lies in the last {n} days", n),
        "next_days": ngettext("{field} lies in the next {n} day", "{field} lies in the next {n} days", n),
        "round_days": ngettext(
            "{field} comes round within {n} day", "{field} comes round within {n} days", n
        ),
    }
    return sentences[condition.test].format(field=name, n=n)


def _day(value: Any) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
