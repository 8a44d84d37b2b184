"""The pages of the first-run assistant. Each asks for one thing and says what it brings."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QLocale, QSize, SignalInstance
from PySide6.QtGui import QPalette, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy

from assoc_desktop.association.forms import currency_choices, habits, month_choices
from assoc_desktop.association.rules import Identity, check_identity, season_of
from assoc_desktop.home.forms.starting_categories import StartingCategoriesField
from assoc_desktop.language import LANGUAGES, N_, _, language
from assoc_desktop.language.conventions import Conventions, currency_of, is_country
from assoc_desktop.language.names import country_names
from assoc_desktop.refusals import Refused
from assoc_desktop.storage import backup
from assoc_desktop.storage.file import SUFFIX
from assoc_desktop.storage.pictures import logo_of
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.fields import ChoiceField, ImageField, LineField, NumberField, PathField
from assoc_desktop.widgets.fields.reference import ReferenceField, among
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.wide_form import plain_label

_USUAL_CATEGORIES = ("individual", "student", "retired", "institution", "honorary")
_LONGEST_NAME = 80


class Assistant(Protocol):
    """What a page asks of the assistant it stands in.

    Attributes:
        documents: the folder in which the file is proposed.
        proposals: paths proposed so far: while one of them stands in the field, it follows the association's name.
    """

    today: datetime.date
    documents: Path
    proposals: set[str]
    example_wanted: SignalInstance

    def speak(self, code: str) -> None:
        """Speak another language, at once."""

    def values_of(self, name: str) -> dict[str, Any]:
        """The values on another page, as they were typed there."""


class Step(FormPage):
    """One page of the assistant. `NAME` stands in the overview, `TITLE` above the page."""

    NAME = TITLE = ""

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(_(self.TITLE))
        self.assistant = assistant
        self.back.hide()
        self.save_button.hide()
        self.cancel_button.hide()
        self.layout().setContentsMargins(0, 0, 0, 0)
        for shortcut in self.findChildren(QShortcut):  # the assistant's own keys go through the pages
            shortcut.setEnabled(False)

    def show_again(self) -> None:
        """Bring sentences that follow the fields up to date."""


class LanguageStep(Step):
    """Which language, and the way to the example."""

    NAME = N_("Language")
    TITLE = N_("Welcome")

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(assistant)
        text = _(
            "A few questions, then your members, cards, dues and letters have their place: one file on this computer."
        )
        self.add_widget(plain_label(text, "quiet"))
        hint = _("The language of the screen and, at first, of your papers. Both can be changed later.")
        self.add_field("language", _("&Language"), ChoiceField(list(LANGUAGES.items())), hint)
        self.add_section(
            _("Only looking?"),
            _("The example is an association with 120 invented members to try everything on."),
        )
        self.example = QPushButton(
            icons.icon("library", QPalette.ColorRole.ButtonText), _("Explore the example")
        )
        self.example.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.example.clicked.connect(lambda: assistant.example_wanted.emit())
        self.add_widget(self.example)
        self.fields["language"].changed.connect(lambda: assistant.speak(self.fields["language"].value()))
        self.start()

    def load(self) -> dict[str, Any]:
        return {"language": language()}


class NameStep(Step):
    """The name, and the country with what it brings."""

    NAME = N_("Name and country")
    TITLE = N_("Who you are")

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(assistant)
        self.add_field("name", _("&Name"), LineField(_("The name of the association")))
        countries, currencies = country_names(), currency_choices()
        self.add_field("country", _("&Country"), ReferenceField(among(countries), countries.__getitem__))
        self.add_field("currency", _("C&urrency"), ReferenceField(among(currencies), currencies.__getitem__))
        self._habits = plain_label("", "quiet")
        self.add_widget(self._habits)
        self.fields["country"].changed.connect(self._country_changed)
        self.fields["currency"].changed.connect(self.show_again)
        self.start()

    def load(self) -> dict[str, Any]:
        country = _country_of_computer()
        return {"country": country, "currency": currency_of(country) if country else None}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        problems = {}
        if not values["name"]:
            problems["name"] = _("The association needs a name.")
        if not values["country"]:
            problems["country"] = _("Choose the country: it gives currency, paper, dates and phones.")
        if not values["currency"]:
            problems["currency"] = _("Choose the currency of your amounts.")
        return problems

    def show_again(self) -> None:
        country, currency = self.fields["country"].value(), self.fields["currency"].value()
        self._habits.setVisible(bool(country and currency))
        if country and currency:
            self._habits.setText(habits(country, currency, self.assistant.today))

    def _country_changed(self) -> None:
        if country := self.fields["country"].value():
            self.fields["currency"].set_value(currency_of(country))
        self.show_again()


class SeasonStep(Step):
    """When a membership year begins."""

    NAME = N_("Season")
    TITLE = N_("Your season")

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(assistant)
        text = _("A season is the year for which members pay. Most associations follow the calendar year.")
        self.add_widget(plain_label(text, "quiet"))
        self.add_field("month", _("Starts in"), ChoiceField(month_choices()))
        self.add_field("day", _("on day"), NumberField(1, 31))
        self._sentence = plain_label("")
        self.add_widget(self._sentence)
        for field in self.fields.values():
            field.changed.connect(self.show_again)
        self.start()

    def load(self) -> dict[str, Any]:
        return {"month": 1, "day": 1}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        identity = Identity(
            name="-", country="FR", season_start_month=values["month"], season_start_day=values["day"] or 0
        )
        problem = check_identity(identity).get("season_start_month", "")
        return {"day": problem} if problem else {}

    def show_again(self) -> None:
        values = self.values()
        if values["day"] is None or self.check(values):
            self._sentence.setText("")
            return
        label, start, end = season_of(self.assistant.today, values["month"], values["day"])
        say = Conventions(language(), self.assistant.values_of("name")["country"] or "FR", "EUR")
        sentence = _("Your present season is {label}: from {start} to {end}.")
        self._sentence.setText(
            sentence.format(label=label, start=say.date(start, "long"), end=say.date(end, "long"))
        )


class CategoriesStep(Step):
    """Categories to start from, and what each costs."""

    NAME = N_("Categories")
    TITLE = N_("Who may be a member, and what it costs")

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(assistant)
        text = _(
            "Choose what you start from. Names, fees and colours can be changed in the settings, and others added."
        )
        self.add_widget(plain_label(text, "quiet"))
        values = assistant.values_of("name")
        conventions = Conventions(language(), values["country"] or "FR", values["currency"] or "EUR")
        self.add_field("categories", "", StartingCategoriesField(conventions))
        self.start()

    def load(self) -> dict[str, Any]:
        return {"categories": dict.fromkeys(_USUAL_CATEGORIES, 0)}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        if not values["categories"]:
            return {"categories": _("Choose at least one category; others can be added later.")}
        return {}


class LogoStep(Step):
    """The logo, if there is one."""

    NAME = N_("Logo")
    TITLE = N_("Your logo")

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(assistant)
        text = _("It stands on cards and letters. It can wait: the settings take it later.")
        self.add_widget(plain_label(text, "quiet"))
        self.add_field("logo", "", ImageField(logo_of, QSize(240, 144), _("Logo")))
        self.start()


class PlaceStep(Step):
    """Where the file is kept, and where its backups go."""

    NAME = N_("Where it is kept")
    TITLE = N_("Where it is kept")

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(assistant)
        kinds = _("Associations (*{suffix})").format(suffix=SUFFIX)
        self.add_field(
            "path",
            _("&File"),
            PathField(_("The association's file"), kinds=kinds),
            _("One file holds everything. It can be copied to a stick like any other."),
        )
        self.add_field(
            "backup_folder",
            _("&Backups go to"),
            PathField(_("Folder for backups"), hint=_("Beside the file")),
            _("A folder on another disk or stick is safer."),
        )
        self._proposed = self._proposal()
        self.start()

    def load(self) -> dict[str, Any]:
        return {"path": self._proposed}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        problems = {}
        if problem := _path_problem(values["path"]):
            problems["path"] = problem
        if values["backup_folder"]:
            try:
                backup.check_folder(Path(values["backup_folder"]).expanduser())
            except (Refused, ValueError):
                problems["backup_folder"] = _("Backups cannot be written to this folder. Choose another one.")
        return problems

    def show_again(self) -> None:
        """A path that nobody changed follows the name of the association."""
        if self.fields["path"].value() in ("", *self.assistant.proposals):
            self.fields["path"].set_value(self._proposed)
        self.assistant.proposals.add(self._proposed)

    def _proposal(self) -> str:
        name = self.assistant.values_of("name")["name"]
        plain = " ".join("".join(sign if sign.isalnum() or sign in "-_'’" else " " for sign in name).split())
        return str(self.assistant.documents / f"{plain[:_LONGEST_NAME].strip() or _('Association')}{SUFFIX}")


#: The pages in their order.
STEPS: dict[str, type[Step]] = {
    "language": LanguageStep,
    "name": NameStep,
    "season": SeasonStep,
    "categories": CategoriesStep,
    "logo": LogoStep,
    "place": PlaceStep,
}


def file_path(text: str) -> Path:
    """The file that a typed path means; its ending may be left out."""
    return Path(text if text.endswith(SUFFIX) else f"{text}{SUFFIX}").expanduser()


def _path_problem(text: str) -> str:
    if not text:
        return _("Say where the file is kept.")
    path = file_path(text)
    try:
        if path.exists():
            return _("A file of that name is there already. Choose another name, or open it.")
        if path.parent.exists() and not path.parent.is_dir():
            return _("This is not a folder: {folder}").format(folder=path.parent)
    except (OSError, ValueError):  # too long, or with signs that no file name has
        return _("The computer cannot keep a file of that name. Choose a shorter one.")
    return "" if path.is_absolute() else _("Choose the folder too, with “Choose…”.")


def _country_of_computer() -> str:
    """The country that the computer is set to; empty when it is set to none."""
    code = QLocale.territoryToCode(QLocale.system().territory())
    return code if is_country(code) and QLocale.system().language() != QLocale.Language.C else ""
