"""What a leaflet says: benefits from the catalogue for an audience, the dues, and how to join."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from assoc_desktop.association.records import Season, present_season, seasons, the_association
from assoc_desktop.benefits.catalogue import current_benefits, entitled_by_benefit
from assoc_desktop.benefits.records import AUDIENCES, Benefit
from assoc_desktop.language import N_, _, speaking
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.fees import fee_for
from assoc_desktop.members.records import INSTITUTION, Category
from assoc_desktop.pdf.colour import is_hex
from assoc_desktop.refusals import Refused
from assoc_desktop.storage import attachment
from assoc_desktop.storage.database import storable

#: Most signs of what is told of a benefit, of a headline, of the words at the end.
LONGEST_TOLD, LONGEST_HEADLINE, LONGEST_CLOSING = 200, 90, 320
ACCENT = "#1F6F5C"
#: Size of a leaflet → its name. Which are offered follows the paper of the country.
SIZES = {
    "a4": N_("A4"),
    "a5": N_("A5, two on an A4"),
    "a3": N_("A3, poster"),
    "letter": N_("Letter, a page"),
    "half-letter": N_("Half letter, two on a Letter"),
    "tabloid": N_("Tabloid, poster"),
}
#: Audience → what a leaflet is headed with, and the sentence below it, as long as nobody writes others.
_WORDS = {
    "all": (N_("Membership that pays"), N_("All this is yours as a member.")),
    "students": (N_("Still studying? Join us now"), N_("What membership gives to students.")),
    "retired": (N_("Retired, and still one of us"), N_("What membership gives to those who have retired.")),
    "corporate": (N_("Join as an institution"), N_("What membership gives to institutions and their staff.")),
    "remote": (N_("Far away, and right among us"), N_("What membership gives, wherever you work.")),
    "region": (N_("At home in your region"), N_("What membership gives to colleagues of the region.")),
}
_WEBSITE = re.compile(r"(https?://)?[\w.-]+\.[a-z]{2,}(/[!-~]*)?", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Wish:
    """What a leaflet is to be.

    Attributes:
        audience: a key of `AUDIENCES`.
        size: a key of `SIZES`; empty: the paper of the country.
        category_id: only what its members are entitled to, and only its dues; None for all.
        season_id: whose dues are told; None: see `coming_season`.
        language: empty: that of the association.
        headline, closing: empty: see `headline_for` and `closing_words`.
        colour: written `#rrggbb`.
    """

    audience: str = "all"
    size: str = ""
    category_id: int | None = None
    season_id: int | None = None
    language: str = ""
    headline: str = ""
    closing: str = ""
    colour: str = ACCENT


@dataclass(frozen=True)
class Told:
    """A benefit on a leaflet: its name, what it is, what one use is worth, who grants it.

    Attributes:
        whose: for whom it is, where a leaflet for all tells what is meant for some.
        is_own: it is meant for the readers of this leaflet.
    """

    name: str
    told: str
    worth: str
    partner: str
    whose: str
    is_own: bool


@dataclass(frozen=True)
class Leaflet:
    """All words of a leaflet, in its language.

    Attributes:
        dues: category and what it costs; empty when no season is known.
        code: what the QR code holds; empty for none.
    """

    size: str
    title: str
    headline: str
    told: str
    benefits: tuple[Told, ...]
    season: str
    dues: tuple[tuple[str, str], ...]
    closing: str
    name: str
    address: str
    reach: tuple[str, ...]
    website: str
    code: str
    logo: bytes | None
    colour: str
    conventions: Conventions


def offered_sizes() -> list[str]:
    """The sizes that suit the paper of the association's country, the plain page first."""
    names = list(SIZES)
    return names[:3] if the_association().conventions.paper() == "A4" else names[3:]


def coming_season(today: datetime.date) -> Season | None:
    """The season whose dues a newcomer asks about: the next one that is opened, else the present one."""
    later = [each for each in seasons() if each.starts_on > today]
    return later[-1] if later else present_season(today)


def headline_for(audience: str) -> str:
    """What a leaflet is headed with when nobody writes anything else, in the language that is spoken."""
    return _(_WORDS[audience][0])


def closing_words() -> str:
    """What invites to join when nobody writes anything else, in the language that is spoken."""
    return _(
        "Joining is simple: ask us for the form, fill it in and pay the dues. Your card and all benefits follow."
    )


def make_leaflet(wish: Wish, today: datetime.date) -> Leaflet:
    """The words of a leaflet.

    Raises:
        Refused: audience, size or colour is none, the category or season is gone, or no benefit is to be told.
    """
    association = the_association()
    _check(wish)
    language = wish.language or association.language
    say = association.conventions_in(language)
    chosen = leaflet_benefits(wish, today)
    if not chosen:
        raise Refused(
            _("No benefit is offered to these readers today. Add one to the catalogue, or choose others.")
        )
    with speaking(language):
        season = Season.get_or_none(Season.id == wish.season_id) if wish.season_id else coming_season(today)
        headline = short(wish.headline, LONGEST_HEADLINE) or headline_for(wish.audience)
        website = association.website.strip()
        return Leaflet(
            size=wish.size or offered_sizes()[0],
            title=_("{headline} – {name}").format(headline=headline, name=association.name),
            headline=headline,
            told=_(_WORDS[wish.audience][1]),
            benefits=tuple(_told(each, wish.audience, say) for each in chosen),
            season=season.label if season else "",
            dues=_dues(_readers(wish, today), season, say),
            closing=short(wish.closing, LONGEST_CLOSING) or closing_words(),
            name=association.name,
            address=_address(say),
            reach=tuple(
                filter(None, (say.phone(association.phone) if association.phone else "", association.email))
            ),
            website=website,
            code=_code(website),
            logo=attachment.read(association.logo_id) if association.logo_id else None,
            colour=wish.colour,
            conventions=say,
        )


