"""How a person is recognised in a text that somebody typed: full name, e-mail, phone; and what is put in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assoc_desktop.association.records import the_association
from assoc_desktop.language import LANGUAGES, N_, _, speaking
from assoc_desktop.language.folding import fold
from assoc_desktop.members.erasing.rules.traces import Traces

#: What an erased person or institution is called from then on.
NEUTRAL = {"person": N_("Erased person"), "institution": N_("Erased institution")}
_REPLACED = N_("[erased]")
#: Shorter names stand in too many other words.
_SHORTEST_NAME = 5
#: The last digits of a phone number are the same in every way of writing it.
_TELLING_DIGITS = 8
_BETWEEN_DIGITS = r"[\s().\-/\u00a0\u202f]*"

Words = list[tuple[re.Pattern[str], str]]


def strong_words(traces: Traces, neutral: str) -> Words:
    """What tells a person wherever it stands: full names, e-mails, phones."""
    names = [name for name in traces.names if len(name) >= _SHORTEST_NAME]
    folded, instead = [fold(name) for name in names], replacement()
    found = [(_whole(name), neutral) for name in _longest_first((*names, *folded))]
    found += [(_whole(email), instead) for email in _longest_first(traces.emails)]
    return found + [(_phone(number), instead) for number in _longest_first(traces.phones)]


def weak_words(traces: Traces, neutral: str) -> Words:
    """What tells a person only where they are spoken of anyway: short names, member numbers, serials of cards."""
    names = [(_whole(name), neutral) for name in _longest_first(traces.names)]
    return names + [(_whole(number), replacement()) for number in _longest_first(traces.numbers)]


def replacement() -> str:
    """What stands in the place of a number, an e-mail or a phone, in the association's language."""
    with speaking(the_association().language):
        return _(_REPLACED)


def is_scrubbed(text: str) -> bool:
    """Whether something in a text was put in the place of a person, in whatever language."""
    for code in LANGUAGES:
        with speaking(code):
            if any(_(each) in text for each in (*NEUTRAL.values(), _REPLACED)):
                return True
    return False


def needles(traces: Traces) -> list[str]:
    """What is looked for first, before a text is read closely: casefolded."""
    names = [name for name in traces.names if len(name) >= _SHORTEST_NAME]
    names += [fold(name) for name in names]
    return [each.casefold() for each in dict.fromkeys((*names, *traces.emails, *traces.phones))]


def matches(words: Words, text: str) -> bool:
    """Whether a person stands in a text."""
    return any(pattern.search(text) for pattern, _instead in words)


def is_contact(traces: Traces, given_name: str, family_name: str, email: str) -> bool:
    """Whether a contact person of an institution is this person: the same e-mail, or the same name."""
    if email and email.casefold() in {each.casefold() for each in traces.emails}:
        return True
    name = fold(f"{given_name} {family_name}")
    return bool(given_name and family_name) and name in {fold(each) for each in traces.names}


def _whole(text: str) -> re.Pattern[str]:
    """The text as whole words, whatever its case and the spaces in it."""
    words = r"\s+".join(re.escape(word) for word in text.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def _phone(number: str) -> re.Pattern[str]:
    digits = re.sub(r"\D", "", number)
    telling = _BETWEEN_DIGITS.join(digits[-_TELLING_DIGITS:])
    before = "".join(f"(?:{digit}{_BETWEEN_DIGITS})?" for digit in digits[:-_TELLING_DIGITS])
    return re.compile(rf"(?<!\d)(?:\+|00)?{before}0?{telling}(?!\d)")


def _longest_first(texts: Iterable[str]) -> list[str]:
    return sorted(dict.fromkeys(filter(None, texts)), key=lambda text: (-len(text), text))
