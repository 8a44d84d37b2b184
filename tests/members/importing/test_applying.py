"""Carrying an import out: one operation, numbers, employers, photos, and what could not go in."""

import base64
import csv
import io

import pytest
from PIL import Image

from assoc_desktop.association.records import the_association
from assoc_desktop.exchange import open_table
from assoc_desktop.members.importing.mapping import guess_mapping
from assoc_desktop.members.importing.rules import ADD, SKIP, UPDATE, apply, dry_run, write_rejected
from assoc_desktop.members.records import (
    INSTITUTION,
    CustomField,
    CustomValue,
    ImportProfile,
    Member,
    Membership,
)
from assoc_desktop.members.rules import read_member
from assoc_desktop.refusals import Cancelled, Refused
from assoc_desktop.storage import attachment, backup, undo
from assoc_desktop.storage.history import Operation, history_of

FULL = (
    "Code;Nom;Prénom;Né le;Courriel;Tél;Ville;Mots-clés;Notes\n"
    "X1;Ba;Awa;01/02/1980;awa@example.org;699123456;Kribi;Bureau, Jury;note\n"
    "X2;Ka;Jo;;;;Buea;bureau;\n"
    ";Ma;Li;;li@;demander;;;\n"
    ";;;;;;Edéa;;\n"
)


def members():
    return {member.full_name: member for member in Member.select()}


def test_members_are_written_with_all_that_belongs_to_them(take):
    outcome = take(FULL)
    assert (outcome.added, outcome.changed, outcome.enrolled) == (3, 0, 0)
    awa = read_member(members()["Awa Ba"].id)
    assert awa.birth_date.isoformat() == "1980-02-01"
    assert awa.phones == ["+237699123456"]
    assert awa.emails == ["awa@example.org"]
    assert awa.tags == ["Bureau", "Jury"]
    assert awa.notes == "note"
    field = CustomField.get(CustomField.name == "Code")
    assert awa.custom == {field.id: "X1"}
    assert read_member(members()["Jo Ka"].id).tags == ["Bureau"]
    assert members()["Awa Ba"].sort_name == "ba awa"
    assert "237699123456" in members()["Awa Ba"].search_text
    li = read_member(members()["Li Ma"].id)
    assert "li@" in li.notes
    assert "demander" in li.notes


def test_it_is_one_operation_with_a_verified_backup_before(take, file):
    before = Operation.select().count()
    outcome = take(FULL)
    assert Operation.select().count() == before + 2  # the mapping is remembered besides
    operation = Operation.get_by_id(outcome.operation_id)
    assert str(operation) == "Import 3 members from list.csv"
    assert outcome.backup.exists()
    (found,) = backup.backups_in(backup.default_folder(file.path), file.path.stem)
    assert found.reason == "before-import"
    assert history_of(members()["Awa Ba"].id)[0].operation == operation


def test_the_backup_goes_where_the_association_wants_it(take, tmp_path, file):
    association = the_association()
    association.backup_folder = str(tmp_path / "stick")
    association.save()
    assert take(FULL).backup.parent == tmp_path / "stick"


def test_nothing_is_written_when_the_backup_fails(plan, tmp_path, today):
    (tmp_path / "blocked").write_text("a file where the folder should be")
    association = the_association()
    association.backup_folder = str(tmp_path / "blocked")
    association.save()
    with pytest.raises(Refused):
        apply(plan(FULL), today=today)
    assert Member.select().count() == 0


def test_undoing_puts_everything_back_and_keeps_the_mapping(take, everything):
    before = everything()
    outcome = take(FULL, season="2026", category="Individual")
    assert outcome.enrolled == 3
    assert everything() != before
    undo(outcome.operation_id)
    assert everything() == before
    assert ImportProfile.select().count() == 1


def test_cancelling_takes_everything_back(plan, everything, today, cancelling):
    made = plan(FULL)
    before = everything()
    for stop_at in range(2):
        with pytest.raises(Cancelled):
            apply(made, today=today, progress=cancelling(stop_at))
        assert everything() == before


