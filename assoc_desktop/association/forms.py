"""Pages on who the association is, and on its seasons."""

from __future__ import annotations

import datetime
from typing import Any

from PySide6.QtCore import QSize

from assoc_desktop.association.records import seasons, the_association
from assoc_desktop.association.rules import (
    Identity,
    add_season,
    check_identity,
    check_season,
    save_identity,
    season_of,
)
from assoc_desktop.language import LANGUAGES, _, language
from assoc_desktop.storage import attachment
from assoc_desktop.storage.pictures import LOGO_TYPE, logo_of
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import ChoiceField, DateField, ImageField, LineField, PathField, TextField
from assoc_desktop.widgets.form_page import FormPage


def country_choices() -> list[tuple[str, str]]:
    """Country codes with their names in the language of the screen, in its alphabetical order."""
    from babel import Locale

    from assoc_desktop.language.folding import fold

    names = Locale(language()).territories
    found = [
        (code, str(name))
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code != "ZZ"
    ]
    return sorted(found, key=lambda pair: fold(pair[1]))


def month_choices() -> list[tuple[int, str]]:
    """The months in which a season may start; January is the calendar year."""
    from babel import Locale

    months = Locale(language()).months["stand-alone"]["wide"]
    first = _("{month} (calendar year)").format(month=months[1])
    return [(1, first), *((number, str(months[number])) for number in range(2, 13))]


class IdentityPage(FormPage):
    """Who the association is: what stands on cards, letters and receipts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("The association"), draft=desk.draft("association"))
        self._association = the_association()
        self._add_name()
        self._add_address()
        self._add_papers()
        self.start()

    def _add_name(self) -> None:
        self.add_section(_("Name and place"))
        self.add_field("name", _("&Name"), LineField())
        self.add_field("country", _("&Country"), ChoiceField(country_choices(), search=True))
        self.add_field(
            "language",
            _("Language of papers"),
            ChoiceField(list(LANGUAGES.items())),
            _("Used for a receiver whose own language is not known."),
        )
        self.add_field("registration", _("Registration number"), LineField())

    def _add_address(self) -> None:
        self.add_section(_("Address on letters and cards"))
        self.add_field("address", _("&Address"), TextField(2))
        self.add_field("postcode", _("Postcode"), LineField())
        self.add_field("town", _("&Town"), LineField())
        self.add_field("region", _("Region"), LineField())
        self.add_field("phone", _("&Phone"), LineField())
        self.add_field("email", _("&E-mail"), LineField())
        self.add_field("website", _("Website"), LineField())

    def _add_papers(self) -> None:
        self.add_section(_("Papers and numbers"))
        self.add_field("logo", _("Logo"), ImageField(logo_of, QSize(200, 112)))
        self.add_field("signature", _("Signature"), ImageField(logo_of, QSize(200, 112)))
        self.add_field(
            "number_pattern",
            _("Member numbers"),
            LineField(),
            _("#### stands for the number, YYYY or YY for the year of joining: YYYY-#### gives 2026-0001."),
        )
        self.add_field("season_start_month", _("New seasons start in"), ChoiceField(month_choices()))
        self.add_field(
            "backup_folder",
            _("Backups go to"),
            PathField(_("Folder for backups"), hint=_("Beside the file")),
            _("A folder on another disk or stick is safer."),
        )

    def load(self) -> dict[str, Any]:
        names = (name for name in self.fields if name not in ("logo", "signature"))
        pictures = {
            name: attachment.read(getattr(self._association, f"{name}_id"))
            for name in ("logo", "signature")
            if getattr(self._association, f"{name}_id")
        }
        return {name: getattr(self._association, name) for name in names} | pictures

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return check_identity(self._identity(values))

    def save(self, values: dict[str, Any]) -> object:
        pictures = {
            name: attachment.add(values[name], LOGO_TYPE) if values[name] else None
            for name in ("logo", "signature")
        }
        save_identity(self._identity(values), **pictures)
        return self._association.id

    def _identity(self, values: dict[str, Any]) -> Identity:
        plain = {name: value for name, value in values.items() if name not in ("logo", "signature")}
        return Identity(
            **plain | {"country": plain["country"] or ""},
            currency=self._association.currency,
            season_start_day=self._association.season_start_day,
        )


class SeasonPage(FormPage):
    """A new season: the one after the last is proposed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("New season"), draft=desk.draft("season"))
        self._today = desk.today()
        self.add_section(
            _("The season"),
            _(
                "Memberships, fees and cards belong to a season. Seasons follow each other and do not overlap."
            ),
        )
        self.add_field("label", _("&Name"), LineField(hint="2026"))
        self.add_field("starts_on", _("&First day"), DateField(desk.conventions))
        self.add_field("ends_on", _("&Last day"), DateField(desk.conventions))
        self.start()

    def load(self) -> dict[str, Any]:
        association, known = the_association(), seasons()
        next_day = known[0].ends_on + datetime.timedelta(days=1) if known else self._today
        label, starts_on, ends_on = season_of(
            next_day, association.season_start_month, association.season_start_day
        )
        return {
            "label": label,
            "starts_on": max(starts_on, next_day) if known else starts_on,
            "ends_on": ends_on,
        }

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        missing = {
            name: _("A season needs its first and its last day.")
            for name in ("starts_on", "ends_on")
            if values[name] is None
        }
        return missing or check_season(values["label"], values["starts_on"], values["ends_on"])

    def save(self, values: dict[str, Any]) -> object:
        return add_season(values["label"], values["starts_on"], values["ends_on"]).id
