"""The association itself and its seasons."""

from __future__ import annotations

import datetime
from pathlib import Path

import peewee

from assoc_desktop.language.conventions import Conventions
from assoc_desktop.storage import backup
from assoc_desktop.storage.attachment import Attachment
from assoc_desktop.storage.database import DateField, Record


class Association(Record):
    """The one row that says whose file this is."""

    name = peewee.CharField()
    language = peewee.CharField(help_text="of papers whose receiver has none: fr, en")
    country = peewee.CharField(help_text="ISO 3166 alpha-2")
    currency = peewee.CharField(
        help_text="ISO 4217; once amounts are written, only for one with as many decimals"
    )
    address = peewee.TextField(default="")
    postcode = peewee.CharField(default="")
    town = peewee.CharField(default="")
    region = peewee.CharField(default="")
    phone = peewee.CharField(default="")
    email = peewee.CharField(default="")
    website = peewee.CharField(default="")
    registration = peewee.CharField(default="", help_text="number of the declaration or approval")
    logo = peewee.ForeignKeyField(Attachment, null=True, on_delete="RESTRICT")
    signature = peewee.ForeignKeyField(Attachment, null=True, on_delete="RESTRICT", index=False)
    number_pattern = peewee.CharField(default="####")
    season_start_month = peewee.IntegerField(default=1)
    season_start_day = peewee.IntegerField(default=1)
    card_key = peewee.CharField(help_text="32 random bytes in hexadecimal: signs the codes on cards")
    backup_folder = peewee.CharField(default="", help_text="empty: beside the file")
    retention_years = peewee.IntegerField(
        default=10, help_text="after which those who left are proposed for erasing; 0: never"
    )

    derived = ("card_key",)

    @property
    def conventions(self) -> Conventions:
        """How this association writes amounts, dates and addresses on paper."""
        return Conventions(self.language, self.country, self.currency)

    def conventions_in(self, language: str) -> Conventions:
        """The same habits in another language: for screens, and for a paper's receiver."""
        return Conventions(language, self.country, self.currency)

    def folder_for_backups(self, path: Path) -> Path:
        """Where backups of the association's file, which lies at `path`, go: the folder chosen, or beside the file."""
        return Path(self.backup_folder) if self.backup_folder else backup.default_folder(path)


class Season(Record):
    """A membership year."""

    label = peewee.CharField(unique=True)
    starts_on = DateField(unique=True)
    ends_on = DateField()

    def __str__(self) -> str:
        return str(self.label)


class NumberSeries(Record):
    """The next free number of a series. Never goes back, not even when an import is undone."""

    id = None
    name = peewee.CharField(primary_key=True)
    next = peewee.IntegerField()


def the_association() -> Association:
    """The association whose file is open."""
    return Association.raw(_THE_ONE_ROW).get()


#: Asked at every turn, so the statement is put together once.
_THE_ONE_ROW = str(Association.select().sql()[0])


def seasons() -> list[Season]:
    """All seasons, the latest first."""
    return list(Season.select().order_by(Season.starts_on.desc()))


def season_on(day: datetime.date) -> Season | None:
    """The season that a day falls in."""
    return Season.get_or_none((Season.starts_on <= day) & (Season.ends_on >= day))


def season_by_label(label: str) -> Season | None:
    """The season of that name."""
    return Season.get_or_none(Season.label == label)


def present_season(today: datetime.date) -> Season | None:
    """The season to show first: today's, else the next to come, else the last."""
    coming = Season.select().where(Season.starts_on > today).order_by(Season.starts_on).first()
    return season_on(today) or coming or Season.select().order_by(Season.starts_on.desc()).first()
