"""The papers, read back: everything held on one member, the certificate, the list for the board."""

import base64
import datetime
import json

import pytest

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import identity_of, save_identity
from assoc_desktop.members.consents import save_consent
from assoc_desktop.members.custom_fields import save_custom_field
from assoc_desktop.members.data import ContactData
from assoc_desktop.members.duplicates.merging import merge
from assoc_desktop.members.duplicates.proposing import merged
from assoc_desktop.members.erasing.documents.certificate import certificate_of
from assoc_desktop.members.erasing.documents.disclosure import disclosure
from assoc_desktop.members.erasing.documents.erased_list import erased_list
from assoc_desktop.members.erasing.rules.applying import erase
from assoc_desktop.members.erasing.rules.backups import backups_with_the_past, delete_backups, kept_until
from assoc_desktop.members.erasing.rules.disclosing import as_json, held_on, references_to_members
from assoc_desktop.members.erasing.rules.planning import plan_erasing
from assoc_desktop.members.erasing.rules.retention import Gone
from assoc_desktop.members.households import HouseholdData, save_household
from assoc_desktop.members.records import NotSame
from assoc_desktop.members.rules import read_member
from assoc_desktop.pdf.flowing import FlowingPaper, Letterhead
from assoc_desktop.storage import attachment
from assoc_desktop.storage.backup import Backup, make_backup
from assoc_desktop.storage.history import operation
from tests.members.cards.faces import picture
from tests.pdf.reading import reader, words

DAY = datetime.date(2026, 3, 1)


def read_texts(pdf):
    """The texts of the pages, each on one line."""
    return [" ".join(words(pdf, page).split()) for page in range(len(reader(pdf).pages))]


@pytest.fixture
def zaina(save, today):
    """Somebody who stands in many places, and another person beside her in two of them."""
    library = save(
        kind="institution", name="Library of Examples",
        contacts=[ContactData(given_name="Zaïnabou", family_name="Kwitcheu", main=True)],
    )  # fmt: skip
    field = save_custom_field("Hobby", "yes_no").id
    member = save(
        family_name="Kwitcheu", given_name="Zaïnabou", birth_date=datetime.date(1961, 7, 23), languages="fr",
        phones=["+237677123456"], emails=["zaina@example.org"], notes="First line\nsecond line", joined_on=DAY,
        employer_id=library, custom={field: "1"}, photo_id=attachment.add(picture(), "image/jpeg"),
    )  # fmt: skip
    neighbour = save(family_name="Secretneighbour", given_name="Ali", notes="Knows Zaïnabou Kwitcheu")
    save_consent(member, "photo", False, DAY, "paper form", today=today)
    save_household(HouseholdData("The house on the hill", [member, neighbour], member))
    with operation("Not the same"):
        NotSame.create(member=min(member, neighbour), other=max(member, neighbour))
    return member


def test_everything_is_on_the_paper(zaina, today):
    text = " ".join(read_texts(disclosure(held_on(zaina, today=today), "en")))
    for told in (
        "What is kept on Zaïnabou Kwitcheu", "Example association", "23/07/1961", "6 77 12 34 56", "zaina@example.org",
        "second line", "Library of Examples", "Hobby yes", "Photo on cards and lists", "refused", "paper form",
        "The house on the hill", "A photo is kept", "Contact person on: Library of Examples",
        "Mentioned on: the page of another member", "Add Zaïnabou Kwitcheu",
    ):  # fmt: skip
        assert told in text, told
    assert "Secretneighbour" not in text


def test_in_french(zaina, today):
    text = " ".join(read_texts(disclosure(held_on(zaina, today=today), "fr")))
    for told in ("Ce qui est conservé sur Zaïnabou Kwitcheu", "Date de naissance", "refusé", "Historique"):
        assert told in text, told


def test_the_json_is_complete(zaina, today):
    told = json.loads(as_json(held_on(zaina, today=today)))
    assert told["form"] == "assoc-desktop disclosure 1"
    assert told["association"] == {"name": "Example association", "currency": "XAF"}
    assert told["made_on"] == "2026-05-14"
    tables = told["tables"]
    assert tables["member"][0]["birth_date"] == "1961-07-23"
    assert tables["member"][0]["employer_id_name"] == "Library of Examples"
    assert "search_text" not in tables["member"][0]
    assert [row["number"] for row in tables["phone"]] == ["+237677123456"]
    assert tables["consent"][0]["source"] == "paper form"
    assert tables["household_member"][0]["household_id_name"] == "The house on the hill"
    assert told["pointing"] != []
    assert {each["kind"] for each in told["mentioned"]} == {"contact", "text"}
    assert "Add Zaïnabou Kwitcheu" in [each["what"] for each in told["history"]]
    ((sha256, photo),) = told["attachments"].items()
    assert base64.b64decode(photo["base64"]) == attachment.read(sha256) == picture()
    assert "Secretneighbour" not in json.dumps(told["tables"], ensure_ascii=False)