def leaflet_benefits(wish: Wish, today: datetime.date) -> list[Benefit]:
    """The benefits that may be had today, those meant for these readers first.

    A leaflet for all tells what is meant for some as well. What no category of the readers is entitled to is not
    promised to them; what no category has yet is told to all, but not to one category.
    """
    entitled = entitled_by_benefit()
    readers = {each.id for each in _readers(wish, today)}
    unsaid = readers if wish.category_id is None else set()
    found = [
        each
        for each in current_benefits(today)
        if wish.audience in ("all", each.audience) or each.audience == "all"
    ]
    found = [each for each in found if entitled.get(each.id, unsaid) & readers]
    return sorted(found, key=lambda each: each.audience != wish.audience)


def short(text: str, most: int) -> str:
    """A text for a leaflet, on one line: whole, or its first sentences, or its first words and an ellipsis."""
    text = " ".join(storable(text).split())
    if len(text) <= most:
        return text
    ends = [found.end() for found in re.finditer(r"[.!?…](?=\s)", text[: most + 1])]
    if ends and ends[-1] >= most // 3:
        return text[: ends[-1]]
    cut = text[: most - 1]
    return (cut[: cut.rindex(" ")] if " " in cut[most // 2 :] else cut) + "…"


# Inside


def _check(wish: Wish) -> None:
    if wish.audience not in AUDIENCES:
        raise Refused(_("“{name}” is no audience. Choose one of these: {names}.").format(
            name=wish.audience, names=", ".join(AUDIENCES)
        ))  # fmt: skip
    if wish.size and wish.size not in SIZES:
        raise Refused(_("“{name}” is no size. Choose one of these: {names}.").format(
            name=wish.size, names=", ".join(SIZES)
        ))  # fmt: skip
    if not is_hex(wish.colour):
        raise Refused(_("“{colour}” is no colour. Write it as #1F6F5C.").format(colour=wish.colour))
    if wish.category_id and not Category.select().where(Category.id == wish.category_id).exists():
        raise Refused(_("This category is no longer there: it was undone or removed."))
    if wish.season_id and not Season.select().where(Season.id == wish.season_id).exists():
        raise Refused(_("This season is no longer there: it was undone or removed."))


def _told(benefit: Benefit, audience: str, say: Conventions) -> Told:
    worth = _("worth {amount} each time").format(amount=say.money(benefit.value)) if benefit.value else ""
    partner = short(benefit.partner, LONGEST_HEADLINE)
    return Told(
        short(benefit.name, LONGEST_TOLD),
        short(benefit.description, LONGEST_TOLD),
        worth,
        _("with {partner}").format(partner=partner) if partner else "",
        _(AUDIENCES[benefit.audience]) if audience != benefit.audience != "all" else "",
        benefit.audience == audience,
    )


def _readers(wish: Wish, today: datetime.date) -> list[Category]:
    """The categories that readers may join: the one chosen, else those that the benefits meant for them name.

    Nobody joins as an honorary member, so that those who owe nothing are not told of.
    """
    if wish.category_id is not None:
        return [Category.get_by_id(wish.category_id)]
    query = Category.select().where(~Category.archived).order_by(Category.position, Category.name)
    offered = [each for each in query if not each.exempt] or list(query)
    if wish.audience == "all":
        return offered
    if wish.audience == "corporate":
        return [each for each in offered if each.applies_to == INSTITUTION] or offered
    entitled = entitled_by_benefit()
    own = [each.id for each in current_benefits(today) if each.audience == wish.audience]
    named = {category for each in own for category in entitled.get(each, ())}
    return [each for each in offered if each.id in named] or offered


def _dues(readers: list[Category], season: Season | None, say: Conventions) -> tuple[tuple[str, str], ...]:
    if season is None:
        return ()
    return tuple((short(each.name, LONGEST_HEADLINE), _cost(each, season, say)) for each in readers)


def _cost(category: Category, season: Season, say: Conventions) -> str:
    fee = fee_for(category, season)
    return say.money(fee) if fee else _("free")


def _address(say: Conventions) -> str:
    own = the_association()
    lines = say.address_lines(own.address, own.postcode, own.town, "", own.country)
    return short(", ".join(" ".join(line.split()) for line in lines), LONGEST_TOLD)


def _code(website: str) -> str:
    if len(website) > 200 or not _WEBSITE.fullmatch(website):
        return ""
    return website if website.lower().startswith("http") else f"https://{website}"
