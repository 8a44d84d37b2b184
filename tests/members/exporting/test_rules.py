"""What an export tells, in which columns, of whom, and what it leaves out."""

import datetime

import pytest

from assoc_desktop.association.records import Season
from assoc_desktop.exchange import open_table
from assoc_desktop.members.custom_fields import save_custom_field
from assoc_desktop.members.data import ContactData, MemberData
from assoc_desktop.members.exporting.columns import ADDRESSES, LIST, all_keys, keys_named, names, set_of
from assoc_desktop.members.exporting.reading import withheld_count
from assoc_desktop.members.exporting.sets import forget_set, keep_set, own_sets, set_named
from assoc_desktop.members.exporting.writing import Export, write_export
from assoc_desktop.members.households import HouseholdData, save_household
from assoc_desktop.members.records import Card, Category, Consent, Member, Membership
from assoc_desktop.refusals import Cancelled, Invalid, Refused
from assoc_desktop.storage import attachment
from assoc_desktop.storage.history import operation

DAY = datetime.date


@pytest.fixture
def rows(tmp_path, today, conventions):
    """Export members and give each row as heading → cell."""

    def rows_(ids, columns, **options):
        path = tmp_path / "list.csv"
        n = write_export(path, Export(ids, columns, **options), today=today, conventions=conventions)
        table = open_table(path)
        found = [dict(zip(table.headings, row.cells, strict=True)) for row in table.rows]
        assert len(found) == n
        return found

    return rows_


@pytest.fixture
def awa(save):
    return save(
        family_name="Example", given_name="Awa", number="1", phones=["699123456", "699123457"],
        emails=["a@example.org"], country="FR", languages="fr,en", town="Lille",
    )  # fmt: skip


@pytest.fixture
def library(save):
    contact = ContactData(family_name="Head", phone="699000000", email="head@example.org", main=True)
    return save(
        MemberData(kind="institution", name="Library", number="2", contacts=[contact], town="Yaoundé")
    )


def refuse(member, *purposes):
    with operation("Refuse"):
        for purpose in purposes:
            Consent.create(member=member, purpose=purpose, given=False, said_on=DAY(2026, 1, 1))


def test_the_facts_of_a_season(awa, rows):
    season = Season.get()
    with operation("Enrol"):
        Membership.create(
            member=awa, season=season, category=Category.get(Category.name == "Student"), starts_on=DAY(2026, 1, 1),
            ends_on=DAY(2026, 12, 31), fee_due=5000, reduction=1000, reduction_reason="Lives far away",
        )  # fmt: skip
        Card.create(serial="0001-2026-1", member=awa, season=season, printed_on=DAY(2026, 1, 10))
    columns = ["season", "category", "starts_on", "ends_on", "fee_due", "reduction", "reduction_reason", "to_pay",
               "status", "reason", "card"]  # fmt: skip
    (row,) = rows([awa], columns, season_id=season.id)
    assert {heading: str(cell) for heading, cell in row.items()} == {
        "Season": "2026", "Category": "Student", "Membership from": "2026-01-01", "Membership to": "2026-12-31",
        "Fee due": "5000", "Reduction": "1000", "Reason for the reduction": "Lives far away", "Left to pay": "4000",
        "Status": "New", "Reason of the status": "First membership, 2026, until 31/12/2026.", "Card": "0001-2026-1",
    }  # fmt: skip
    (row,) = rows([awa], ["number", "category", "to_pay"], season_id=None)
    assert (row["Category"], row["Left to pay"]) == ("", "")


def test_what_belongs_to_a_member(awa, library, rows, save):
    save(MemberData(family_name="Example", given_name="Awa", employer_id=library), awa)
    Member.update(archived_on=DAY(2026, 2, 1)).where(Member.id == awa).execute()
    with operation("Agree"):
        Consent.create(member=awa, purpose="photo", given=True, said_on=DAY(2026, 1, 1))
    (row,) = rows([awa], ["employer", "archived_on", "consent_photo", "consent_email", "kind", "full_name"])
    assert row["Employer"] == "Library"
    assert row["Consent to photo on cards and lists"] == "yes"
    assert row["Consent to e-mail"] == ""
    assert row["Person or institution"] == "Person"
    assert str(row["Archived on"]) == "2026-02-01"


def test_what_is_refused_is_left_out_but_for_the_office(awa, library, rows):
    columns = ["phones", "emails", "contacts"]
    before = rows([awa, library], columns)
    refuse(awa, "phone")
    refuse(library, "email", "phone")
    assert withheld_count([awa, library], {"phone", "email"}) == 2
    assert withheld_count([awa, library], {"email"}) == 1
    assert withheld_count([awa], {"email", "photo"}) == 0
    first, second = rows([awa, library], columns)
    assert (first["Phone"], first["Phone 2"], first["E-mail"]) == ("", "", "a@example.org")
    assert second["Contact person"] == "Head"
    assert second["Phone of the contact person"] == second["E-mail of the contact person"] == ""
    assert rows([awa, library], columns, office=True) == before


