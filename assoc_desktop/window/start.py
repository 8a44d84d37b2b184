"""Before a file is open: the start page, the assistant for a new association, and the example."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from assoc_desktop.language import LANGUAGES, _, language, speaking
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.fields import ChecksField, ChoiceField, ImageField, LineField, PathField
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.theme import GRID, look, named_page

if TYPE_CHECKING:
    from assoc_desktop.window.main import MainWindow

_WIDTH = 520


class StartPage(QScrollArea):
    """Welcome: a new association, an existing file, a recent one, or the example."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(widgetResizable=True)
        self._window = window
        inner = named_page()
        self.setWidget(inner)
        column = QVBoxLayout()
        column.setSpacing(GRID)
        for text, style in (
            (_("Welcome"), "title"),
            (
                _("Members, cards, dues and letters of your association, in one file on this computer."),
                "quiet",
            ),
        ):
            label = QLabel(text, wordWrap=True)
            look(label, style)
            column.addWidget(label)
        column.addSpacing(GRID)
        self.new = self._button("new-file", _("New association…"), lambda: found_new(window), main=True)
        self.open = self._button("folder", _("Open a file…"), window.choose_file)
        self.example = self._button("library", _("Explore the example"), lambda: explore_example(window))
        for button in (self.new, self.open, self.example):
            column.addWidget(button)
        self._add_recent(column)
        outer = QVBoxLayout(inner)
        outer.addStretch(1)
        across = QHBoxLayout()
        across.addStretch(1)
        frame = QWidget()
        frame.setFixedWidth(_WIDTH)
        frame.setLayout(column)
        across.addWidget(frame)
        across.addStretch(1)
        outer.addLayout(across)
        outer.addStretch(1)

    def _button(self, sign: str, text: str, do: Any, *, main: bool = False) -> QPushButton:
        from PySide6.QtGui import QPalette

        role = QPalette.ColorRole.HighlightedText if main else QPalette.ColorRole.ButtonText
        button = QPushButton(icons.icon(sign, role), text)
        button.clicked.connect(lambda: do())
        if main:
            look(button, "main")
        return button

    def _add_recent(self, column: QVBoxLayout) -> None:
        recent = self._window.preferences.recent_files()
        if not recent:
            return
        heading = QLabel(_("Recent files"))
        look(heading, "heading")
        column.addSpacing(GRID)
        column.addWidget(heading)
        card = QFrame()
        look(card, "card")
        rows = QVBoxLayout(card)
        rows.setContentsMargins(GRID // 2, GRID // 2, GRID // 2, GRID // 2)
        rows.setSpacing(0)
        for path in recent:
            rows.addWidget(self._recent(path))
        column.addWidget(card)

    def _recent(self, path: Path) -> QPushButton:
        text = _("{name} – {folder}").format(name=path.stem, folder=path.parent)
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, _WIDTH - 9 * GRID)
        button = QPushButton(icons.icon("file"), shown.replace("&", "&&"))
        button.setToolTip(str(path))
        button.setStyleSheet("text-align: left")
        look(button, "plain")
        button.clicked.connect(lambda: self._window.open_path(path))
        return button


def found_new(window: MainWindow) -> None:
    """Show the assistant for a new association."""
    page = FoundingPage(window)
    page.saved.connect(window.take_file)
    page.closed.connect(window.show_start_if_closed)
    window.show_page(page)


def explore_example(window: MainWindow) -> None:
    """Make the example association beside the settings, if it is not there yet, and open it."""
    from assoc_desktop.example import build_example

    path = window.preferences.folder / (_("Example association") + ".assoc")
    if path.exists():
        window.open_path(path)
        return
    code, today = language(), window.today()
    run_in_background(
        lambda _progress: build_example(path, language=code, today=today),
        title=_("Making the example association…"),
        done=lambda _nothing: window.open_path(path),
        parent=window,
        can_cancel=False,
    )


