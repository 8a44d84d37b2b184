"""What may be said about the association and its seasons."""

from __future__ import annotations

import datetime
import re
import secrets
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from assoc_desktop.association.records import Association, Season, the_association
from assoc_desktop.language import LANGUAGES, N_, _
from assoc_desktop.language.conventions import currency_decimals, currency_of, is_country, is_currency
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage import attachment
from assoc_desktop.storage.database import storable
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.totals import has_amounts

if TYPE_CHECKING:
    from assoc_desktop.pdf.flowing import Letterhead
    from assoc_desktop.reports.paper import Head

# Enough to catch slips; whether an address works is known only by writing to it.
_EMAIL = re.compile(r"[^\s@<>\"(),:;]+@[^\s@<>\"(),:;.]+(\.[^\s@<>\"(),:;.]+)+")
ONE_DAY = datetime.timedelta(days=1)


@dataclass
class Identity:
    """What a person tells of their association. `logo` and `signature` are PNG or JPEG bytes."""

    name: str
    country: str
    language: str = "fr"
    currency: str = ""
    address: str = ""
    postcode: str = ""
    town: str = ""
    region: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    registration: str = ""
    number_pattern: str = "####"
    season_start_month: int = 1
    season_start_day: int = 1
    backup_folder: str = ""


def check_identity(identity: Identity) -> dict[str, str]:
    """Field → what is wrong with it; empty when all is well."""
    problems = {}
    if not identity.name.strip():
        problems["name"] = _("The association needs a name.")
    if not is_country(identity.country):
        problems["country"] = _("“{country}” is not a country code. Examples: CM, SN, FR.").format(
            country=identity.country
        )
    if identity.language not in LANGUAGES:
        problems["language"] = _("“{language}” is not a language of this program.").format(
            language=identity.language
        )
    if identity.currency and not is_currency(identity.currency):
        problems["currency"] = _(
            "“{currency}” is not the code of a currency. Examples: XAF, XOF, EUR."
        ).format(currency=identity.currency)
    if identity.email.strip() and not is_email(identity.email.strip()):
        problems["email"] = _("“{email}” is not an e-mail address.").format(email=identity.email)
    if not _is_pattern(identity.number_pattern):
        problems["number_pattern"] = _(
            "The pattern needs one row of up to nine # signs for the number, as in #### or YYYY-####."
        )
    if not _is_day(identity.season_start_month, identity.season_start_day):
        problems["season_start_month"] = _("The season must start on a day that every year has.")
    return problems


def is_email(text: str) -> bool:
    """Whether a text has the form of an e-mail address."""
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None


def identity_of(association: Association) -> Identity:
    """What the association says of itself, ready to be changed and saved again."""
    return Identity(**{field.name: getattr(association, field.name) for field in fields(Identity)})


def letterhead(language: str) -> Letterhead:
    """The association as it stands at the head of its papers, in a language."""
    from assoc_desktop.pdf.flowing import Letterhead

    association = the_association()
    conventions = association.conventions_in(language)
    lines = conventions.address_lines(
        association.address, association.postcode, association.town, association.region, association.country
    )
    phone = conventions.phone(association.phone) if association.phone else ""
    reach = " · ".join(filter(None, (phone, association.email, association.website)))
    logo = attachment.read(association.logo_id) if association.logo_id else None
    return Letterhead(association.name, (*lines, *filter(None, (reach,))), logo)


def head_of(language: str) -> Head:
    """The association as it stands at the head of its reports."""
    from assoc_desktop.reports.paper import Head

    association = the_association()
    conventions = association.conventions_in(language)
    lines = conventions.address_lines(
        association.address, association.postcode, association.town, association.region, association.country
    )
    logo = attachment.read(association.logo_id) if association.logo_id else None
    return Head(association.name, tuple(lines), logo, conventions)


def _is_pattern(pattern: str) -> bool:
    rows = re.findall("#+", pattern)
    return len(rows) == 1 and len(rows[0]) <= 9


def _is_day(month: int, day: int) -> bool:
    try:
        datetime.date(2023, month, day)  # a year without 29 February
    except ValueError:
        return False
    return True


def found(identity: Identity, *, logo: bytes | None = None) -> Association:
    """Write the association into a new, empty file.

    Raises:
        Invalid: see `check_identity`.
    """
    if problems := check_identity(identity):
        raise Invalid(problems)
    with operation(N_("Found the association {name}"), undoable=False, name=identity.name.strip()):
        return Association.create(
            **_kept(identity),
            card_key=secrets.token_hex(32),
            logo=attachment.add(logo, "image/png") if logo else None,
        )


def _kept(identity: Identity) -> dict[str, Any]:
    """The columns of the association: texts trimmed, and a currency in any case."""
    values = {
        name: storable(value).strip() if isinstance(value, str) else value
        for name, value in asdict(identity).items()
    }
    return values | {"currency": identity.currency or currency_of(identity.country)}


def save_identity(identity: Identity, *, logo: str | None, signature: str | None = None) -> None:
    """Change what the association says of itself.

    Args:
        logo: SHA-256 of an attachment, or None for no logo.
        signature: likewise, the signature printed on cards and letters.

    Raises:
        Invalid: see `check_identity` and `check_currency`.
    """
    association = the_association()
    if problems := check_identity(identity) or check_currency(identity, association):
        raise Invalid(problems)
    with operation(N_("Change the association's details")):
        for field, value in _kept(identity).items():
            setattr(association, field, value)
        association.logo = logo
        association.signature = signature
        association.save()


