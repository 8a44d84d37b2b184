"""Laws that hold for every list: counts add up, a second time is the same, undo is whole, nothing gets lost."""

import string

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assoc_desktop.exchange import Row, Table, open_table
from assoc_desktop.exchange.csv_writer import write_csv
from assoc_desktop.members.importing.mapping import guess_mapping
from assoc_desktop.members.importing.rules import ADD, SKIP, UPDATE, apply, dry_run
from assoc_desktop.members.records import Member
from assoc_desktop.members.rules import read_member
from assoc_desktop.storage import undo
from assoc_desktop.storage.database import database

names = st.sampled_from(["Ba", "Ka", "N'Diaye", "Étoundi", "", "李", "👍", "!!", "=1+1", "Ba Ka"])
towns = st.sampled_from(["Kribi", "Buea", "", "Yaoundé"])
rows = st.fixed_dictionaries(
    {
        "N° adhérent": st.sampled_from(["", "", "A1", "A2", "0001"]),
        "Nom": names,
        "Prénom": st.sampled_from(["Awa", "Jo", ""]),
        "Date de naissance": st.sampled_from(["", "01/02/1980", "31/12/1990", "31/02/1980"]),
        "Courriel": st.sampled_from(["", "a@example.org", "b@example.org", "zoe@"]),
        "Tél": st.sampled_from(["", "699123456", "677 88 99 00", "demander", "699123456/677889900"]),
        "Ville": towns,
        "Mots-clés": st.sampled_from(["", "Bureau", "bureau, Jury", "!!"]),
        "Employeur": st.sampled_from(["", "Centre X", "Nulle part"]),
        "Notes": st.sampled_from(["", "une note", "deux\nlignes"]),
        "Score": st.sampled_from(["", "5", "7,5"]),
        "Catégorie": st.sampled_from(["Individual", "", "Student", "Gold"]),
    }
)
_SLOW = settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)


def table_of_rows(found):
    headings = list(found[0])
    return Table(headings, [Row(n, list(row.values())) for n, row in enumerate(found, 2)], "csv")


def prepared(found, **changes):
    table = table_of_rows(found)
    mapping = guess_mapping(table, kind="person")
    for target, heading in {"birth_date": "Date de naissance", "email": "Courriel", "phone": "Tél"}.items():
        mapping.map(target, heading)
    for name, value in changes.items():
        setattr(mapping, name, value)
    return table, mapping


@_SLOW
@given(found=st.lists(rows, min_size=1, max_size=12), data=st.data())
def test_counts_second_time_and_undo(file, everything, today, found, data):
    database.execute_sql("DELETE FROM import_profile")
    before = everything()
    table, mapping = prepared(found, season="2026")
    plan = dry_run(table, mapping, today=today)
    assert sum(plan.counts.values()) == len(plan.rows) == len(found)
    assert all(row.problems for row in plan.with_status("wrong"))
    assert all(row.why for row in plan.with_status("duplicate"))
    for row in plan.rows:
        plan.decide(
            [row],
            data.draw(st.sampled_from([ADD, UPDATE, SKIP])) if row.status == "duplicate" else row.action,
        )
    assert plan.to_add + plan.to_update + len(plan.rejected) + plan.counts["same"] == len(plan.rows)
    outcome = apply(plan, today=today)
    again = dry_run(*prepared(found, season="2026"), today=today)
    went_in = [row.line for row in plan.rows if row.action == ADD]
    statuses = {row.line: row for row in again.rows}
    assert all(statuses[line].status in ("same", "duplicate") for line in went_in)
    if outcome.operation_id is not None:
        undo(outcome.operation_id)
    assert everything() == before


plain_rows = st.lists(
    st.tuples(
        st.text(string.ascii_letters, min_size=1, max_size=8), st.text(string.ascii_letters, min_size=1, max_size=8),
        towns, st.sampled_from(["", "699123456", "677889900", "demander"]),
    ),
    min_size=1, max_size=15, unique_by=lambda row: (row[0].lower(), row[1].lower()),
)  # fmt: skip


@_SLOW
@given(found=plain_rows)
def test_the_same_list_twice_is_the_same_the_second_time(file, everything, today, found):
    database.execute_sql("DELETE FROM import_profile")
    before = everything()
    table = table_of_rows([dict(zip(["Nom", "Prénom", "Ville", "Tél"], row, strict=True)) for row in found])
    mapping = guess_mapping(table, kind="person")
    plan = dry_run(table, mapping, today=today)
    plan.decide(plan.with_status("duplicate"), ADD)
    outcome = apply(plan, today=today)
    assert dry_run(table, mapping, today=today).counts["same"] == len(found)
    undo(outcome.operation_id)
    assert everything() == before


NASTY = [
    "'; DROP TABLE member; --", "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "Ω≈ç√∫˜µ≤≥÷", "田中さんにあげて下さい",
    "הָיְתָהtestالصفحات", "👩‍👩‍👦‍👦", "\u202etest\u202c", "⁰⁴⁵₀₁₂", "null", "undefined", "NaN", "1E+02", "${jndi:x}", "\ufeff", "\u200b",
    "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮", "%s%n", "../../etc/passwd", "\\", '"', "a\tb", "١٢٣", "\x01\x7f", "ﬀ", "ß",
]  # fmt: skip


def test_nasty_texts_in_every_field_are_kept(file, today, tmp_path):
    path = tmp_path / "list.csv"
    headings = [
        "Nom",
        "Prénom",
        "Ville",
        "Adresse",
        "Profession",
        "Région",
        "Notes",
        "Titre",
        "Libre",
        "Site web",
    ]
    write_csv(path, headings, [[f"{text}.{n}" for n in range(len(headings))] for text in NASTY])
    table = open_table(path)
    plan = dry_run(table, guess_mapping(table, kind="person"), today=today)
    assert plan.counts["new"] == len(NASTY)
    apply(plan, today=today)
    stored = list(Member.select().order_by(Member.id))
    for text, member in zip(NASTY, stored, strict=True):
        data = read_member(member.id)
        kept = " ".join((data.family_name, data.given_name, data.town, data.address, data.profession, data.region,
                         data.notes, data.title, data.website, *data.custom.values()))  # fmt: skip
        for number in range(len(headings)):
            assert f"{text}.{number}".strip() in kept, (text, number)
    assert dry_run(table, guess_mapping(table), today=today).counts["same"] == len(NASTY)


def test_nasty_texts_where_they_do_not_belong_are_kept_too(file, today):
    headings = [
        "Nom",
        "Courriel",
        "Tél",
        "Pays",
        "Langue",
        "Date de naissance",
        "Date d'adhésion",
        "Employeur",
        "Photo",
    ]
    table = Table(headings, [Row(n, [f"Ba{n}", *[text] * 8]) for n, text in enumerate(NASTY, 2)], "csv")
    mapping = guess_mapping(table, kind="person")
    for target, heading in {
        "email": "Courriel", "phone": "Tél", "birth_date": "Date de naissance", "joined_on": "Date d'adhésion",
    }.items():  # fmt: skip
        mapping.map(target, heading)
    plan = dry_run(table, mapping, today=today)
    assert plan.counts["wrong"] == 0
    apply(plan, today=today)
    for text, member in zip(NASTY, Member.select().order_by(Member.id), strict=True):
        if text.strip() and text not in ("1E+02",):
            assert text.strip() in member.notes