class FoundingPage(FormPage):
    """A new association in one page: the rest can be told later."""

    def __init__(self, window: MainWindow) -> None:
        from assoc_desktop.widgets.drafts import Draft

        super().__init__(_("New association"), draft=Draft(window.preferences.drafts, "new association"))
        self._today = window.today()
        self._add_identity()
        self._add_working()
        self._add_places()
        self.save_button.setText(_("Make the file"))
        self.start()

    def _add_identity(self) -> None:
        from assoc_desktop.association.forms import country_choices
        from assoc_desktop.storage.pictures import logo_of

        self.add_section(_("Who you are"), _("Everything here can be changed later."))
        self.add_field("name", _("&Name of the association"), LineField())
        self.add_field(
            "country",
            _("&Country"),
            ChoiceField(country_choices(), search=True),
            _("It gives the currency, the paper, and how dates and phones are written."),
        )
        self.add_field("language", _("&Language of papers"), ChoiceField(list(LANGUAGES.items())))
        self.add_field("logo", _("Logo"), ImageField(logo_of, QSize(200, 112)))

    def _add_working(self) -> None:
        from assoc_desktop.association.forms import month_choices
        from assoc_desktop.members.memberships import STARTING_CATEGORIES

        self.add_section(_("How you work"))
        self.add_field("month", _("&Seasons start in"), ChoiceField(month_choices()))
        choices = [(key, _(data.name)) for key, data in STARTING_CATEGORIES.items()]
        self.add_field(
            "categories",
            _("Categories to start from"),
            ChecksField(choices),
            _("Their fees are set later, in the Members tab under “…”."),
        )

    def _add_places(self) -> None:
        from assoc_desktop.storage.file import SUFFIX

        self.add_section(_("Where it is kept"))
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
        self.fields["name"].changed.connect(self._propose_path)
        self._proposed = ""

    def load(self) -> dict[str, Any]:
        return {
            "country": _country_of_computer(),
            "language": language(),
            "month": 1,
            "categories": ["individual", "student", "retired", "institution", "honorary"],
        }

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        from assoc_desktop.association.rules import check_identity

        problems = check_identity(self._identity(values))
        if not values["path"]:
            problems["path"] = _("Say where the file is kept.")
        elif _file_path(values["path"]).exists():
            problems["path"] = _("A file of that name is there already. Choose another name, or open it.")
        if not values["categories"]:
            problems["categories"] = _("Choose at least one category; others can be added later.")
        return problems

    def save(self, values: dict[str, Any]) -> object:
        from assoc_desktop.founding import found_association
        from assoc_desktop.members.memberships import starting_category

        with speaking(values["language"]):
            categories = [starting_category(key) for key in values["categories"]]
        try:
            return found_association(
                _file_path(values["path"]),
                self._identity(values),
                categories,
                today=self._today,
                logo=values["logo"],
            )
        except Invalid:
            raise
        except Refused as refusal:
            raise Invalid({"path": str(refusal)}) from refusal

    def _identity(self, values: dict[str, Any]) -> Any:
        from assoc_desktop.association.rules import Identity

        return Identity(
            name=values["name"],
            country=values["country"] or "",
            language=values["language"],
            season_start_month=values["month"],
            backup_folder=values["backup_folder"],
        )

    def _propose_path(self) -> None:
        """Name the file after the association until the person chose another place."""
        field = self.fields["path"]
        if field.value() not in ("", self._proposed):
            return
        plain = "".join(sign for sign in self.fields["name"].value() if sign.isalnum() or sign in " -_'’")
        self._proposed = str(_documents() / f"{plain.strip()}.assoc") if plain.strip() else ""
        field.set_value(self._proposed)


def _file_path(text: str) -> Path:
    return Path(text if text.endswith(".assoc") else f"{text}.assoc").expanduser()


def _documents() -> Path:
    from PySide6.QtCore import QStandardPaths

    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place and Path(place).is_dir() else Path.home()


def _country_of_computer() -> str:
    """The country that the computer is set to; empty when it is set to none."""
    from PySide6.QtCore import QLocale

    code = QLocale.territoryToCode(QLocale.system().territory())
    return code if len(code) == 2 and QLocale.system().language() != QLocale.Language.C else ""
