"""What an import would do with each row."""

from datetime import date

import pytest

from assoc_desktop.association.records import season_by_label
from assoc_desktop.members.importing.rules import ADD, SKIP, UPDATE
from assoc_desktop.members.memberships import categories, proposed_membership, save_membership
from assoc_desktop.members.records import INSTITUTION, Member
from assoc_desktop.refusals import Cancelled, Invalid

HEAD = "Nom;Prénom;Date de naissance;Courriel;Tél;Ville\n"


def statuses(plan):
    return [row.status for row in plan.rows]


def test_counts_add_up_to_the_rows(plan):
    made = plan(HEAD + "Ba;Awa;;;;Kribi\nBa;Awa;;;;Buea\n;;;;;Kribi\nKa;Jo;;;;\n")
    assert statuses(made) == ["new", "duplicate", "wrong", "new"]
    assert made.counts == {"new": 2, "changed": 0, "same": 0, "duplicate": 1, "wrong": 1}
    assert (made.to_add, made.to_update, len(made.rejected)) == (2, 0, 2)


def test_a_repeated_row_says_which_line_it_repeats(plan):
    row = plan(HEAD + "Ba;Awa;;;;Kribi\nAwa;Ba;;;;Buea\n").rows[1]
    assert row.other_line == 2
    assert "line 2" in row.why
    assert "Awa Ba" in row.why


def test_different_birth_dates_tell_namesakes_apart(plan):
    made = plan(HEAD + "Ba;Awa;01/02/1980;;;\nBa;Awa;03/04/1990;;;\n")
    assert statuses(made) == ["new", "new"]


def test_a_shared_email_is_worth_a_look(plan):
    made = plan(HEAD + "Ba;Awa;;famille@example.org;;\nKa;Jo;;Famille@example.org;;\n")
    assert statuses(made) == ["new", "duplicate"]


def test_a_member_is_recognised_by_name_and_birth_date_and_told_what_changes(plan, save, today):
    import datetime

    member_id = save(family_name="Ba", given_name="Awa", birth_date=datetime.date(1980, 2, 1), town="Kribi")
    (row,) = plan(HEAD + "BA;Awa;01/02/1980;awa@example.org;699123456;Buea\n").rows
    assert (row.status, row.action, row.member_id) == ("changed", UPDATE, member_id)
    assert row.changes["Town"] == ("Kribi", "Buea")
    assert row.changes["E-mail"] == ("", "awa@example.org")
    assert row.changes["Phone"][0] == ""
    assert row.changes["Family name"] == ("Ba", "BA")


def test_a_namesake_is_a_possible_duplicate_and_the_same_when_nothing_differs(plan, save):
    member_id = save(family_name="Ba", given_name="Awa", town="Kribi")
    duplicate, same = plan(HEAD + "Ba;Awa;;;;Buea\nBa;Awa;;;;Kribi\n").rows
    assert (duplicate.status, duplicate.action, duplicate.member_id) == ("duplicate", SKIP, member_id)
    assert "Awa Ba has the same name" in duplicate.why
    assert duplicate.changes == {"Town": ("Kribi", "Buea")}
    assert (same.status, same.action) == ("same", SKIP)


def test_of_several_namesakes_the_one_that_is_the_same_is_found(plan, save):
    save(family_name="Ba", given_name="Awa", town="Kribi")
    second = save(family_name="Ba", given_name="Awa", town="Buea")
    (row,) = plan(HEAD + "Ba;Awa;;;;Buea\n").rows
    assert (row.status, row.member_id) == ("same", second)


def test_name_and_email_or_phone_are_sure(plan, save):
    by_mail = save(family_name="Ba", given_name="Awa", emails=["awa@example.org"])
    by_phone = save(family_name="Ka", given_name="Jo", phones=["699123456"])
    rows = plan(HEAD + "Ba;Awa;;AWA@example.org;;Buea\nKa;Jo;;;699 12 34 56;Buea\n").rows
    assert [(row.status, row.member_id) for row in rows] == [("changed", by_mail), ("changed", by_phone)]
    assert list(rows[0].changes) == ["Town"]


def test_two_rows_for_one_member_are_not_both_written(plan, save):
    member_id = save(family_name="Ba", given_name="Awa", emails=["a@example.org", "b@example.org"])
    rows = plan(HEAD + "Ba;Awa;;a@example.org;;Buea\nBa;Awa;;b@example.org;;Edea\n").rows
    assert [row.status for row in rows] == ["changed", "duplicate"]
    assert {row.member_id for row in rows} == {member_id}