def test_a_refused_photo_is_counted_only_where_there_is_one(awa, save):
    refuse(awa, "photo")
    assert withheld_count([awa], {"photo"}) == 0
    photo = attachment.add(b"x", "image/jpeg")
    Member.update(photo=photo).where(Member.id == awa).execute()
    assert withheld_count([awa], {"photo"}) == 1


def test_one_row_for_each_letter(awa, save, rows):
    binta = save(family_name="Example", given_name="Binta")
    other = save(family_name="Other", town="Douala")
    save_household(HouseholdData("Example family", [binta, awa], awa))
    found = rows([awa, binta, other], set_of(ADDRESSES), by_household=True)
    assert [(row["Addressee"], row["Town"]) for row in found] == [
        ("Example family", "Lille"),
        ("Other", "Douala"),
    ]
    (alone,) = rows([binta], set_of(ADDRESSES), by_household=True)
    assert (alone["Addressee"], alone["Town"], alone["Country"]) == ("Binta Example", "Lille", "France")
    assert rows([binta], ["household"])[0]["Household"] == "Example family"


def test_rows_stand_in_the_order_asked_for(awa, library, rows):
    assert [row["Member number"] for row in rows([library, awa], ["number"])] == ["2", "1"]


def test_a_field_of_ones_own_called_like_ours_has_another_heading(awa, save, rows):
    field = save_custom_field("Town", "text")
    save(MemberData(family_name="E", town="Lille", custom={field.id: "x"}), awa)
    assert rows([awa], ["town", f"custom.{field.id}"]) == [{"Town": "Lille", "Town (own field)": "x"}]
    assert rows([awa], [f"custom.{field.id}"]) == [{"Town": "x"}]


def test_columns_are_found_by_key_and_by_heading(file):
    assert keys_named(["town", "E-MAIL", "Kind of library", "town"]) == ["town", "emails", "library_kind"]
    with pytest.raises(Refused, match=r"There is no column “Colour”\. Columns: Member number, "):
        keys_named(["Colour"])
    assert list(names()) == all_keys()


def test_the_list_as_it_is_shown(file):
    assert set_of(LIST, ["name", "phone", "custom.1", "to_pay"]) == ["list_name", "phones", "to_pay"]


def test_sets_are_kept_found_and_forgotten(file):
    choices: dict[str, str] = {}
    keep_set(choices, " For the post ", ["town", "gone"])
    assert own_sets(choices) == {"For the post": ["town"]}
    assert set_named("for the post", choices) == ["town"]
    assert set_named("Address list", choices) == set_named("addresses", choices) == set_of(ADDRESSES)
    with pytest.raises(Refused, match="There are: list, addresses, import, everything, For the post"):
        set_named("x", choices)
    forget_set(choices, "For the post")
    forget_set(choices, "never there")
    assert own_sets(choices) == {}
    assert own_sets({"export_sets": "no JSON"}) == own_sets({"export_sets": "[1]"}) == {}


@pytest.mark.parametrize(
    ("name", "keys", "why"),
    [
        ("", ["town"], "Give the set of columns a name."),
        ("x", [], "Choose at least one column."),
        ("everything", ["town"], "“everything” is always there."),
    ],
)
def test_sets_that_cannot_be_kept(file, name, keys, why):
    with pytest.raises(Invalid, match=why):
        keep_set({}, name, keys)


def test_what_cannot_be_written_is_refused(awa, tmp_path, today, conventions):
    options = {"today": today, "conventions": conventions}
    with pytest.raises(Refused, match=r"should end in one of \.xlsx, \.ods, \.csv, \.vcf"):
        write_export(tmp_path / "list.doc", Export([awa], ["town"]), **options)
    with pytest.raises(Refused, match="Choose at least one column"):
        write_export(tmp_path / "list.csv", Export([awa]), **options)
    with pytest.raises(Refused, match=r"There is no version 2\.1"):
        write_export(tmp_path / "list.vcf", Export([awa], version="2.1"), **options)
    assert not [path for path in tmp_path.iterdir() if path.suffix != ".assoc" and "list" in path.name]


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".ods", ".vcf"])
def test_stopping_leaves_the_older_file_as_it_was(file, save, tmp_path, today, conventions, ending):
    from assoc_desktop.members.bulk import insert_members
    from assoc_desktop.storage.ids import new_ids

    ids = list(new_ids(1200))
    with operation("Add"):
        insert_members([(i, MemberData(family_name=f"X{i}", number=str(i))) for i in ids])
    path = tmp_path / f"list{ending}"
    path.write_text("old")

    def stop(_done, _total):
        raise Cancelled

    with pytest.raises(Cancelled):
        write_export(path, Export(ids, ["number"]), today=today, conventions=conventions, progress=stop)
    assert path.read_text() == "old"
