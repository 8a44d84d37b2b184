"""What is exported for the import comes back without loss, in every form and language, whatever people typed."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.exchange import open_table
from assoc_desktop.language import speaking
from assoc_desktop.members.bulk import insert_members, read_members
from assoc_desktop.members.custom_fields import save_custom_field
from assoc_desktop.members.data import ContactData, MemberData
from assoc_desktop.members.exporting.columns import EVERYTHING, IMPORT, all_keys, set_of
from assoc_desktop.members.exporting.writing import Export, write_export
from assoc_desktop.members.importing.mapping import guess_mapping
from assoc_desktop.members.importing.rules import apply, dry_run
from assoc_desktop.members.importing.rules.words import country_code, language_codes, library_kind
from assoc_desktop.members.records import CONTACT_ROLES, LIBRARY_KINDS, Category, Member, Membership
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.ids import new_ids

DAY = datetime.date
TODAY = DAY(2026, 5, 14)
_TABLES = (
    "custom_value", "contact_person", "member_tag", "phone", "email_address", "membership", "former_number", "member",
)  # fmt: skip

_line = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co", "Cf")), min_size=1, max_size=15
).map(lambda text: " ".join(text.split()))
_hostile = st.sampled_from([
    "=1+1", "+237", "-1", "@x", "'=1", "''", '"quoted"', "a;b,c", "007", "1.50", "01/02/2026", "oui", "<b>&amp;",
    "None", "N'Diaye", "END:VCARD", "é" * 20, "😀", "\\n", "1e5",
])  # fmt: skip
_texts = (_line | _hostile).filter(lambda text: any(map(str.isalnum, text)))
_maybe = st.just("") | _texts
#: A bare number is no title for the import, which keeps it in the notes.
_titles = _maybe.filter(lambda text: not text.strip().isdecimal())
_days = st.none() | st.dates(DAY(1930, 1, 1), DAY(2025, 12, 31))
_phones = st.lists(
    st.sampled_from(["+237699123456", "+237222222222", "+33142000000", "+221771234567"]),
    unique=True,
    max_size=3,
)
_emails = st.lists(
    st.sampled_from(["a@example.org", "b+c@example.org", "o'brien@example.org"]), unique=True, max_size=3
)
_tags = st.lists(st.sampled_from(["board", "été", "=tag", "two words"]), unique=True, max_size=3).map(sorted)
_contacts = st.lists(
    st.builds(
        ContactData,
        title=st.sampled_from(["", "Mme", "Dr"]),
        family_name=_texts,
        given_name=_maybe,
        role=st.sampled_from(["", *CONTACT_ROLES]),
        phone=st.sampled_from(["", "+237699123456"]),
        email=st.sampled_from(["", "c@example.org"]),
    ),
    max_size=3,
    unique_by=lambda contact: (contact.family_name, contact.given_name),
)  # fmt: skip
_common = {
    "address": st.lists(_texts, max_size=2).map("\n".join), "town": _maybe, "region": _maybe,
    "postcode": st.sampled_from(["", "75011", "01000", "BP 12"]), "country": st.sampled_from(["", "FR", "CM", "CD", "CI"]),
    "website": st.sampled_from(["", "https://example.org/a?b=c"]), "languages": st.sampled_from(["", "fr,en", "ga", "ewo"]),
    "notes": st.lists(_texts, max_size=2, unique=True).map("\n".join), "phones": _phones, "emails": _emails, "tags": _tags,
    "prospect_since": st.none(), "joined_on": _days,
}  # fmt: skip
_persons = st.builds(
    MemberData, kind=st.just("person"), title=_titles, family_name=_texts, given_name=_maybe, birth_date=st.none(),
    profession=_maybe, **_common,
)  # fmt: skip
_institutions = st.builds(
    MemberData, kind=st.just("institution"), name=_texts, library_kind=st.sampled_from(["", *LIBRARY_KINDS]),
    registration_number=_maybe, contacts=_contacts, **_common,
)  # fmt: skip


def _empty_the_list():
    with operation("Empty"):
        database.execute_sql("UPDATE member SET employer_id = NULL")
        for table in _TABLES:
            database.execute_sql(f"DELETE FROM {table}")


def _members():
    ids = [member.id for member in Member.select().order_by(Member.number)]
    return [replace(data, tags=sorted(data.tags)) for data in read_members(ids).values()]


def _export_and_import(path, ids, season=None):
    conventions = the_association().conventions_in("en")
    columns = set_of(IMPORT)
    write_export(path, Export(ids, columns, season), today=TODAY, conventions=conventions)
    _empty_the_list()
    table = open_table(path)
    mapping = guess_mapping(table, anew=True)
    mapping.season = "2026" if season else ""
    plan = dry_run(table, mapping, today=TODAY)
    assert [row.problems + row.warnings for row in plan.rows] == [[]] * len(ids)
    apply(plan, today=TODAY)
    return mapping


def _prepared(members):
    """As they are kept: numbers of their own, one main contact person, custom fields."""
    fields = [
        save_custom_field(name, kind, choices="S\nM\nL" if kind == "choice" else "")
        for name, kind in (
            ("Shelf", "text"), ("Fonction", "text"), ("Weight", "number"), ("Since", "date"), ("Paper", "yes_no"),
            ("Size", "choice"),
        )
    ]  # fmt: skip
    values = ("=A1", "07", "1234.5", "2026-01-31", "0", "M")
    prepared = []
    for place, data in enumerate(members):
        contacts = [replace(each, main=i == len(data.contacts) - 1) for i, each in enumerate(data.contacts)]
        custom = {field.id: value for field, value in zip(fields, values, strict=True)} if place % 2 else {}
        name = (
            {"name": f"{data.name} {place}"} if data.name else {"family_name": f"{data.family_name} {place}"}
        )
        prepared.append(replace(data, number=f"N{place}", contacts=contacts, custom=custom, **name))
    return prepared


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(_persons | _institutions, min_size=1, max_size=4),
    st.sampled_from(["en", "fr"]),
)
def test_members_come_back_as_they_were(file, tmp_path_factory, members, language):
    _come_back(members, tmp_path_factory.mktemp("export") / "list.csv", language)


def _come_back(members, path, language):
    _empty_the_list()
    with operation("Empty"):
        database.execute_sql("DELETE FROM custom_field")
    prepared = _prepared(members)
    ids = list(new_ids(len(prepared)))
    with operation("Add"):
        insert_members(list(zip(ids, prepared, strict=True)))
    with speaking(language):
        mapping = _export_and_import(path, ids)
    assert mapping.preset == "Assoc Desktop"
    assert _members() == prepared


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_they_come_back_from_spreadsheets_too(file, tmp_path, ending):
    hostile = ["=1+1", "01/02/2026", "007", "oui", "a;b,c", "'=1", "é 😀", "<b>&amp;"]
    people = [
        MemberData(
            family_name=text, given_name=text, town=text, notes=f"{text}\n{text} 2", birth_date=DAY(1930, 1, 31),
            phones=["+237699123456", "+33142000000"], emails=["a@example.org"], tags=["board", "été"],
        )
        for text in hostile
    ]  # fmt: skip
    library = MemberData(
        kind="institution", name="Library", library_kind="public", isil="FR-751131015", languages="fr,en",
        contacts=[ContactData("Mme", text, "Awa", "director", "+237699123456", "c@example.org") for text in hostile],
    )  # fmt: skip
    _come_back([*people, library], tmp_path / f"list{ending}", "fr")


def test_an_employer_and_a_membership_come_back(file, save, tmp_path, today):
    library = save(MemberData(kind="institution", name="Library", number="1"))
    awa = save(MemberData(family_name="Example", given_name="Awa", number="2", employer_id=library))
    season, category = Season.get(), Category.get(Category.name == "Student")
    with operation("Enrol"):
        Membership.create(member=awa, season=season, category=category, starts_on=season.starts_on)
        Membership.create(
            member=library, season=season, category=Category.get(Category.applies_to == "institution"),
            starts_on=season.starts_on,
        )  # fmt: skip
    _export_and_import(tmp_path / "list.csv", [library, awa], season.id)
    library, awa = Member.get(Member.number == "1"), Member.get(Member.number == "2")
    assert awa.employer == library
    assert Membership.get(Membership.member == awa).category == category


def test_a_number_is_written_as_such_only_where_nothing_is_lost(file, save, tmp_path, conventions):
    field = save_custom_field("Weight", "number").id
    values = ("0.1", "12345678901234567890.5", "7")
    ids = [save(family_name="A", given_name=str(n), custom={field: v}) for n, v in enumerate(values)]
    path = tmp_path / "list.xlsx"
    write_export(path, Export(ids, [f"custom.{field}"]), today=TODAY, conventions=conventions)
    assert [row.cells[0] for row in open_table(path).rows] == [0.1, "12345678901234567890.5", 7]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_word_we_write_for_a_code_is_read_as_that_code(file, language):
    from assoc_desktop.language.conventions import is_country

    with speaking(language):
        conventions = the_association().conventions_in(language)
        from assoc_desktop.language import _

        for kind, word in LIBRARY_KINDS.items():
            assert library_kind(_(word)) == kind
        territories = [str(code) for code in conventions.locale.territories if is_country(str(code))]
        assert {code: country_code(conventions.country_name(code)) for code in territories} == {
            code: code for code in territories
        }
        assert language_codes("fr, en,ga") == ("fr,en,ga", [])


def test_everything_has_all_columns_and_the_import_set_only_known_ones(file):
    assert set_of(EVERYTHING) == all_keys()
    assert set(set_of(IMPORT)) < set(all_keys())
    assert "full_name" not in set_of(IMPORT)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_only_follows_from_other_things_becomes_no_field(file, save, tmp_path, language):
    member = save(family_name="Example", given_name="Awa", town="Yaoundé")
    path = tmp_path / "list.csv"
    with speaking(language):
        conventions = the_association().conventions_in(language)
        export = Export([member], set_of(EVERYTHING), Season.get().id)
        write_export(path, export, today=TODAY, conventions=conventions)
        mapping = guess_mapping(open_table(path))
    assert not [column.heading for column in mapping.columns if column.use == "custom"]
    assert mapping.column_for("town")
