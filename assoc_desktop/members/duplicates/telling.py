"""Scores and reasons in a person's words."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from assoc_desktop.language import N_, _, ngettext
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.duplicates.comparing import Pair, Reason

#: Strength of a pair → its name, from the strongest.
STRENGTH_NAMES = {
    "sure": N_("Very likely"),
    "likely": N_("Likely"),
    "possible": N_("Possible"),
}
_PLAIN = {
    "same_name": N_("Same name"),
    "same_words": N_("Same name, written otherwise"),
    "swapped": N_("Family name and given name have changed places"),
    "shorter": N_("One name is part of the other"),
    "initial": N_("Given name written as initials"),
    "other_family": N_("Same given name, another family name"),
    "same_birth": N_("Born the same day"),
    "same_email": N_("Same e-mail {value}"),
    "shared_email": N_("Same e-mail {value}, which others have too"),
    "same_phone": N_("Same phone {value}"),
    "shared_phone": N_("Same phone {value}, which others have too"),
    "same_number": N_("Numbers {value} and {other} have the same digits"),
    "same_isil": N_("Same ISIL"),
    "same_registration": N_("Same registration number"),
    "same_address": N_("Same address"),
    "same_town": N_("Same town"),
    "other_town": N_("Towns differ"),
    "other_address": N_("Addresses differ"),
    "birth_slip": N_("Birth dates nearly the same: {value} and {other}"),
    "other_birth": N_("Birth dates differ: {value} and {other}"),
    "other_isil": N_("ISIL differ: {value} and {other}"),
    "other_registration": N_("Registration numbers differ: {value} and {other}"),
}


def strength_in_words(pair: Pair) -> str:
    """How likely it is, as a word and a number: `Likely, 78`; nothing of two that were chosen and are not alike."""
    if not pair.reasons:
        return ""
    return _("{strength}, {score}").format(strength=_(STRENGTH_NAMES[pair.strength]), score=pair.score)


def reasons_in_words(pair: Pair, conventions: Conventions) -> list[str]:
    """What speaks for the two being the same, and what against it, as short sentences without a full stop."""
    return [reason_in_words(reason, conventions) for reason in pair.reasons]


def reason_in_words(reason: Reason, conventions: Conventions) -> str:
    """One reason."""
    if reason.code == "typo":
        n = int(reason.value)
        return ngettext("Names differ by {n} letter", "Names differ by {n} letters", n).format(n=n)
    written = _writer(reason.code, conventions)
    return _(_PLAIN[reason.code]).format(value=written(reason.value), other=written(reason.other))


def _writer(code: str, conventions: Conventions) -> Callable[[str], str]:
    if code.endswith("_phone"):
        return lambda text: conventions.phone(text) if text else ""
    if code in ("birth_slip", "other_birth"):
        return lambda text: conventions.date(datetime.date.fromisoformat(text)) if text else ""
    return lambda text: text
