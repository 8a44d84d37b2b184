"""The first-run assistant, from the first key to the file, and what people do on the way."""

import datetime
import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.home.forms.first_run import FirstRun
from assoc_desktop.home.forms.first_steps import STEPS
from assoc_desktop.language import language, speak
from assoc_desktop.members.memberships import categories
from assoc_desktop.widgets.drafts import Draft
from tests.screens import (
    button,
    click,
    labels_that_read_markup,
    message_at,
    press,
    retype,
    show_page,
    texts_shown,
    tick,
    type_text,
)

DAY = datetime.date
NAME, SEASON, CATEGORIES, LOGO, PLACE = range(1, 6)


@pytest.fixture
def documents(tmp_path):
    folder = tmp_path / "Documents"
    folder.mkdir()
    return folder


@pytest.fixture
def draft(tmp_path):
    return Draft(tmp_path / "drafts", "new association")


@pytest.fixture
def assistant(qtbot, qapp, documents, draft, today):
    from tests.screens import apply_theme_once

    apply_theme_once()
    return show_page(qtbot, FirstRun(today, documents, draft))


@pytest.fixture
def founded(assistant):
    """The files that were made; closed at the end."""
    files = []
    assistant.founded.connect(files.append)
    yield files
    for file in files:
        file.close()


def name_it(assistant, name="Łódź & <b>Co</b>", country="senegal"):
    """Go to the second page and fill it."""
    click(assistant.next_button)
    fields = assistant.step.fields
    retype(fields["name"].target(), name)
    retype(fields["country"].target(), country)
    press(fields["country"].target(), Qt.Key.Key_Tab)


def go_to(assistant, place):
    while assistant.place < place:
        click(assistant.next_button)