def test_the_history_of_who_was_brought_into_them_is_told_too(zaina, save, today, conventions):
    other = save(given_name="Zaï", family_name="Tchamba", town="Kribi")
    data = merged(read_member(zaina), read_member(other))
    merge(zaina, other, data, today=today, conventions=conventions)
    held = held_on(zaina, today=today)
    history = json.loads(as_json(held))["history"]
    added = [
        each["values"].get("town")
        for each in history
        if (each["table"], each["kind"]) == ("member", "inserted")
    ]
    assert [None, "Kribi"] in added
    assert "Add Zaï Tchamba" in " ".join(read_texts(disclosure(held, "en")))


def test_every_reference_is_found(file):
    found = set(references_to_members())
    assert {
        ("phone", "member_id", True),
        ("household", "payer_id", False),
        ("not_same", "other_id", False),
    } <= found
    assert ("member", "employer_id", False) in found


def test_little_is_told_of_who_has_little(save, today):
    held = held_on(save(family_name="Nobody"), today=today)
    assert list(held.tables) == ["member"]
    assert (held.pointing, held.mentioned, held.photos) == ({}, [], {})
    assert "Elsewhere" not in " ".join(read_texts(disclosure(held, "en")))


def test_the_certificate_in_its_receivers_language(zaina, file, today, conventions):
    association = the_association()
    save_identity(identity_of(association), logo=attachment.add(picture(kind="PNG"), "image/png"))
    folder = the_association().folder_for_backups(file.path)
    make_backup(file.path, folder, at=datetime.datetime(2026, 4, 1, 12))
    plan = plan_erasing(zaina, today=today, conventions=conventions)
    assert plan.language == "fr"
    assert plan.goes[1] == "Birth date"
    done = erase([zaina], today=today, mentions={mention.key for mention in plan.mentions})
    text = " ".join(read_texts(certificate_of(plan, done, backups_with_the_past(file.path), today=today)))
    for told in (
        "Attestation d’effacement", "Zaïnabou Kwitcheu", "14 mai 2026", "Date de naissance",
        "2 mentions sur les pages d’autres", "Sauvegarde du 01/04/2026", "Pour l’association",
    ):  # fmt: skip
        assert told in text, told
    assert "Erased" not in text


def test_a_certificate_without_backups(save, file, today, conventions):
    ali = save(family_name="Diop", given_name="Ali", languages="en")
    plan = plan_erasing(ali, today=today, conventions=conventions)
    text = " ".join(read_texts(certificate_of(plan, erase([ali], today=today), [], today=today)))
    assert "Certificate of erasure" in text
    assert "Backup" not in text
    assert "mention" not in text


def test_backups_and_how_long_they_are_kept(file, tmp_path):
    folder = the_association().folder_for_backups(file.path)
    first = make_backup(file.path, folder, at=datetime.datetime(2026, 4, 1, 12))
    special = make_backup(file.path, folder, reason="before-import", at=datetime.datetime(2026, 4, 2, 12))
    assert backups_with_the_past(file.path) == [special, first]
    assert kept_until(special) == datetime.date(2027, 4, 3)
    assert kept_until(Backup(tmp_path, datetime.datetime(2026, 1, 1), "")) == datetime.date(2027, 2, 8)
    delete_backups([first, special])
    assert list(folder.iterdir()) == []


def test_the_list_for_the_board(file, today):
    gone = [Gone(1, "0412", "person", "Diop Ali", "resigned", datetime.date(2010, 2, 1))]
    text = " ".join(read_texts(erased_list(gone, today=today)))
    for told in ("Anciennes fiches effacées", "0412", "Diop Ali", "01/02/2010"):
        assert told in text, told


def test_a_long_paper_goes_on_on_the_next_page(file):
    paper = FlowingPaper("Title", Letterhead("Example", ("Street",)), "en")
    for number in range(60):
        paper.heading(f"Part {number}")
        paper.pairs([("A caption that is long enough for several lines " * 2, f"value {number} " * 30)])
        paper.point("A point " * 40)
    pages = read_texts(paper.finish())
    assert len(pages) > 3
    assert "Part 59" in pages[-1]
    assert f"Page 2 of {len(pages)}" in pages[1]
