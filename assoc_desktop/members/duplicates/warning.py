"""Whether somebody who is to be added is in the list already, said in words. Every form that adds somebody asks it."""

from __future__ import annotations

from dataclasses import dataclass

from assoc_desktop.language import _, ngettext
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.duplicates.comparing import Pair
from assoc_desktop.members.duplicates.finding import lookalikes
from assoc_desktop.members.duplicates.showing import seen
from assoc_desktop.members.duplicates.telling import reasons_in_words
from assoc_desktop.members.fields import normalised

_MOST_NAMED = 3


@dataclass(frozen=True)
class Lookalike:
    """Somebody of the list whom a new one looks like.

    Attributes:
        member_id: the likeliest.
        title: that they seem to be in the list already.
        lines: who they may be, and why it seems so.
    """

    member_id: int
    title: str
    lines: tuple[str, ...]


def lookalike(data: MemberData, conventions: Conventions) -> Lookalike | None:
    """Whom of the list somebody may be who is not in it yet; None when they look like nobody."""
    pairs = lookalikes(normalised(data, conventions))[:_MOST_NAMED]
    if not pairs:
        return None
    n = len(pairs)
    title = ngettext(
        "{name} seems to be in the list already", "{name} seems to be in the list already, {n} times", n
    )
    lines = tuple(_told(pair, conventions) for pair in pairs)
    return Lookalike(pairs[0].other, title.format(name=data.full_name.strip(), n=n), lines)


def _told(pair: Pair, conventions: Conventions) -> str:
    found = seen([pair.other])[pair.other]
    name = ", ".join(filter(None, (found.name, found.town)))
    named = _("{name} (archived)").format(name=name) if found.archived else name
    reasons = " · ".join(reasons_in_words(pair, conventions))
    return _("{field}: {value}").format(field=named, value=reasons)