def test_by_keyboard_alone_from_nothing_to_a_file(assistant, founded, documents):
    front = assistant.focusWidget
    assert assistant.step.fields["language"].target() is assistant.focusWidget()
    press(assistant.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    type_text(assistant.focusWidget(), "Association-exemple")
    press(front(), Qt.Key.Key_Tab)
    retype(front(), "cameroon")
    press(front(), Qt.Key.Key_Tab)
    for _page in range(5):
        press(assistant.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        QApplication.processEvents()
    (file,) = founded
    assert file.path == documents / "Association-exemple.assoc"
    association = the_association()
    assert (association.name, association.country, association.currency) == (
        "Association-exemple",
        "CM",
        "XAF",
    )
    assert [category.name for category in categories()] == [
        "Individual", "Student", "Retired", "Institution", "Honorary",
    ]  # fmt: skip
    assert Season.get().label == "2026"


def test_everything_that_was_said_is_in_the_file(assistant, founded, documents, tmp_path):
    content = io.BytesIO()
    Image.new("RGB", (60, 30), "red").save(content, "PNG")
    (tmp_path / "logo.png").write_bytes(content.getvalue())
    name_it(assistant)
    go_to(assistant, SEASON)
    assistant.step.fields["month"].box.setFocus()
    for _month in range(6):
        press(assistant.step.fields["month"].box, Qt.Key.Key_Down)
    assert "Your present season is 2025-2026: from 1 July 2025 to 30 June 2026." in texts_shown(assistant)
    go_to(assistant, CATEGORIES)
    field = assistant.step.fields["categories"]
    tick(field.boxes["retired"])
    tick(field.boxes["corporate"])
    type_text(field.fees["corporate"], "150 000")
    type_text(field.fees["individual"], "5000")
    go_to(assistant, LOGO)
    assistant.step.fields["logo"].take_file(tmp_path / "logo.png")
    go_to(assistant, PLACE)
    retype(assistant.step.fields["path"].target(), str(documents / "mine"))
    type_text(assistant.step.fields["backup_folder"].target(), str(tmp_path / "stick"))
    click(assistant.next_button)
    (file,) = founded
    association = the_association()
    assert file.path == documents / "mine.assoc"
    assert (association.name, association.country, association.currency) == ("Łódź & <b>Co</b>", "SN", "XOF")
    assert (association.season_start_month, association.backup_folder) == (7, str(tmp_path / "stick"))
    assert association.logo_id
    assert (Season.get().starts_on, Season.get().ends_on) == (DAY(2025, 7, 1), DAY(2026, 6, 30))
    assert {category.name: category.fee for category in categories()} == {
        "Individual": 5000, "Student": 0, "Institution": 0, "Corporate": 150_000, "Honorary": 0,
    }  # fmt: skip


def test_the_language_takes_effect_at_once(assistant, founded, qtbot):
    box = assistant.step.fields["language"].box
    box.setFocus()
    with qtbot.waitSignal(assistant.language_chosen) as chosen:
        press(box, Qt.Key.Key_Up)
    assert chosen.args == ["fr"]
    assert language() == "fr"
    qtbot.waitUntil(lambda: assistant.step.title.text() != "Welcome")
    name_it(assistant, country="sénégal")
    go_to(assistant, PLACE)
    click(assistant.next_button)
    assert "Individuel" in [category.name for category in categories()]
    assert the_association().language == "fr"


def test_nothing_is_lost_when_going_back(assistant):
    name_it(assistant)
    go_to(assistant, CATEGORIES)
    type_text(assistant.step.fields["categories"].fees["individual"], "not yet known")
    before = assistant.step.typed()
    for _page in range(CATEGORIES):
        click(assistant.back_button)
    assert assistant.place == 0
    go_to(assistant, NAME)
    assert assistant.step.values()["name"] == "Łódź & <b>Co</b>"
    go_to(assistant, CATEGORIES)
    assert assistant.step.typed() == before
    press(assistant.focusWidget(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert assistant.place == SEASON


def test_what_was_typed_is_there_the_next_time(assistant, qtbot, documents, draft, today):
    closed = []
    assistant.closed.connect(lambda: closed.append(True))
    name_it(assistant)
    press(assistant.focusWidget(), Qt.Key.Key_Escape)
    assert closed == [True]
    again = show_page(qtbot, FirstRun(today, documents, draft))
    go_to(again, NAME)
    assert again.step.values()["name"] == "Łódź & <b>Co</b>"


def test_the_draft_goes_when_the_file_is_made(assistant, founded, draft):
    name_it(assistant)
    go_to(assistant, PLACE)
    assert draft.read()
    click(assistant.next_button)
    assert draft.read() is None


@pytest.mark.parametrize(("field", "told"), [
    ("name", "The association needs a name."),
    ("country", "Choose the country: it gives currency, paper, dates and phones."),
    ("currency", "Choose the currency of your amounts."),
])  # fmt: skip
def test_name_country_and_currency_are_needed(assistant, field, told):
    name_it(assistant)
    retype(assistant.step.fields[field].target(), "")
    click(assistant.next_button)
    assert assistant.place == NAME
    assert message_at(assistant.step, field) == told


def test_a_country_shows_its_habits(assistant):
    name_it(assistant)
    assert assistant.step.values()["currency"] == "XOF"
    assert any("phones like" in text for text in texts_shown(assistant))
    retype(assistant.step.fields["country"].target(), "nowhere")
    click(assistant.next_button)
    assert message_at(assistant.step, "country") == "“nowhere” is not in the list."


def test_a_season_starts_on_a_day_that_every_year_has(assistant):
    name_it(assistant)
    go_to(assistant, SEASON)
    assistant.step.fields["month"].set_value(2)
    retype(assistant.step.fields["day"].target(), "29")
    click(assistant.next_button)
    assert message_at(assistant.step, "day") == "The season must start on a day that every year has."


def test_fees_and_categories_are_checked(assistant):
    name_it(assistant)
    go_to(assistant, CATEGORIES)
    field = assistant.step.fields["categories"]
    type_text(field.fees["student"], "12,5")
    click(assistant.next_button)
    assert message_at(assistant.step, "categories").startswith("“12,5” is not an amount.")
    assert field.fees["student"].hasFocus()
    retype(field.fees["student"], "-1")
    click(assistant.next_button)
    assert message_at(assistant.step, "categories") == "A fee is not negative."
    for key in [*field.value(), "student"]:
        tick(field.boxes[key])
    assert not field.fees["student"].isEnabled()
    click(assistant.next_button)
    assert (
        message_at(assistant.step, "categories") == "Choose at least one category; others can be added later."
    )


@pytest.mark.parametrize(("path", "told"), [
    ("", "Say where the file is kept."),
    ("{documents}/there", "A file of that name is there already. Choose another name, or open it."),
    ("{documents}/there.assoc/below", "This is not a folder: {documents}/there.assoc"),
    ("{documents}/" + "x" * 400, "The computer cannot keep a file of that name. Choose a shorter one."),
    ("only-a-name", "Choose the folder too, with “Choose…”."),
])  # fmt: skip
def test_places_where_no_file_can_be_kept(assistant, founded, documents, path, told):
    (documents / "there.assoc").write_text("somebody else's")
    name_it(assistant)
    go_to(assistant, PLACE)
    retype(assistant.step.fields["path"].target(), path.format(documents=documents))
    click(assistant.next_button)
    assert founded == []
    assert message_at(assistant.step, "path") == told.format(documents=documents)
    assert (documents / "there.assoc").read_text() == "somebody else's"


def test_a_backup_folder_that_cannot_be_written_to(assistant, founded, documents):
    (documents / "file").write_text("")
    name_it(assistant)
    go_to(assistant, PLACE)
    retype(assistant.step.fields["backup_folder"].target(), str(documents / "file" / "below"))
    click(assistant.next_button)
    assert founded == []
    assert message_at(assistant.step, "backup_folder").startswith("Backups cannot be written to this folder.")


def test_the_proposed_file_follows_the_name_until_another_was_chosen(assistant, documents):
    name_it(assistant, "First / name")
    go_to(assistant, PLACE)
    assert assistant.step.values()["path"] == str(documents / "First name.assoc")
    for _page in range(PLACE - NAME):
        click(assistant.back_button)
    retype(assistant.step.fields["name"].target(), "x" * 10_000)
    go_to(assistant, PLACE)
    assert assistant.step.values()["path"] == str(documents / f"{'x' * 80}.assoc")
    retype(assistant.step.fields["path"].target(), str(documents / "mine.assoc"))
    click(assistant.back_button)
    click(assistant.next_button)
    assert assistant.step.values()["path"] == str(documents / "mine.assoc")


def test_the_example_is_one_click_away(assistant, qtbot):
    with qtbot.waitSignal(assistant.example_wanted):
        click(button(assistant, "Explore the example"))


@pytest.mark.parametrize("text_size", [100, 150, 175])
def test_every_page_fits_in_french_and_large(qtbot, qapp, documents, today, text_size, theme):
    speak("fr")
    theme("dark", text_size)
    assistant = show_page(qtbot, FirstRun(today, documents))
    for place in range(len(STEPS)):
        assert assistant.place == place
        assert assistant.minimumSizeHint().width() <= 1093
        assert assistant.step._scroll.horizontalScrollBar().maximum() == 0
        if place == NAME:
            assistant.step.fields["name"].set_value("<b>" + "y" * 2000)
            assistant.step.fields["country"].set_value("CM")
            assistant.step.fields["currency"].set_value("XAF")
        assert labels_that_read_markup(assistant, "<b>") == []
        if place + 1 < len(STEPS):
            click(assistant.next_button)
