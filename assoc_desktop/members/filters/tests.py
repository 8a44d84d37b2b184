"""What can be asked of a field: is, contains, at least, in the next days …, by the kind of field."""

from __future__ import annotations

from dataclasses import dataclass

from assoc_desktop.language import N_

#: How many values a test takes.
NOTHING, ONE, TWO, MANY, DAYS = "nothing", "one", "two", "many", "days"


@dataclass(frozen=True)
class Test:
    """One question.

    Attributes:
        label: as it is chosen on a line, after the field.
        takes: which values it needs: `NOTHING`, `ONE`, `TWO`, `MANY` or a number of `DAYS`.
        negates: the test of which this is the contrary: whoever does not pass that one passes this one.
    """

    label: str
    takes: str = ONE
    negates: str = ""


TESTS = {
    "is": Test(N_("is")),
    "is_not": Test(N_("is not"), negates="is"),
    "contains": Test(N_("contains")),
    "not_contains": Test(N_("does not contain"), negates="contains"),
    "starts": Test(N_("starts with")),
    "one_of": Test(N_("is one of"), MANY),
    "none_of": Test(N_("is none of"), MANY, negates="one_of"),
    "filled": Test(N_("is filled in"), NOTHING),
    "empty": Test(N_("is empty"), NOTHING, negates="filled"),
    "at_least": Test(N_("is at least")),
    "at_most": Test(N_("is at most")),
    "between": Test(N_("lies between"), TWO),
    "before": Test(N_("is before")),
    "after": Test(N_("is after")),
    "last_days": Test(N_("lies in the last days"), DAYS),
    "next_days": Test(N_("lies in the next days"), DAYS),
    "this_month": Test(N_("falls in this month, whatever the year"), NOTHING),
    "round_days": Test(N_("comes round in the next days, whatever the year"), DAYS),
    "yes": Test(N_("yes"), NOTHING),
    "no": Test(N_("no"), NOTHING, negates="yes"),
    "has_any": Test(N_("one of"), MANY),
    "has_all": Test(N_("all of"), MANY),
    "has_none": Test(N_("none of"), MANY, negates="has_any"),
    "has_some": Test(N_("any at all"), NOTHING),
    "has_no": Test(N_("none at all"), NOTHING, negates="has_some"),
}

_EITHER = ("filled", "empty")
_NUMBERS = ("is", "is_not", "at_least", "at_most", "between")
#: Kind of field → its tests, the likeliest first. `choice` and `number` may end in `_EITHER`.
TESTS_OF = {
    "text": ("is", "is_not", "contains", "not_contains", "starts", "one_of", "none_of", *_EITHER),
    "phone": ("filled", "empty", "contains", "not_contains"),
    "number": (*_NUMBERS, *_EITHER),
    "money": _NUMBERS,
    "years": (*_NUMBERS, *_EITHER),
    "date": (
        "before", "after", "is", "between", "last_days", "next_days", "this_month", "round_days", *_EITHER,
    ),
    "yes_no": ("yes", "no"),
    "choice": ("one_of", "none_of", *_EITHER),
    "state": ("one_of", "none_of"),
    "words": ("has_any", "has_all", "has_none", "has_some", "has_no"),
    "records": ("has_any", "has_all", "has_none", "has_some", "has_no"),
    "record": ("one_of", "none_of"),
}  # fmt: skip