NUMBERED = "N° adhérent;Nom;Prénom;Ville\n"


def test_numbers_recognise_members(plan, save):
    member_id = save(number="A1", family_name="Ba", given_name="Awa")
    rows = plan(NUMBERED + "A1;Ba;Awa Marie;Kribi\nA2;Ba;Awa;\n").rows
    assert [(row.status, row.member_id) for row in rows] == [("changed", member_id), ("new", None)]


def test_a_number_of_somebody_else_is_not_taken_over(plan, save):
    member_id = save(number="A1", family_name="Ba", given_name="Awa")
    (row,) = plan(NUMBERED + "A1;Zogbo;Étienne;Kribi\n").rows
    assert row.status == "duplicate"
    assert row.member_id == member_id
    assert "named otherwise" in row.why
    assert row.action == SKIP
    made = plan(NUMBERED + "A1;Zogbo;Étienne;Kribi\n")
    assert made.possible_actions(made.rows[0]) == (UPDATE, SKIP)


def test_a_number_cannot_be_given_twice(plan, save):
    save(number="A1", family_name="Ba", given_name="Awa")
    (row,) = plan(NUMBERED + "A1;Zogbo;Étienne;Kribi\n", match_by=["name"]).rows
    assert row.status == "wrong"
    assert "A1 belongs to Awa Ba" in row.problems[0]
    rows = plan(NUMBERED + "B1;Ka;Jo;\nB1;Ma;Li;\n").rows
    assert [row.status for row in rows] == ["new", "wrong"]
    assert "line 2" in rows[1].problems[0]


INSTITUTIONS = "Établissement;CP;Ville;ISIL;Tél\n"


def test_institutions_of_one_name_in_different_places_are_different(plan):
    made = plan(
        INSTITUTIONS + "BM;1;Kribi;;\nBM;2;Buea;;\nBM;1;Kribi;;\nBM;;Kribi;;\nBM;;;;\n", kind=INSTITUTION
    )
    assert statuses(made) == ["new", "new", "duplicate", "duplicate", "duplicate"]


def test_an_institution_is_recognised_by_isil_or_by_name_and_place(plan, save):
    by_isil = save(kind=INSTITUTION, name="BN", isil="CM-BN", town="Yaoundé")
    by_place = save(kind=INSTITUTION, name="Bibliothèque", postcode="1", town="Kribi")
    rows = plan(
        INSTITUTIONS + "Nationale;;Yaoundé;cm-bn;\nBIBLIOTHEQUE;1;Kribi;;699123456\n", kind=INSTITUTION
    ).rows
    assert [(row.status, row.member_id) for row in rows] == [("changed", by_isil), ("changed", by_place)]
    (row,) = plan(INSTITUTIONS + "Bibliothèque;;Kribi;;699123456\n", kind=INSTITUTION).rows
    assert row.status == "duplicate"
    assert "same name and town" in row.why


def test_a_custom_field_serves_as_key(plan, take, file):
    text = "Code;Établissement;Ville\nX1;BM;Kribi\nX2;BM;Kribi\n"
    assert take(text).added == 2
    rows = plan(text.replace("X2;BM;Kribi", "X2;BM;Buea") + "X3;BM;Kribi\n").rows
    assert [row.status for row in rows] == ["same", "changed", "new"]
    assert rows[1].changes == {"Town": ("Kribi", "Buea")}


def test_members_that_share_a_key_need_a_decision(plan, take):
    take("Code;Établissement;Ville\nX1;BM;Kribi\n")
    take("Code;Établissement;Ville\nX1;BU;Buea\n", match_by=["name"])
    (row,) = plan("Code;Établissement;Ville\nX1;BU;Edéa\n", match_by=["custom:Code", "name"]).rows
    assert row.status == "duplicate"
    assert "Several members" in row.why


def test_an_enrolment_is_a_change(plan, save):
    first = save(family_name="Ba", given_name="Awa")
    season = season_by_label("2026")
    category = next(c for c in categories() if c.name == "Individual")
    save_membership(first, proposed_membership(season, category))
    save(family_name="Ka", given_name="Jo")
    rows = plan("Nom;Prénom\nBa;Awa\nKa;Jo\n", season="2026", category="Individual").rows
    assert [row.status for row in rows] == ["same", "duplicate"]
    assert rows[1].changes == {"Membership 2026": ("", "Individual")}
    (row,) = plan("Nom;Prénom\nBa;Awa\n", season="2026", category="Student").rows
    assert row.status == "same"
    assert row.warnings == ["The list says Student; the membership stays Individual."]


