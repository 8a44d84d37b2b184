"""Who the association is, its seasons and its backups, by real keys and clicks."""

import datetime
import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from assoc_desktop.association.forms import BackupsPane, IdentityPage, SeasonsPane, habits, month_choices
from assoc_desktop.association.records import Season, the_association
from assoc_desktop.association.rules import add_season
from assoc_desktop.language import speak
from assoc_desktop.storage import attachment, backup
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from tests.screens import (
    answer,
    button,
    click,
    dialog_over,
    labels_that_read_markup,
    make_desk,
    message_at,
    press,
    retype,
    show_page,
    texts_shown,
    type_text,
)

DAY = datetime.date


@pytest.fixture
def desk(file, tmp_path, today, qapp):
    return make_desk(file, tmp_path, today)


@pytest.fixture
def shown(qtbot):
    return lambda page: show_page(qtbot, page)


@pytest.fixture
def identity(desk, shown):
    return shown(IdentityPage(desk, lambda pattern, day: f"{pattern} in {day.year}"))


def test_the_identity_is_shown_and_unchanged(identity):
    assert not identity.is_changed()
    assert identity.values()["country"] == "CM"
    assert "The next number would be #### in 2026." in texts_shown(identity)
    assert any(
        text.startswith("Amounts like FCFA15,000, dates like 14/05/2026") for text in texts_shown(identity)
    )


