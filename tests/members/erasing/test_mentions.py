"""Where others mention a person: found in the dry run, taken away by choice, left alone otherwise."""

import pytest

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import identity_of, save_identity
from assoc_desktop.exchange import open_table
from assoc_desktop.members.data import ContactData
from assoc_desktop.members.duplicates.merging import merge
from assoc_desktop.members.duplicates.proposing import merged
from assoc_desktop.members.erasing.rules.applying import erase
from assoc_desktop.members.erasing.rules.planning import plan_erasing
from assoc_desktop.members.importing.mapping import guess_mapping
from assoc_desktop.members.importing.rules import apply, dry_run
from assoc_desktop.members.records import Member
from assoc_desktop.members.rules import read_member
from assoc_desktop.storage.history import Operation, last_undoable
from assoc_desktop.storage.undoing import undo
from tests.members.erasing.looking import counts, faults, others, places_with

WORDS = ["Zaïnabou", "Kwitcheu", "zainabou", "kwitcheu", "677123456", "77 12 34 56", "zaina.k@example.org"]


@pytest.fixture
def zaina(save):
    return save(
        given_name="Zaïnabou",
        family_name="Kwitcheu",
        phones=["+237677123456"],
        emails=["zaina.k@example.org"],
    )


@pytest.fixture
def library(save):
    return save(
        kind="institution", name="Library of Examples",
        contacts=[
            ContactData(given_name="Zaïnabou", family_name="KWITCHEU", role="director", main=True),
            ContactData(given_name="Ali", family_name="Diop", email="ali@example.org"),
        ],
    )  # fmt: skip


@pytest.fixture
def plan(today, conventions):
    return lambda member: plan_erasing(member, today=today, conventions=conventions)


def told(plan):
    return [(mention.kind, mention.where, mention.excerpt) for mention in plan.mentions]


def test_nobody_mentions_them(zaina, save, plan):
    save(family_name="Kwitcheu", given_name="Paul", notes="Zaïnabou is a name; +237 6 77 12 34 57 a phone")
    assert plan(zaina).mentions == []


def test_contact_people_notes_and_settings(zaina, library, save, plan, today):
    save(family_name="Diop", notes="Her sister is zaïnabou  kwitcheu, phone 6 77 12 34 56.")
    save(family_name="Bello", struck_off_on=today, struck_off_reason="Wrote to ZAINA.K@example.org every day")
    association = the_association()
    identity = identity_of(association)
    identity.address = "c/o Kwitcheu Zaïnabou"
    save_identity(identity, logo=None)
    assert told(plan(zaina)) == [
        ("contact", "Library of Examples", "Zaïnabou KWITCHEU"),
        ("elsewhere", "The association's details", "c/o Kwitcheu Zaïnabou"),
        ("text", "Diop", "Her sister is zaïnabou kwitcheu, phone 6 77 12 34 56."),
        ("text", "Bello", "Wrote to ZAINA.K@example.org every day"),
    ]


def test_chosen_mentions_go_everywhere(zaina, library, save, plan, today):
    friend = save(
        family_name="Diop", notes="Her sister is Zaïnabou Kwitcheu, phone 6 77 12 34 56, zaina.k@example.org."
    )
    chosen = {mention.key for mention in plan(zaina).mentions}
    done = erase([zaina], today=today, mentions=chosen)
    assert done.mentions == len(chosen)
    assert read_member(friend).notes == "Her sister is Personne effacée, phone [effacé], [effacé]."
    assert [contact.family_name for contact in read_member(library).contacts] == ["Diop"]
    assert places_with(WORDS) == []
    assert faults() == []


def test_what_is_not_chosen_stays_to_the_letter(zaina, library, save, plan, today):
    friend = save(family_name="Diop", notes="Her sister is Zaïnabou Kwitcheu.")
    before = others([friend, library])
    change = last_undoable()
    assert len(plan(zaina).mentions) >= 2
    erase([zaina], today=today)
    assert others([friend, library]) == before
    undo(change.id)
    assert Member.get_or_none(Member.id == friend) is None


