"""Every list and every document, walked over with one member who refuses everything and one who was never asked."""

import csv
import io
import json
from pathlib import Path

import pytest

from assoc_desktop.association.records import present_season
from assoc_desktop.cli.parser import run
from assoc_desktop.members import listing
from assoc_desktop.members.cards.design import CardDesign
from assoc_desktop.members.cards.rules import faces_for
from assoc_desktop.members.consents import PURPOSES, save_consent
from assoc_desktop.members.exporting.columns import all_keys
from assoc_desktop.members.exporting.directory import directory_entries
from assoc_desktop.members.exporting.writing import Export, write_export
from assoc_desktop.members.memberships import enrol
from assoc_desktop.members.rules import category_named
from assoc_desktop.members.tab.columns import REFUSED_MARK
from assoc_desktop.refusals import Refused
from assoc_desktop.storage import attachment
from tests.members.cards.faces import picture

HOUSE = Path(listing.__file__).parents[1]
PHONES = {"Bâ": "+237670000001", "Mbarga": "+237670000002"}


@pytest.fixture
def season(file, today):
    return present_season(today)


@pytest.fixture
def members(save, season, today):
    """Awa refuses everything, Léa was not asked."""
    photo = attachment.add(picture(), "image/jpeg")
    ids = {
        family: save(
            family_name=family, given_name="A", photo_id=photo, phones=[phone], joined_on=today,
            emails=[f"{family[0].lower()}@example.org"],
        )
        for family, phone in PHONES.items()
    }  # fmt: skip
    enrol(list(ids.values()), season, category_named("Individual"))
    for purpose in PURPOSES:
        save_consent(ids["Bâ"], purpose, False, today, today=today)
    return ids


def test_cards_show_the_photos_of_those_who_do_not_refuse(members, season):
    photos = {
        face.name: face.photo
        for face in faces_for(season, list(members.values()), CardDesign(name="Example"))
    }
    assert photos == {"A Bâ": None, "A Mbarga": picture()}


def test_the_office_sees_phone_and_email_with_a_mark(members, season, today):
    rows = listing.rows(list(members.values()), season_id=season.id, today=today)
    assert [row.refuses for row in rows] == [frozenset(PURPOSES), frozenset()]
    assert [(row.phone, row.email) for row in map(listing.usable, rows)] == [
        ("", ""),
        ("+237670000002", "m@example.org"),
    ]


def test_an_exported_list_has_neither(desk, members, season, tmp_path):
    path = tmp_path / "list.csv"
    export = Export(list(members.values()), all_keys(), season.id)
    write_export(path, export, today=desk.today(), conventions=desk.conventions)
    text = path.read_text(encoding="utf-8-sig")
    assert "+237670000002" in text
    assert "m@example.org" in text
    assert "670000001" not in text
    assert "b@example.org" not in text
    assert REFUSED_MARK not in text


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_the_command(file, members, capsys, form):
    path = file.path
    file.close()
    assert run(["members", str(path), "--format", form]) == 0
    told = capsys.readouterr().out
    if form == "table":
        assert "b@example.org (not to be used)" in told or "b@example.org (à ne pas utiliser)" in told
        return
    if form == "csv":
        emails = [row[6] for row in csv.reader(io.StringIO(told))][1:]
    else:
        emails = [row["email"] for row in json.loads(told)]
    assert emails == ["", "m@example.org"]


def test_address_cards_have_neither(file, members, tmp_path, today, conventions):
    path = tmp_path / "list.vcf"
    export = Export(list(members.values()))
    write_export(path, export, today=today, conventions=conventions)
    text = path.read_text("utf-8")
    assert text.count("PHOTO") == text.count("TEL") == text.count("EMAIL") == 1
    assert "m@example.org" in text


def test_the_directory_has_only_who_agreed(members, today):
    with pytest.raises(Refused, match="Nobody of them agreed"):
        directory_entries(list(members.values()), today=today)
    save_consent(members["Bâ"], "directory", True, today, today=today)
    ((name, lines),) = [
        (each.name, each.lines) for each in directory_entries(list(members.values()), today=today)
    ]
    assert name == "Bâ A"
    assert lines == ()


#: Folder of documents → how it keeps to what members refuse. A new one has to be thought of, and tested above.
DOCUMENTS = {
    "benefits": "what the dues bought, for the member, without photo, phone and e-mail",
    "benefits/fund": "the letter with a decision, for the member, without photo, phone and e-mail",
    "listening": "conversations for the office, without photo, phone and e-mail",
    "listening/lapsed": "call sheets, without the telephone of who refuses calls",
    "listening/prospects": "invitations by post, without photo, phone and e-mail",
    "listening/retention": "counts, and nobody's photo or phone",
    "members/cards": "photos of those who do not refuse; the list of signatures has neither photo nor phone",
    "members/exporting": "the directory: who agreed, without phones and e-mails that are refused",
    "members/statistics": "counts, and nobody's photo or phone",
    "members/erasing": "papers for the person, and the list of names for the board",
    "surveys": "forms to fill in, with name and number only where answers carry names",
    "treasury": "receipts for who paid, without photo, phone and e-mail",
    "treasury/cashbook": "papers of the books, without photo, phone and e-mail",
    "treasury/desk": "the slip of a refund for who gets it, without photo, phone and e-mail",
    "treasury/dues": "the statement for the member, without photo, phone and e-mail",
    "treasury/reminders": "letters, and a list for hand delivery without phones that are refused",
    "treasury/reports": "reports of the books, without photo, phone and e-mail",
}


def test_every_document_is_thought_of():
    folders = {
        path.parent.relative_to(HOUSE).as_posix()
        for path in HOUSE.rglob("documents")
        if (path / "__init__.py").exists()
    }
    assert folders == set(DOCUMENTS)