def test_progress_ends_with_all_rows(plan, today):
    told = []
    apply(plan(FULL), today=today, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (3, 3)


def test_an_import_that_changes_nothing_leaves_no_trace(take):
    take(FULL)
    count = Operation.select().count()
    outcome = take(FULL)
    assert outcome.operation_id is None
    assert (outcome.added, outcome.changed) == (0, 0)
    assert Operation.select().count() == count


def test_new_members_get_numbers_in_the_order_of_the_list(take):
    take("Nom;Prénom\nZo;Awa\nAb;Jo\n")
    take("Nom;Prénom\nMa;Li\n")
    assert {m.family_name: m.number for m in Member.select()} == {"Zo": "0001", "Ab": "0002", "Ma": "0003"}


def test_numbers_that_the_list_brings_are_kept_and_never_given_again(take):
    take("N° adhérent;Nom;Prénom\n;Ba;Awa\n0002;Ka;Jo\n;Ma;Li\n;Na;Lu\n")
    assert {m.family_name: m.number for m in Member.select()} == {
        "Ba": "0001", "Ka": "0002", "Ma": "0003", "Na": "0004",
    }  # fmt: skip


def test_numbers_by_year_follow_the_year_of_joining(take):
    association = the_association()
    association.number_pattern = "YYYY-###"
    association.save()
    take("Nom;Prénom;Date d'adhésion\nBa;Awa;01/02/2020\nKa;Jo;\nMa;Li;05/06/2020\n")
    assert {m.family_name: m.number for m in Member.select()} == {
        "Ba": "2020-001", "Ka": "2026-001", "Ma": "2020-002",
    }  # fmt: skip


def test_prospects_get_no_number_until_they_join(take):
    take("Nom;Prénom;Prospect depuis\nBa;Awa;01/02/2020\nKa;Jo;\n")
    assert {m.family_name: m.number for m in Member.select()} == {"Ba": None, "Ka": "0001"}


def test_members_are_enrolled_by_the_category_of_their_row(take):
    outcome = take(
        "Nom;Prénom;Catégorie\nBa;Awa;Student\nKa;Jo;\nMa;Li;Life\n", season="2026", category="Individual"
    )
    assert outcome.enrolled == 3
    found = {m.member.family_name: (m.category.name, m.fee_due, m.ends_on) for m in Membership.select()}
    assert found["Ba"][:2] == ("Student", 5000)
    assert found["Ka"][:2] == ("Individual", 5000)
    assert found["Ma"] == ("Life", 0, None)


def test_changes_are_written_and_nothing_else(take, save):
    member_id = save(
        family_name="Ba", given_name="Awa", town="Kribi", phones=["699123456"], notes="old", tags=["Jury"],
        emails=["awa@example.org"],
    )  # fmt: skip
    text = "Nom;Prénom;Courriel;Tél;Ville;Mots-clés;Notes;Code\nBa;Awa;awa@example.org;677889900;;Bureau;new;X1\n"
    outcome = take(text)
    assert (outcome.added, outcome.changed) == (0, 1)
    data = read_member(member_id)
    assert data.town == "Kribi"
    assert data.phones == ["+237699123456", "+237677889900"]
    assert data.notes == "old\nnew"
    assert data.tags == ["Bureau", "Jury"]
    assert list(data.custom.values()) == ["X1"]
    changed = {
        change.table for change in history_of(member_id) if change.operation.id == outcome.operation_id
    }
    assert changed == {"member", "phone", "member_tag", "custom_value"}
    assert "677889900" in Member.get_by_id(member_id).search_text


def test_changed_values_of_custom_fields_and_contacts(take):
    text = "Code;Établissement;Ville;Livres;Responsable;Tél du responsable\nX1;BN;Kribi;{};{};{}\n"
    take(text.format(5, "Awa Ba", ""))
    assert take(text.format(7, "Awa Ba", "699123456")).changed == 1
    (member,) = Member.select()
    assert [value.value for value in CustomValue.select().order_by(CustomValue.value)] == ["7", "X1"]
    (contact,) = read_member(member.id).contacts
    assert (contact.phone, contact.main) == ("+237699123456", True)


def test_decisions_on_duplicates_are_obeyed(plan, save, today):
    for action, (count, town) in {
        SKIP: (1, "Kribi"), UPDATE: (1, "Buea"), ADD: (2, "Buea"),
    }.items():  # fmt: skip
        if not Member.select().count():
            save(family_name="Ba", given_name="Awa", town="Kribi")
        made = plan("Nom;Prénom;Ville;Profession\nBa;Awa;Buea;x\n")
        if action == ADD:
            made = plan("Nom;Prénom;Ville;Profession\nBa;Awa;Edéa;y\n")
        made.decide(made.with_status("duplicate"), action)
        apply(made, today=today)
        assert Member.select().count() == count
        assert Member.select().order_by(Member.id).get().town == town


def test_a_row_that_repeats_another_may_complete_it(plan, today):
    made = plan("Nom;Prénom;Ville;Tél\nBa;Awa;Kribi;\nBa;Awa;;699123456\n")
    assert made.decide(made.with_status("duplicate"), UPDATE) == 1
    assert apply(made, today=today).added == 1
    (member,) = Member.select()
    assert member.town == "Kribi"
    assert read_member(member.id).phones == ["+237699123456"]


def test_a_row_that_should_complete_one_that_is_passed_over_is_added(plan, today):
    made = plan("Nom;Prénom;Ville;Tél\nBa;Awa;Kribi;\nBa;Awa;Buea;699123456\n")
    made.decide(made.with_status("new"), SKIP)
    made.decide(made.with_status("duplicate"), UPDATE)
    assert apply(made, today=today).added == 1
    assert Member.get().town == "Buea"


def test_two_updates_of_one_member_are_both_kept(plan, save, today):
    member_id = save(family_name="Ba", given_name="Awa", emails=["a@example.org", "b@example.org"])
    made = plan(
        "Nom;Prénom;Courriel;Ville;Tél\nBa;Awa;a@example.org;Buea;\nBa;Awa;b@example.org;;699123456\n"
    )
    made.decide(made.with_status("duplicate"), UPDATE)
    assert apply(made, today=today).changed == 1
    data = read_member(member_id)
    assert (data.town, data.phones) == ("Buea", ["+237699123456"])


def test_employers_of_the_same_list_are_tied(take):
    text = (
        "Type de membre;Nom;Prénom;Employeur\nPersonne;Ba;Awa;Bibliothèque X\nInstitution;Bibliothèque X;;\n"
    )
    outcome = take(text)
    assert outcome.added == 2
    awa = members()["Awa Ba"]
    assert awa.employer == members()["Bibliothèque X"]
    assert take(text).operation_id is None


def test_an_employer_that_was_passed_over_is_kept_in_the_notes(plan, save, today):
    text = (
        "Type de membre;Nom;Prénom;Employeur;Ville\nPersonne;Ba;Awa;Centre X;\nInstitution;Centre X;;;Kribi\n"
    )
    made = plan(text)
    made.decide([row for row in made.rows if row.data.kind == INSTITUTION], SKIP)
    apply(made, today=today)
    (awa,) = Member.select()
    assert awa.employer is None
    assert "centre x" in awa.notes.lower()


def test_a_known_member_gets_an_employer_of_the_same_list(take, save):
    save(family_name="Ba", given_name="Awa", emails=["a@example.org"])
    take(
        "Type de membre;Nom;Prénom;Employeur;Courriel\nPersonne;Ba;Awa;Centre X;a@example.org\nInstitution;Centre X;;;\n"
    )
    assert members()["Awa Ba"].employer == members()["Centre X"]


def _card(content):
    photo = base64.b64encode(content).decode()
    return f"BEGIN:VCARD\nVERSION:3.0\nN:Ba;Awa\nEMAIL:a@example.org\nPHOTO;ENCODING=b:{photo}\nEND:VCARD\n"


@pytest.fixture
def take_card(file, tmp_path, today):
    """Import one card that carries these bytes as its photo."""

    def take_card_(content):
        path = tmp_path / "cards.vcf"
        path.write_text(_card(content))
        read = open_table(path)
        return apply(dry_run(read, guess_mapping(read), today=today), today=today)

    return take_card_


def _picture():
    content = io.BytesIO()
    Image.new("RGB", (40, 50), "red").save(content, "PNG")
    return content.getvalue()


def test_photos_of_cards_are_kept_once(take_card, save):
    assert take_card(_picture()).added == 1
    (member,) = Member.select()
    assert Image.open(io.BytesIO(attachment.read(member.photo_id))).format == "JPEG"
    assert take_card(_picture()).operation_id is None


def test_a_known_member_without_photo_gets_one(take_card, save):
    save(family_name="Ba", given_name="Awa", emails=["a@example.org"])
    assert take_card(_picture()).changed == 1
    assert Member.get().photo_id


def test_a_photo_that_is_no_picture_is_left_out(take_card):
    assert take_card(b"not a picture").added == 1
    assert Member.get().photo_id is None


def test_a_plan_that_time_has_passed_by_is_refused(plan, save, today):
    made = plan("N° adhérent;Nom;Prénom\nA1;Ba;Awa\n")
    save(number="A1", family_name="Ka", given_name="Jo")
    with pytest.raises(Refused, match="changed meanwhile"):
        apply(made, today=today)
    assert Member.select().count() == 1


def test_a_member_that_is_gone_is_noticed(plan, save, today):
    member_id = save(family_name="Ba", given_name="Awa", emails=["a@example.org"])
    made = plan("Nom;Prénom;Courriel;Ville\nBa;Awa;a@example.org;Buea\n")
    undo(Operation.select().order_by(Operation.id.desc()).get().id)
    assert not Member.select().where(Member.id == member_id).exists()
    with pytest.raises(Refused, match="changed meanwhile"):
        apply(made, today=today)


def test_a_field_made_meanwhile_is_noticed(plan, today):
    from assoc_desktop.members.custom_fields import save_custom_field

    made = plan(FULL)
    save_custom_field("Code", "text")
    with pytest.raises(Refused, match="changed meanwhile"):
        apply(made, today=today)


def test_only_fields_that_some_row_fills_are_made(plan, today):
    made = plan("Nom;Prénom;Code\nBa;Awa;\n;;X\n")
    apply(made, today=today)
    assert CustomField.select().count() == 0


def test_rejected_rows_are_written_with_their_reason(plan, tmp_path, save):
    save(family_name="Ba", given_name="Awa", town="Kribi")
    made = plan("Nom;Prénom;Ville;Tél\nBa;Awa;Buea;\n;;=1+1;\nKa;Jo;;\nMa;Li;;\n")
    made.decide([made.rows[3]], SKIP)
    path = tmp_path / "rejected.csv"
    assert write_rejected(made, path, delimiter=";") == 3
    with path.open(encoding="utf-8-sig", newline="") as file:
        headings, *rows = csv.reader(file, delimiter=";")
    assert headings == ["Line", "Reason", "Nom", "Prénom", "Ville", "Tél"]
    assert [row[0] for row in rows] == ["2", "3", "5"]
    assert "same name" in rows[0][1]
    assert "needs a name" in rows[1][1]
    assert rows[1][4] == "'=1+1"
    assert rows[2][1] == "It was passed over."
    again = open_table(path)
    assert again.rows[1].cells[4] == "=1+1"


def test_known_members_are_enrolled_once(take, save):
    save(family_name="Ba", given_name="Awa", emails=["a@example.org"])
    text = "Nom;Prénom;Courriel\nBa;Awa;a@example.org\nKa;Jo;b@example.org\n"
    assert take(text, season="2026", category="Individual").enrolled == 2
    more = text.replace("Ba;Awa", "Ba;AWA") + "Ma;Li;c@example.org\n"
    outcome = take(more, season="2026", category="Individual")
    assert (outcome.changed, outcome.enrolled) == (1, 1)
    assert Membership.select().count() == 3