def test_a_mention_that_was_changed_since_is_found_in_the_history(zaina, save, plan, today):
    friend = save(family_name="Diop", notes="Her sister is Zaïnabou Kwitcheu.")
    data = read_member(friend)
    data.notes = ""
    save(data, member_id=friend)
    (mention,) = plan(zaina).mentions
    assert (mention.kind, mention.where) == ("history", "Diop")
    erase([zaina], today=today, mentions=[mention.key])
    assert places_with(WORDS) == []


def test_a_contact_person_of_former_times(zaina, library, save, plan, today):
    data = read_member(library)
    data.contacts = data.contacts[1:]
    save(data, member_id=library)
    (mention,) = plan(zaina).mentions
    assert mention.kind == "history"
    erase([zaina], today=today, mentions=[mention.key])
    assert places_with(WORDS) == []
    assert [contact.given_name for contact in read_member(library).contacts] == ["Ali"]


def test_a_namesake_and_a_shared_phone_are_left_alone(zaina, save, plan, today):
    twin = save(given_name="Zaïnabou", family_name="Kwitcheu", phones=["+237677123456"], town="Kribi")
    before = others([twin])
    assert plan(zaina).mentions == []
    erase([zaina], today=today)
    assert others([twin]) == before
    assert faults() == []


def test_records_that_were_brought_together(zaina, save, plan, today, conventions):
    other = save(given_name="Zaï", family_name="Tchamba", notes="the other record", phones=["+237699000111"])
    data = merged(read_member(zaina), read_member(other))
    merge(zaina, other, data, today=today, conventions=conventions)
    before = counts()
    assert any("brought together" in sentence for sentence in plan(zaina).goes)
    erase([zaina], today=today)
    assert places_with([*WORDS, "Tchamba", "tchamba", "the other record", "699000111"]) == []
    assert counts() == before
    assert faults() == []


ROWS = 2_000


def test_one_of_an_import_of_thousands(file, tmp_path, today, plan, conventions):
    lines = [
        f"M{n};Family{n};Given{n};given.{n}@example.org;699{n:06};Town{n % 40};note {n} of all"
        for n in range(ROWS)
    ]
    path = tmp_path / "list.csv"
    path.write_text("Number;Family name;Given name;E-mail;Phone;Town;Notes\n" + "\n".join(lines), "utf-8")
    table = open_table(path)
    apply(dry_run(table, guess_mapping(table), today=today, file_name="list.csv"), today=today)
    one = Member.get(Member.family_name == "Family1234").id
    rest = [row.id for row in Member.select().where(Member.id != one).limit(60)]
    before, untouched = counts(), others(rest)
    erase([one], today=today)
    assert places_with(["Family1234", "family1234", "given.1234@", "699001234", "note 1234", '"M1234"']) == []
    assert counts() == before
    assert others(rest) == untouched
    assert faults() == []
    imported = next(row for row in Operation.select() if str(row).startswith("Import"))
    assert imported.is_scrubbed


def test_two_that_were_brought_together_by_mistake(zaina, save, today, conventions):
    """After the undo the other's history still tells what it was for a while."""
    other = save(given_name="Ali", family_name="Diop", notes="his own note")
    merge(other, zaina, merged(read_member(other), read_member(zaina)), today=today, conventions=conventions)
    undo(last_undoable().id)
    before, counted = read_member(other), counts()
    assert places_with(["677123456", "zaina.k@example.org"]) != []
    erase([zaina], today=today)
    assert places_with(WORDS) == []
    assert read_member(other) == before
    assert counts() == counted
    assert faults() == []


def test_a_phone_typed_on_the_wrong_page(zaina, save, plan, today):
    friend = save(family_name="Diop", phones=["+237677123456"])
    assert plan(zaina).mentions == []
    data = read_member(friend)
    data.phones = []
    save(data, member_id=friend)
    (mention,) = plan(zaina).mentions
    assert (mention.kind, mention.where) == ("history", "Diop")
    erase([zaina], today=today, mentions=[mention.key])
    assert places_with(WORDS) == []
    assert faults() == []
