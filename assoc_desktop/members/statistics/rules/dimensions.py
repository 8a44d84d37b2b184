"""By what members are counted: category, status, place, age, seniority, kind, and the association's own fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from assoc_desktop.language import N_, _
from assoc_desktop.members.custom_fields import custom_fields
from assoc_desktop.members.records import INSTITUTION, LIBRARY_KINDS, PERSON, Category, CustomField
from assoc_desktop.members.statistics.rules.asking import AGES, STATUS_OF_COUNTED_SQL, YEARS
from assoc_desktop.members.status import STATUSES

#: Keys of lines that stand aside.
UNKNOWN, NOT_ASKED = "", "-"
#: A key and its name, in the order of lines; what is not named here stands after, by its own name.
Names = Mapping[int | str, str]


@dataclass(frozen=True)
class Dimension:
    """One way of counting members.

    Attributes:
        definition: what is counted, in words.
        expression: SQL of a member's key, see `asking.counted_sql`; never NULL.
        names: gives keys and names in their order.
        keeps_empty: lines without members are shown too: bands without gaps.
        by_size: the greatest line first.
        compared: with the season before.
    """

    key: str
    title: str
    definition: str
    expression: str
    names: Callable[[], Names]
    keeps_empty: bool = False
    by_size: bool = False
    compared: bool = True


def _bands(expression: str, values: tuple[int, ...], marker: str) -> str:
    """CASE: the lower end of the band, as text; days later than the latest of a band belong to the band before."""
    ends = (0, *values)
    cases = " ".join(
        f"WHEN {expression} > :{marker}_{value} THEN '{ends[at]}'" for at, value in enumerate(values)
    )
    return f"{cases} ELSE '{values[-1]}' END"


# The first membership is looked up only for those whose day of joining is not written.
_SINCE = "coalesce(member.joined_on, (SELECT min(starts_on) FROM membership WHERE member_id = member.id AND starts_on <= :today))"
AGE_SQL = (
    f"CASE WHEN member.kind = '{INSTITUTION}' THEN '{NOT_ASKED}' WHEN member.birth_date IS NULL"
    f" OR member.erased_on IS NOT NULL OR member.birth_date > :today THEN '{UNKNOWN}' "
    + _bands("member.birth_date", AGES, "born")
)
SENIORITY_SQL = f"CASE WHEN {_SINCE} IS NULL OR {_SINCE} > :today THEN '{UNKNOWN}' " + _bands(
    _SINCE, YEARS, "joined"
)
_LIBRARY_SQL = f"CASE WHEN member.kind = '{PERSON}' THEN '{NOT_ASKED}' ELSE member.library_kind END"


def dimensions() -> list[Dimension]:
    """All dimensions, those of the association's own fields last."""
    made = [
        Dimension(
            "category",
            _("Category"),
            _(
                "The category of the membership for the season; without a season, of the latest membership that has "
                "begun."
            ),
            "coalesce(latest.category_id, 0)",
            _category_names,
        ),
        Dimension(
            "status",
            _("Status"),
            _("The status as the list of members shows it, on the day of these statistics."),
            STATUS_OF_COUNTED_SQL,
            lambda: _named(STATUSES),
            compared=False,
        ),
        Dimension(
            "kind",
            _("Persons and institutions"),
            _("Whether the member is a person or an institution."),
            "member.kind",
            lambda: _named({PERSON: N_("Persons"), INSTITUTION: N_("Institutions")}),
        ),
        *_places(),
        *_times(),
        Dimension(
            "library_kind",
            _("Kind of library"),
            _("The kind of library of the institutions. Persons stand in a line of their own."),
            _LIBRARY_SQL,
            lambda: _named(LIBRARY_KINDS | {UNKNOWN: N_("Not known"), NOT_ASKED: N_("Persons")}),
        ),
    ]
    return made + [_own(field) for field in custom_fields() if field.kind in ("choice", "yes_no")]


def _named(words: Mapping[str, str]) -> Names:
    return {key: _(word) for key, word in words.items()}


def _places() -> list[Dimension]:
    unknown: Names = {UNKNOWN: _("Not known")}
    words = {
        "region": (_("Region"), _("The region of the address. Without one, it is not known.")),
        "town": (_("Town"), _("The town of the address. Without one, it is not known.")),
    }
    return [
        Dimension(key, title, definition, f"trim(member.{key})", lambda: unknown, by_size=True)
        for key, (title, definition) in words.items()
    ]


def _times() -> list[Dimension]:
    return [
        Dimension(
            "age",
            _("Age"),
            _(
                "Whole years of persons. Without a birth date the age is not known, and so is that of persons who were "
                "erased; institutions stand in a line of their own."
            ),
            AGE_SQL,
            lambda: (
                _band_names(AGES, N_("Under {until} years"))
                | {UNKNOWN: _("Not known"), NOT_ASKED: _("Institutions")}
            ),
            keeps_empty=True,
        ),
        Dimension(
            "seniority",
            _("Years since joining"),
            _(
                "Whole years since the day of joining; where it is not written, since the first membership began. Whoever "
                "joins after the day of these statistics is counted as not known."
            ),
            SENIORITY_SQL,
            lambda: _band_names(YEARS, N_("Under {until} year")) | {UNKNOWN: _("Not known")},
            keeps_empty=True,
        ),
    ]


def _band_names(values: tuple[int, ...], first: str) -> dict[int | str, str]:
    names: dict[int | str, str] = {"0": _(first).format(until=values[0])}
    for low, high in pairwise(values):
        words = _("{low} to {high} years") if high - low > 1 else _("{low} years")
        names[str(low)] = words.format(low=low, high=high - 1)
    return names | {str(values[-1]): _("{low} years and more").format(low=values[-1])}


def _category_names() -> Names:
    found = Category.select().order_by(Category.position, Category.name)
    return {each.id: str(each.name) for each in found} | {0: _("No category")}


def _own(field: CustomField) -> Dimension:
    """A field of the association: yes or no, or a choice."""
    number = int(field.id)
    if field.kind == "yes_no":
        names: dict[int | str, str] = {"1": _("Yes"), "0": _("No")}
    else:
        names = {choice: choice for choice in str(field.choices).splitlines()}
    names[UNKNOWN] = _("No answer")
    return Dimension(
        f"field_{number}",
        str(field.name),
        _("What stands in the field “{name}”. Who has nothing there gave no answer.").format(name=field.name),
        f"coalesce((SELECT value FROM custom_value WHERE member_id = member.id AND field_id = {number}), '')",
        lambda: names,
    )