def test_employers_are_found_by_name(plan, save):
    employer = save(kind=INSTITUTION, name="Bibliothèque nationale")
    save(kind=INSTITUTION, name="Mairie", town="Kribi")
    save(kind=INSTITUTION, name="Mairie", town="Buea")
    rows = plan("Nom;Prénom;Employeur\nBa;Awa;BIBLIOTHEQUE NATIONALE\nKa;Jo;Mairie\nMa;Li;Inconnue\n").rows
    assert [row.data.employer_id for row in rows] == [employer, None, None]
    assert "Mairie" in rows[1].data.notes
    assert rows[2].warnings


def test_an_employer_that_changes_is_named(plan, save):
    old = save(kind=INSTITUTION, name="Ancienne")
    save(kind=INSTITUTION, name="Nouvelle")
    save(family_name="Ba", given_name="Awa", employer_id=old)
    (row,) = plan("Nom;Prénom;Employeur\nBa;Awa;Nouvelle\n").rows
    assert row.changes == {"Employer": ("Ancienne", "Nouvelle")}


def test_country_dates_and_contacts_change_in_words(plan, save):
    from assoc_desktop.members.data import ContactData

    save(kind=INSTITUTION, name="BN", town="Kribi", isil="CM-1", contacts=[ContactData(family_name="Awa Ba")])
    (row,) = plan(
        "Établissement;ISIL;Pays;Date d'adhésion;Responsable;Tél du responsable\nBN;CM-1;Sénégal;31/12/2024;Li Ma;\n"
    ).rows
    assert row.changes["Country"] == ("", "Senegal")
    assert row.changes["Joined on"][1] == "31/12/2024"
    assert row.changes["Contact person"] == ("Awa Ba", "Awa Ba, Li Ma")
    (row,) = plan("Établissement;ISIL;Responsable;Tél du responsable\nBN;CM-1;AWA BA;699123456\n").rows
    assert row.changes["Contact person"] == ("Awa Ba", "Awa Ba +237699123456")


def test_decisions(plan, save):
    save(family_name="Ba", given_name="Awa", town="Kribi")
    made = plan(HEAD + "Ba;Awa;;;;Buea\nKa;Jo;;;;\n;;;;;x\nMa;Li;;;;\nMa;Li;;;;y\n")
    assert statuses(made) == ["duplicate", "new", "wrong", "new", "duplicate"]
    assert made.decide(made.with_status("duplicate"), ADD) == 2
    assert made.decide(made.with_status("duplicate"), UPDATE) == 2
    assert made.decide(made.with_status("wrong"), ADD) == 0
    assert made.decide(made.with_status("new"), UPDATE) == 0
    assert made.decide(made.with_status("new"), SKIP) == 2
    assert [row.action for row in made.rows] == [UPDATE, SKIP, SKIP, SKIP, UPDATE]
    assert made.possible_actions(made.rows[0]) == (ADD, UPDATE, SKIP)


def test_rows_can_be_filtered(plan):
    made = plan("Nom;Prénom;Courriel\nBa;Awa;zoe@\nKa;Jo;jo@example.org\n;;x@example.org\n")
    assert [row.line for row in made.with_status("new")] == [2, 3]
    assert [row.line for row in made.with_status("new", "wrong")] == [2, 3, 4]
    assert made.with_warnings == 1


def test_a_dry_run_writes_nothing(plan, everything):
    before = everything()
    plan("Code;Nom;Prénom;Catégorie\nX;Ba;Awa;Individual\n", season="2026")
    assert everything() == before


def test_a_mapping_that_cannot_be_used_is_refused(plan):
    with pytest.raises(Invalid):
        plan("Nom;Prénom\nBa;Awa\n", season="1999")


def test_a_dry_run_can_be_stopped_and_tells_its_progress(file, table, today, save, cancelling):
    from assoc_desktop.members.importing.mapping import guess_mapping
    from assoc_desktop.members.importing.rules import dry_run

    save(family_name="Ba", given_name="Awa")
    read = table("Nom;Prénom;Ville\nBa;Awa;Kribi\n" * 1)
    told = []
    dry_run(read, guess_mapping(read), today=today, progress=lambda done, total: told.append((done, total)))
    assert told[0] == (0, 2)
    assert told[-1] == (1, 1)
    for stop_at in (0, 1, 2):
        with pytest.raises(Cancelled):
            dry_run(read, guess_mapping(read), today=today, progress=cancelling(stop_at))