def test_details_are_saved_as_one_operation_and_undone(identity):
    retype(identity.fields["name"].target(), "Łódź <b>association</b>")
    type_text(identity.fields["town"].target(), "Yaoundé")
    type_text(identity.fields["email"].target(), "office@example.org")
    press(identity.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    association = the_association()
    assert (association.name, association.town) == ("Łódź <b>association</b>", "Yaoundé")
    assert association.card_key
    undo(last_undoable().id)
    assert the_association().name == "Example association"


@pytest.mark.parametrize(("field", "text", "told"), [
    ("name", "", "The association needs a name."),
    ("email", "nobody", "“nobody” is not an e-mail address."),
    ("number_pattern", "no number", "The pattern needs one row"),
    ("country", "Nowhere", "“Nowhere” is not in the list."),
    ("currency", "shells", "“shells” is not in the list."),
    ("season_start_day", "32", "Write a number from 1 to 31."),
])  # fmt: skip
def test_what_cannot_be_kept_is_told_beside_its_field(identity, field, text, told):
    retype(identity.fields[field].target(), text)
    click(identity.save_button)
    assert message_at(identity, field).startswith(told)
    assert the_association().name == "Example association"


def test_a_season_on_a_day_that_some_years_lack_is_told(identity):
    identity.fields["season_start_month"].set_value(2)
    retype(identity.fields["season_start_day"].target(), "29")
    click(identity.save_button)
    assert message_at(identity, "season_start_month") == "The season must start on a day that every year has."


def test_the_next_number_follows_the_pattern_while_it_is_typed(identity, qtbot):
    retype(identity.fields["number_pattern"].target(), "YYYY-###")
    qtbot.waitUntil(lambda: "The next number would be YYYY-### in 2026." in texts_shown(identity))
    retype(identity.fields["number_pattern"].target(), "none")
    qtbot.waitUntil(lambda: "This pattern gives no numbers yet." in texts_shown(identity))


def test_another_country_brings_its_currency_and_habits(identity):
    retype(identity.fields["country"].target(), "senegal")
    press(identity.fields["country"].target(), Qt.Key.Key_Tab)
    identity.fields["country"].changed.emit()
    assert identity.fields["currency"].value() == "XOF"


def test_logo_and_signature_are_kept_small_and_clean(identity, tmp_path):
    content = io.BytesIO()
    Image.new("RGBA", (3000, 900), (9, 9, 9, 0)).save(content, "PNG")
    (tmp_path / "logo.png").write_bytes(content.getvalue())
    identity.fields["logo"].take_file(tmp_path / "logo.png")
    click(identity.save_button)
    kept = Image.open(io.BytesIO(attachment.read(the_association().logo_id)))
    assert (kept.size, kept.mode) == ((1200, 360), "RGBA")
    assert the_association().signature_id is None


def test_the_desk_follows_the_country(identity, desk):
    identity.fields["country"].set_value("SN")
    identity.fields["currency"].set_value("XOF")
    click(identity.save_button)
    assert (desk.conventions.country, desk.conventions.currency, desk.conventions.language) == (
        "SN",
        "XOF",
        "en",
    )


def test_a_page_knows_when_the_file_holds_something_else(identity):
    assert not identity.is_stale()
    retype(identity.fields["name"].target(), "Other")
    click(identity.save_button)
    assert not identity.is_stale()
    undo(last_undoable().id)
    assert identity.is_stale()


@pytest.fixture
def seasons(desk, shown):
    pane = shown(SeasonsPane(desk, lambda: {Season.get().id: 1234}))
    pane.show_again()
    return pane


def rows(pane):
    model = pane.table.model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_seasons_are_listed_with_their_memberships(seasons):
    assert rows(seasons) == [["2026", "01/01/2026", "31/12/2026", "1,234", "Now"]]


def test_the_next_season_is_proposed_and_added(seasons):
    click(button(seasons, "Add the next season…"))
    form = dialog_over(seasons).page
    assert form.values() == {"label": "2027", "starts_on": DAY(2027, 1, 1), "ends_on": DAY(2027, 12, 31)}
    click(form.save_button)
    assert [row[0] for row in rows(seasons)] == ["2027", "2026"]


def test_a_season_that_nobody_is_enrolled_for_is_changed(seasons):
    add_season("2027", DAY(2027, 1, 1), DAY(2027, 12, 31))
    seasons.show_again()
    seasons.table.select_id(Season.get(Season.label == "2027").id)
    click(button(seasons, "Change…"))
    form = dialog_over(seasons).page
    assert form.values() == {"label": "2027", "starts_on": DAY(2027, 1, 1), "ends_on": DAY(2027, 12, 31)}
    retype(form.fields["label"].target(), "Year 2027")
    click(form.save_button)
    assert [row[0] for row in rows(seasons)] == ["Year 2027", "2026"]


def test_a_season_with_memberships_stays_as_it_is(seasons):
    seasons.table.select_id(Season.get().id)
    assert not button(seasons, "Change…").isEnabled()


@pytest.mark.parametrize(("field", "text", "told"), [
    ("label", "2026", "There is a season named 2026 already."),
    ("starts_on", "", "A season needs its first and its last day."),
    ("ends_on", "01/01/2020", "The season must end after it starts."),
    ("starts_on", "31/12/2026", "These dates overlap the season 2026."),
])  # fmt: skip
def test_seasons_that_cannot_be(seasons, field, text, told):
    click(button(seasons, "Add the next season…"))
    form = dialog_over(seasons).page
    retype(form.fields[field].target(), text)
    click(form.save_button)
    assert message_at(form, field) == told
    assert Season.select().count() == 1


@pytest.fixture
def backups(desk, shown):
    pane = shown(BackupsPane(desk))
    pane.show_again()
    return pane


def test_a_backup_is_made_listed_and_verified(backups, desk, qtbot):
    with qtbot.waitSignal(desk.told):
        click(button(backups, "Back up now"))
    ((_when, why, size, state),) = rows(backups.list)
    assert (why, state) == ("Daily", "Verified when made")
    assert size.endswith(" kB")
    click(button(backups, "Verify all"))
    qtbot.waitUntil(lambda: rows(backups.list)[0][3] == "Verified now")


def test_a_spoiled_backup_is_found(backups, desk, qtbot):
    made = backup.make_backup(desk.path, backup.default_folder(desk.path), reason="before-import")
    with made.path.open("r+b") as file:
        file.seek(2000)
        file.write(b"spoiled")
    other = backup.make_backup(
        desk.path, backup.default_folder(desk.path), reason="other", at=datetime.datetime(2026, 1, 1)
    )
    backup.checksum_of(other).unlink()
    backups.show_again()
    assert [row[1:] for row in rows(backups.list)][1][0::2] == ["other", "Not verified"]
    click(button(backups, "Verify all"))
    qtbot.waitUntil(lambda: [row[3] for row in rows(backups.list)] == ["Damaged", "Not verified"])
    assert rows(backups.list)[0][1] == "Before an import"


def test_backups_go_to_another_folder(backups, tmp_path, qtbot, desk):
    assert not backups.keep_folder.isEnabled()
    retype(backups.folder.line, str(tmp_path / "stick"))
    click(backups.keep_folder)
    assert the_association().backup_folder == str(tmp_path / "stick")
    assert "Backups go to this folder from now on." in texts_shown(backups)
    with qtbot.waitSignal(desk.told):
        click(button(backups, "Back up now"))
    assert len(list((tmp_path / "stick").glob("*.assoc"))) == 1


def test_a_folder_that_cannot_be_written_to_is_refused(backups, tmp_path):
    (tmp_path / "file").write_text("")
    retype(backups.folder.line, str(tmp_path / "file" / "below"))
    texts = answer("Close")
    click(backups.keep_folder)
    assert "cannot be used" in texts[1]
    assert the_association().backup_folder == ""


def test_a_folder_that_is_not_there_yet_is_told(backups):
    texts = answer("Close")
    click(button(backups, "Open the folder"))
    assert "There is no backup yet" in texts[1]


def test_what_a_country_brings_is_said_by_examples(today):
    assert habits("CM", "XAF", today) == (
        "Amounts like FCFA15,000, dates like 14/05/2026, phones like 2 22 12 34 56, A4 paper."
    )
    assert habits("US", "USD", today).endswith("Letter paper.")
    assert "phones" not in habits("AQ", "USD", today)


def test_the_calendar_year_is_named(qapp):
    assert month_choices()[0] == (1, "January (calendar year)")
    speak("fr")
    assert month_choices()[6] == (7, "juillet")


def test_no_label_reads_markup(identity, desk, shown):
    retype(identity.fields["name"].target(), "<b>name</b>")
    click(identity.save_button)
    again = shown(IdentityPage(desk, lambda _pattern, _day: "<b>"))
    assert labels_that_read_markup(again, "<b>") == []
