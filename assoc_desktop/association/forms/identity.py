"""Who the association is: what stands on cards, letters and receipts."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, QTimer

from assoc_desktop.association.forms.choices import currency_choices, habits, month_choices
from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import Identity, check_identity, identity_of, save_identity
from assoc_desktop.language import LANGUAGES, N_, _, language
from assoc_desktop.language.conventions import currency_of
from assoc_desktop.language.names import country_names
from assoc_desktop.storage import attachment
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.pictures import LOGO_TYPE, logo_of
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import ChoiceField, ImageField, LineField, NumberField, TextField
from assoc_desktop.widgets.fields.reference import ReferenceField, among
from assoc_desktop.widgets.wide_form import WideFormPage, plain_label

#: Pattern and day of joining → the number that the next member would get. Members know it, the association does not.
Preview = Callable[[str, datetime.date], str]

_PREVIEW_AFTER_MS = 250


class IdentityPage(WideFormPage):
    """The page on who the association is.

    Args:
        desk: the open file; its conventions follow what is saved here.
        preview: what the next member number would be.
    """

    def __init__(self, desk: Desk, preview: Preview) -> None:
        super().__init__(_("The association"), draft=desk.draft("association"))
        self._desk, self._preview = desk, preview
        self._association = the_association()
        self._add_name()
        self._add_address()
        self._add_country()
        self._add_numbers()
        self._add_pictures()
        self.start()
        self._show_habits()
        self._show_next_number()

    def _add_name(self) -> None:
        self.add_section(_("Name"))
        self.add_field("name", _("&Name"), LineField())
        self.add_field(
            "registration", _("Registration"), LineField(), _("Number of the declaration or approval.")
        )

    def _add_address(self) -> None:
        self.add_section(_("Address on letters and cards"))
        self.add_field("address", _("&Address"), TextField(2))
        self.add_field("postcode", _("Postcode"), LineField()).keep_narrow()
        self.add_field("town", _("&Town"), LineField())
        self.add_field("region", _("Region"), LineField())
        self.add_field("phone", _("&Phone"), LineField())
        self.add_field("email", _("E-mai&l"), LineField())
        self.add_field("website", _("Website"), LineField())

    def _add_country(self) -> None:
        self.add_section(_("Country and language"), side=1)
        countries, currencies = country_names(), currency_choices()
        self.add_field("country", _("&Country"), ReferenceField(among(countries), countries.__getitem__))
        self.add_field("currency", _("Currency"), ReferenceField(among(currencies), currencies.__getitem__))
        self._habits = plain_label("", "quiet")
        self.add_widget(self._habits)
        hint = _("Used for a receiver whose own language is not known.")
        self.add_field("language", _("Language of papers"), ChoiceField(list(LANGUAGES.items())), hint)
        self.fields["country"].changed.connect(self._country_changed)
        self.fields["currency"].changed.connect(self._show_habits)

    def _add_numbers(self) -> None:
        self.add_section(_("Member numbers and seasons"), side=1)
        hint = _("#### stands for the number, YYYY or YY for the year of joining.")
        self.add_field("number_pattern", _("Member numbers"), LineField(), hint)
        self._next = plain_label("", "quiet")
        self.add_widget(self._next)
        self.add_field("season_start_month", _("New seasons start in"), ChoiceField(month_choices()))
        self.add_field("season_start_day", _("on day"), NumberField(1, 31))
        self._timer = QTimer(self, singleShot=True, interval=_PREVIEW_AFTER_MS)
        self._timer.timeout.connect(self._show_next_number)
        self.fields["number_pattern"].changed.connect(self._timer.start)

    def _add_pictures(self) -> None:
        self.add_section(_("Logo and signature"), side=1)
        self.add_field("logo", _("Logo"), ImageField(logo_of, QSize(160, 96), _("Logo")))
        self.add_field("signature", _("Signature"), ImageField(logo_of, QSize(160, 96), _("Signature")))

    def load(self) -> dict[str, Any]:
        pictures = {
            name: attachment.read(digest)
            for name in ("logo", "signature")
            if (digest := getattr(self._association, f"{name}_id"))
        }
        return {
            name: value for name, value in vars(identity_of(self._association)).items() if name in self.fields
        } | pictures

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return check_identity(self._identity(values))

    def save(self, values: dict[str, Any]) -> object:
        with operation(N_("Change the association's details")):
            pictures = {
                name: attachment.add(values[name], LOGO_TYPE) if values[name] else None
                for name in ("logo", "signature")
            }
            save_identity(self._identity(values), **pictures)
        self._association = the_association()
        self._desk.conventions = self._association.conventions_in(language())
        return self._association.id

    def is_stale(self) -> bool:
        """Whether the file holds something else than what this page was loaded with (after Undo)."""
        return bool(identity_of(the_association()) != identity_of(self._association)) or any(
            getattr(the_association(), f"{name}_id") != getattr(self._association, f"{name}_id")
            for name in ("logo", "signature")
        )

    def _identity(self, values: dict[str, Any]) -> Identity:
        """What is stored, with what the page shows of it."""
        plain = {name: value for name, value in values.items() if name not in ("logo", "signature")}
        plain |= {"country": plain["country"] or "", "season_start_day": plain["season_start_day"] or 0}
        return Identity(
            **vars(identity_of(self._association)) | plain | {"currency": plain["currency"] or ""}
        )

    def _country_changed(self) -> None:
        country = self.fields["country"].value()
        if country and self.fields["country"].typed()[0]:
            self.fields["currency"].set_value(currency_of(country))
        self._show_habits()

    def _show_habits(self) -> None:
        country, currency = self.fields["country"].value(), self.fields["currency"].value()
        self._habits.setVisible(bool(country and currency))
        if country and currency:
            self._habits.setText(habits(country, currency, self._desk.today()))

    def _show_next_number(self) -> None:
        identity = Identity(name="-", country="FR", number_pattern=self.fields["number_pattern"].value())
        if "number_pattern" in check_identity(identity):
            self._next.setText(_("This pattern gives no numbers yet."))
            return
        number = self._preview(identity.number_pattern, self._desk.today())
        self._next.setText(_("The next number would be {number}.").format(number=number))