def test_a_thousand_of_one_name_are_matched_quickly(plan, take):
    import time

    take("Nom;Prénom;Ville\n" + "".join(f"Ba;Awa;{n}\n" for n in range(1)))
    started = time.perf_counter()
    made = plan("Nom;Prénom;Ville\n" + "".join(f"Ba;Awa;Ville {n}\n" for n in range(3_000)))
    assert made.counts["duplicate"] == 3_000
    assert time.perf_counter() - started < 10
    assert Member.select().count() == 1


def test_a_broken_card_is_a_wrong_row(file, tmp_path, today):
    from assoc_desktop.exchange import open_table
    from assoc_desktop.members.importing.mapping import guess_mapping
    from assoc_desktop.members.importing.rules import dry_run

    path = tmp_path / "cards.vcf"
    path.write_text("BEGIN:VCARD\nN:Ba;Awa\nTEL:699123456\nEND:VCARD\nBEGIN:VCARD\nN:Cut\n")
    read = open_table(path)
    made = dry_run(read, guess_mapping(read), today=today)
    assert statuses(made) == ["new", "wrong"]
    assert "cut off" in made.rows[1].problems[0]


def test_a_number_of_a_member_of_another_kind_is_never_taken_over(plan, save):
    save(kind=INSTITUTION, number="A1", name="Ba")
    (row,) = plan(NUMBERED + "A1;Ba;;Kribi\n").rows
    assert row.status == "wrong"
    assert "A1 belongs to Ba" in row.problems[0]


def test_a_key_of_a_member_of_another_kind_says_nothing(plan, take):
    take("Code;Établissement;Ville\nX1;BM;Kribi\n", kind=INSTITUTION)
    (row,) = plan("Code;Nom;Prénom\nX1;Ba;Awa\n", match_by=["custom:Code", "name"]).rows
    assert row.status == "new"


def test_one_member_recognised_in_two_ways_is_written_once(plan, save):
    member_id = save(number="A1", family_name="Ba", given_name="Awa", emails=["a@example.org"])
    rows = plan(
        "N° adhérent;Nom;Prénom;Courriel;Ville\nA1;Ba;Awa Marie;;Kribi\n;Ba;Awa;a@example.org;Buea\n"
    ).rows
    assert [(row.status, row.member_id) for row in rows] == [("changed", member_id), ("duplicate", member_id)]
    assert "same member as on line 2" in rows[1].why


def test_names_are_no_proof_when_the_person_says_so(plan, save):
    import datetime

    save(family_name="Ba", given_name="Awa", birth_date=datetime.date(1980, 2, 1), town="Kribi")
    (row,) = plan(HEAD + "Ba;Awa;01/02/1980;;;Buea\n", match_by=["number"]).rows
    assert row.status == "duplicate"


def test_a_change_may_be_taken_back(plan, save):
    save(family_name="Ba", given_name="Awa", emails=["a@example.org"])
    made = plan(HEAD + "Ba;Awa;;a@example.org;;Buea\n")
    assert made.decide(made.rows, SKIP) == 1
    assert made.decide(made.rows, ADD) == 0
    assert made.decide(made.rows, UPDATE) == 1


def test_dates_that_cannot_be_beside_those_known_are_kept_in_the_notes(plan, save):
    born, joined = date(2000, 2, 29), date(2025, 3, 1)
    awa = save(family_name="Ba", given_name="Awa", birth_date=born, joined_on=joined, number="7")
    (row,) = plan("Numéro;Nom;Prénom;Date de démission\n7;Ba;Awa;01/02/2020\n").rows
    assert row.member_id == awa and row.data.resigned_on is None
    assert row.warnings == ["Resigned on: This day lies before the member joined. It was kept in the notes."]
    assert row.data.notes == "Resigned on: 01/02/2020"
    # The date that the row tells is the one that is doubted.
    (row,) = plan("Numéro;Nom;Prénom;Date de naissance\n7;Ba;Awa;02/03/2025\n").rows
    assert row.data.birth_date is None and "joined before being born" in row.warnings[0]
    (row,) = plan("Numéro;Nom;Prénom;Date de démission\n7;Ba;Awa;01/02/2026\n").rows
    assert row.data.resigned_on == date(2026, 2, 1) and not row.warnings