def check_currency(identity: Identity, association: Association) -> dict[str, str]:
    """Field → why the currency cannot change: amounts that are written would mean something else.

    A currency with as many decimals may take the place of one chosen by mistake; the figures stay.
    """
    currency = identity.currency or currency_of(identity.country)
    same = currency_decimals(currency) == currency_decimals(association.currency)
    if same or not has_amounts():
        return {}
    sentence = _("Amounts are already written in {currency}; the currency cannot be changed to {other}.")
    return {"currency": sentence.format(currency=association.currency, other=currency)}


def season_of(day: datetime.date, month: int, first_day: int) -> tuple[str, datetime.date, datetime.date]:
    """Label, first and last day of the season that a day falls in.

    A season that follows the calendar year is named after it (`2026`), any other after both years (`2025-2026`).
    """
    starts_on = datetime.date(day.year, month, first_day)
    if starts_on > day:
        starts_on = starts_on.replace(year=day.year - 1)
    ends_on = starts_on.replace(year=starts_on.year + 1) - ONE_DAY
    label = str(starts_on.year) if starts_on.year == ends_on.year else f"{starts_on.year}-{ends_on.year}"
    return label, starts_on, ends_on


def open_season(day: datetime.date) -> Season:
    """The season that a day falls in, made if it is not there yet.

    Raises:
        Invalid: the months in which seasons start were changed, and the new season would overlap one that is there.
    """
    association = the_association()
    label, starts_on, ends_on = season_of(day, association.season_start_month, association.season_start_day)
    existing = Season.get_or_none((Season.starts_on <= day) & (Season.ends_on >= day))
    return existing or add_season(label, starts_on, ends_on)


#: Read for every use and proposal, so the statement is put together once.
_ALL_SEASONS = str(Season.select().order_by(Season.starts_on).sql()[0])


class SeasonBook:
    """The seasons that are there, and those that would come beside them: not written, with an id they would have.

    A season that is not there yet is made up once, by the association's first day of the season, and fits between
    those that are there; `open_proposed` writes it.
    """

    def __init__(self) -> None:
        association = the_association()
        self._first = association.season_start_month, association.season_start_day
        self._known: list[Season] = list(Season.raw(_ALL_SEASONS))
        self._proposed: list[Season] = []

    def on(self, day: datetime.date) -> Season:
        """The season that a day falls in."""
        for season in (*self._known, *self._proposed):
            if season.starts_on <= day <= season.ends_on:
                return season
        label, starts_on, ends_on = season_of(day, *self._first)
        for season in self._known:
            if season.ends_on < day:
                starts_on = max(starts_on, self._day_after(season))
            else:
                first: datetime.date = season.starts_on
                ends_on = min(ends_on, first - ONE_DAY)
        self._proposed.append(Season(label=label, starts_on=starts_on, ends_on=ends_on))
        return self._proposed[-1]

    def after(self, season: Season) -> Season:
        """The season that follows another."""
        later = (each for each in self._known if each.starts_on > season.ends_on)
        return next(later, None) or self.on(self._day_after(season))

    def before(self, season: Season) -> Season | None:
        """The season before another, if it is there."""
        return next((each for each in reversed(self._known) if each.ends_on < season.starts_on), None)

    def _day_after(self, season: Season) -> datetime.date:
        last: datetime.date = season.ends_on
        return last + ONE_DAY

    def is_open(self, season: Season) -> bool:
        """Whether a season is there already."""
        return all(each.id != season.id for each in self._proposed)


def open_proposed(season: Season) -> None:
    """Write a season that a `SeasonBook` made up.

    Raises:
        Invalid: a season of that name or with some of its days has come meanwhile; see `check_season`.
    """
    if problems := check_season(season.label, season.starts_on, season.ends_on):
        raise Invalid(problems)
    with operation(N_("Add the season {label}"), label=season.label):
        season.save(force_insert=True)


def add_season(label: str, starts_on: datetime.date, ends_on: datetime.date) -> Season:
    """Add a season.

    Raises:
        Invalid: it has no name or a name already used, ends before it starts, or overlaps another.
    """
    if problems := check_season(label, starts_on, ends_on):
        raise Invalid(problems)
    with operation(N_("Add the season {label}"), label=label.strip()):
        return Season.create(label=label.strip(), starts_on=starts_on, ends_on=ends_on)


def change_season(
    season_id: int, label: str, starts_on: datetime.date, ends_on: datetime.date, *, memberships: int
) -> Season:
    """Give a season another name or other dates.

    Args:
        memberships: how many there are for it.

    Raises:
        Refused: somebody is enrolled: dues and signed cards already name the season.
        Invalid: see `check_season`.
    """
    season = Season.get_by_id(season_id)
    if memberships:
        raise Refused(
            _("Members are enrolled for {season}: its name and its days stay as they are.").format(
                season=season.label
            )
        )
    if problems := check_season(label, starts_on, ends_on, season_id=season_id):
        raise Invalid(problems)
    with operation(N_("Change the season {label}"), label=season.label):
        season.label, season.starts_on, season.ends_on = label.strip(), starts_on, ends_on
        season.save()
    return season


def check_season(
    label: str, starts_on: datetime.date, ends_on: datetime.date, *, season_id: int | None = None
) -> dict[str, str]:
    """Field → what is wrong with a season, new or changed."""
    problems = {}
    others = Season.select().where(Season.id != (season_id or 0))
    if not label.strip():
        problems["label"] = _("The season needs a name, such as 2026.")
    elif others.where(Season.label == label.strip()).exists():
        problems["label"] = _("There is a season named {label} already.").format(label=label.strip())
    if ends_on <= starts_on:
        problems["ends_on"] = _("The season must end after it starts.")
    elif overlapping := others.where((Season.starts_on <= ends_on) & (Season.ends_on >= starts_on)).first():
        problems["starts_on"] = _("These dates overlap the season {label}.").format(label=overlapping.label)
    return problems
