"""Changing many members at once: each change, each refusal, and what the dry run says of them."""

import datetime
import re

import pytest

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import add_season
from assoc_desktop.members.changing.model import (
    AddTag,
    AppendNotes,
    Archive,
    BringBack,
    Enrol,
    RemoveTag,
    Resign,
    SetCategory,
    SetCustom,
    SetField,
    check_changes,
)
from assoc_desktop.members.changing.rules import apply, dry_run
from assoc_desktop.members.changing.words import Difference
from assoc_desktop.members.changing.words import told as as_line
from assoc_desktop.members.checking import check_members
from assoc_desktop.members.custom_fields import save_custom_field
from assoc_desktop.members.memberships import CategoryData, save_category
from assoc_desktop.members.records import (
    BOTH,
    INSTITUTION,
    PERSON,
    Category,
    CustomField,
    Member,
    Membership,
    MemberTag,
)
from assoc_desktop.members.rules import archive, read_member, record_leaving, save_member
from assoc_desktop.members.telling import told_history
from assoc_desktop.refusals import Cancelled, Invalid, Refused
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo

DAY = datetime.date(2026, 5, 1)


def refusals(run, ids, *changes):
    return list(run(ids, *changes).refused.values())


# Fields, tags, notes


def test_a_field_is_set_and_told(run, told, people, conventions):
    awa, paul, library = people
    plan = run(people, SetField("town", " Thiès "))
    assert (plan.changed, plan.unchanged, plan.refused) == ([paul], [awa, library], {})
    assert told(plan)[paul] == [("Town", "", "Thiès")]
    assert read_member(paul).town == "", "a dry run writes nothing"
    assert apply(plan) == 1
    assert read_member(paul).town == "Thiès"
    assert str(last_undoable()) == "Change Paul Kamga"
    assert told_history(paul, conventions)[0].label == "Change Paul Kamga"
    assert check_members() == []


def test_several_fields_are_set_at_once(run, told, awa, paul, library):
    changes = [
        SetField("region", "Centre"), SetField("postcode", "1234"), SetField("country", "sn"),
        SetField("languages", "fr,en"), SetField("profession", "Clerk"), SetField("employer_id", library),
    ]  # fmt: skip
    plan = run([awa, paul], *changes)
    assert told(plan)[awa] == [
        ("Region", "", "Centre"), ("Postcode", "", "1234"), ("Country", "", "Senegal"),
        ("Languages", "", "French, English"), ("Profession", "", "Clerk"), ("Employer", "", "Library"),
    ]  # fmt: skip
    assert apply(plan) == 2
    assert str(last_undoable()) == "Change 2 members"
    member = read_member(paul)
    assert (member.country, member.employer_id, member.languages) == ("SN", library, "fr,en")
    cleared = run([awa], SetField("employer_id", None), SetField("country", ""))
    assert told(cleared)[awa] == [("Country", "Senegal", ""), ("Employer", "Library", "")]


def test_fields_of_the_other_kind_are_refused(run, people, told):
    awa, _paul, library = people
    assert refusals(run, people, SetField("profession", "x")) == ["An institution has no field “Profession”."]
    assert len(refusals(run, people, SetField("library_kind", "public"))) == 2
    assert refusals(run, [awa], SetField("library_kind", "public")) == [
        "A person has no field “Kind of library”."
    ]
    assert told(run([library], SetField("library_kind", "public")))[library] == [
        ("Kind of library", "", "Public library")
    ]


def test_tags_come_and_go_and_the_others_stay(change, run, told, awa, paul):
    before = set(MemberTag.select(MemberTag.id).where(MemberTag.member == awa).tuples())
    plan = run([awa, paul], AddTag("BOARD"), AddTag("New one"), RemoveTag("volunteer"))
    assert told(plan) == {
        awa: [("Tags", "Board, Volunteer", "Board, New one")],
        paul: [("Tags", "", "Board, New one")],
    }
    apply(plan)
    assert (read_member(awa).tags, read_member(paul).tags) == (["Board", "New one"], ["Board", "New one"])
    after = set(MemberTag.select(MemberTag.id).where(MemberTag.member == awa).tuples())
    assert len(before & after) == 1, "the tag that stays is the same row"
    assert run([awa, paul], AddTag("new ONE"), RemoveTag("unknown")).unchanged == [awa, paul]
    assert check_members() == []


def test_custom_fields(run, told, change, people):
    awa, paul, library = people
    both = save_custom_field("Shirt", "choice", applies_to=BOTH, choices="S\nM").id
    mine = save_custom_field("Since", "date", applies_to=PERSON).id
    theirs = save_custom_field("Shelves", "number", applies_to=INSTITUTION).id
    assert change(people, SetCustom(both, "M")) == 3
    assert told(run([awa], SetCustom(both, "S"), SetCustom(mine, "2026-02-01")))[awa] == [
        ("Shirt", "M", "S"), ("Since", "", "01/02/2026")
    ]  # fmt: skip
    assert refusals(run, people, SetCustom(mine, "")) == ["The field “Since” is not for institutions."]
    assert refusals(run, [awa], SetCustom(theirs, "3")) == ["The field “Shelves” is not for persons."]
    assert change(people, SetCustom(both, "")) == 3
    assert read_member(library).custom == read_member(paul).custom == {}


def test_notes_grow(change, run, told, paul, awa):
    assert told(run([paul, awa], AppendNotes("More " * 20)))[paul][0][2].startswith("…More More")
    assert change([paul, awa], AppendNotes(" Called ")) == 2
    assert (read_member(paul).notes, read_member(awa).notes) == ("Old note\nCalled", "Called")


# Belonging


def test_a_category_keeps_the_fee_or_brings_its_own(run, told, change, awa, paul, season, category):
    student = save_category(CategoryData("Cheap", PERSON, fee=1000)).id
    assert refusals(run, [awa, paul], SetCategory(season.id, student)) == ["Is not enrolled for 2026."]
    plan = run([awa], SetCategory(season.id, student, keep_fee=False))
    what, before, after = told(plan)[awa][0]
    assert what == "Membership 2026"
    assert re.fullmatch(r"Individual, .*5,000", before)
    assert re.fullmatch(r"Cheap, .*1,000", after)
    change([awa], SetCategory(season.id, student))
    row = Membership.get(Membership.member == awa)
    assert (row.category_id, row.fee_due) == (student, 5000)
    change([awa], SetCategory(season.id, category("Student"), keep_fee=False))
    assert run([awa], SetCategory(season.id, category("Student"))).unchanged == [awa]
    assert Membership.get(Membership.member == awa).fee_due == 5000
    assert check_members() == []


def test_a_category_for_life_has_no_end(change, awa, season, category):
    def row():
        found = Membership.get(Membership.member == awa)
        return found.ends_on, found.grace_until, found.fee_due

    before = row()
    change([awa], SetCategory(season.id, category("Life"), keep_fee=False))
    assert row() == (None, None, 0)
    change([awa], SetCategory(season.id, category("Individual"), keep_fee=False))
    assert row() == before
    assert check_members() == []


def test_categories_have_their_kinds(run, people, season, category):
    awa, _paul, library = people
    assert refusals(run, [library], SetCategory(season.id, category("Student"))) == [
        "The category Student is not for institutions."
    ]
    assert refusals(run, [awa], Enrol(season.id, category("Corporate"))) == []
    add_season("2027", DAY.replace(2027, 1, 1), DAY.replace(2027, 12, 31))
    later = Season.get(Season.label == "2027").id
    assert refusals(run, [awa], Enrol(later, category("Corporate"))) == [
        "The category Corporate is not for persons."
    ]


def test_a_fee_below_the_reduction_is_refused(run, awa, season, category):
    Membership.update(reduction=4000, reduction_reason="x").execute()
    (told,) = refusals(run, [awa], SetCategory(season.id, category("Honorary"), keep_fee=False))
    assert re.fullmatch("The fee would be .*0, less than the reduction of .*4,000.", told)
    assert refusals(run, [awa], SetCategory(season.id, category("Honorary"))) == []


@pytest.fixture
def next_season(season):
    add_season("2027", datetime.date(2027, 1, 1), datetime.date(2027, 12, 31))
    return Season.get(Season.label == "2027").id


def test_enrolling_as_last_year_or_in_a_category(run, change, people, next_season, category):
    awa, paul, library = people
    assert run(people, Enrol(next_season)).refused == {paul: "Was in no category before. Choose one."}
    assert change(people, Enrol(next_season)) == 2
    rows = {
        row.member_id: row.category.name
        for row in Membership.select().where(Membership.season == next_season)
    }
    assert rows == {awa: "Individual", library: "Institution"}
    assert Member.get_by_id(paul).number is None
    assert change(people, Enrol(next_season, category("Individual"))) == 1, "who is enrolled stays"
    assert Member.get_by_id(paul).number
    assert check_members() == []


def test_who_passed_the_limits_of_a_category_moves(change, save, awa, category, season, next_season):
    grown, child = category("Individual"), category("Student")
    Category.update(max_age=25, moves_to=grown).where(Category.id == child).execute()
    save(replace_of(awa, birth_date=datetime.date(1990, 1, 1)), awa)
    Membership.update(category=child).where(Membership.member == awa).execute()
    assert change([awa], Enrol(next_season)) == 1
    row = Membership.get((Membership.member == awa) & (Membership.season == next_season))
    assert row.category_id == grown


def test_who_left_is_not_enrolled(run, save, season, category, conventions, today):
    ids = {name: save(family_name=name) for name in ("dead", "gone", "off", "back", "late")}
    record_leaving(ids["dead"], "deceased_on", DAY)
    record_leaving(ids["gone"], "resigned_on", DAY)
    record_leaving(ids["off"], "struck_off_on", DAY, reason="x")
    record_leaving(ids["back"], "resigned_on", DAY)
    save(replace_of(ids["back"], joined_on=DAY.replace(day=2)), ids["back"])
    save(replace_of(ids["late"], joined_on=DAY.replace(year=2027)), ids["late"])
    boxed = save(family_name="boxed")
    archive([boxed], DAY)
    plan = run([*ids.values(), boxed], Enrol(season.id, category("Individual")))
    assert plan.refused == {
        ids["dead"]: "Has died.",
        ids["gone"]: "Resigned on 01/05/2026: enrol on the page of whoever comes back.",
        ids["off"]: "Was struck off on 01/05/2026: enrol on the page of whoever comes back.",
        ids["late"]: "Joined on 01/05/2027, after the season.",
        boxed: "Is in the archive. Bring back from it first.",
    }
    assert plan.changed == [ids["back"]]
    both = run([boxed], BringBack(), Enrol(season.id, category("Individual")))
    assert both.changed == [boxed]


def replace_of(member_id, **fields):
    data = read_member(member_id)
    for name, value in fields.items():
        setattr(data, name, value)
    return data


def test_rolling_categories_that_count_for_another_season(run, awa, next_season, season):
    """Twelve months that follow those before count for the season in which they begin."""
    rolling = save_category(CategoryData("Rolling", PERSON, rolling=True)).id
    assert run([awa], Enrol(next_season, rolling)).changed == [awa]
    later = save_rolled(awa, season)
    told = refusals(run, [awa], Enrol(later, rolling))
    assert told == ["In the category Rolling the next membership counts for 2027. Enrol on the page."]


def test_who_is_enrolled_during_a_season_joins_today(change, paul, season, category, next_season):
    """As on the page for enrolling many: a share of the fee, or the next season, by the rules of the category."""
    student = category("Student")
    half = ",".join(["100"] * 3 + ["50"] * 9)
    Category.update(fee=5000, pro_rata=half).where(Category.id == student).execute()
    assert change([paul], Enrol(season.id, student)) == 1
    row = Membership.get(Membership.member == paul)
    assert (row.starts_on, row.fee_due) == (datetime.date(2026, 5, 14), 2500)
    row.delete_instance()
    Category.update(next_season_from=5).where(Category.id == student).execute()
    assert change([paul], Enrol(season.id, student)) == 1
    row = Membership.get(Membership.member == paul)
    assert (row.season_id, row.starts_on, row.fee_due) == (next_season, datetime.date(2026, 5, 14), 5000)


def test_who_is_enrolled_may_get_another_category_in_the_same_change(change, paul, season, category):
    student = category("Student")
    Category.update(fee=700).where(Category.id == student).execute()
    changes = (Enrol(season.id, category("Individual")), SetCategory(season.id, student, False))
    assert change([paul], *changes) == 1
    row = Membership.get(Membership.member == paul)
    assert (row.category_id, row.fee_due) == (student, 700)


def save_rolled(awa, season):
    add_season("2028", datetime.date(2028, 1, 1), datetime.date(2028, 12, 31))
    Membership.update(ends_on="2027-06-30", grace_until="2028-06-30").where(
        Membership.member == awa
    ).execute()
    Membership.create(
        member=awa, season=Season.get(Season.label == "2027"), category=Membership.get().category_id,
        starts_on="2027-01-01", ends_on="2027-12-01", grace_until="2028-02-01",
    )  # fmt: skip
    return Season.get(Season.label == "2028").id


def test_resigning(run, told, change, awa, paul, save, next_season):
    dead = save(family_name="dead")
    record_leaving(dead, "deceased_on", DAY)
    save(replace_of(paul, joined_on=DAY.replace(day=2)), paul)
    plan = run([awa, paul, dead], Resign(DAY, "Moved away"))
    assert told(plan)[awa] == [("Resigned on", "", "01/05/2026"), ("Notes", "", "Moved away")]
    assert plan.refused == {paul: "Joined on 02/05/2026, after this day.", dead: "Has died."}
    apply(plan, leave_out_refused=True)
    member = read_member(awa)
    assert (member.resigned_on, member.notes) == (DAY, "Moved away")
    assert run([awa], Resign(DAY, "again")).unchanged == [awa]
    change([paul], Enrol(next_season, Membership.get().category_id))
    assert refusals(run, [paul], Resign(DAY.replace(month=6))) == [
        "Has a membership from 01/01/2027, after this day."
    ]


def test_archiving_and_bringing_back(run, told, change, awa, paul):
    assert change([awa, paul], Archive(DAY)) == 2
    plan = run([awa, paul], Archive(DAY.replace(day=2)))
    assert plan.unchanged == [awa, paul], "the day stays"
    assert told(run([awa], BringBack()))[awa] == [("Archived on", "01/05/2026", "")]
    assert change([awa], BringBack()) == 1
    assert Member.get_by_id(awa).archived_on is None


# As a whole


def test_who_is_refused_refuses_all_or_is_left_out(run, people, every_row):
    awa, paul, library = people
    before = every_row()
    plan = run(people, SetField("profession", "Clerk"), SetField("town", "Douala"))
    with pytest.raises(Refused, match="1 member cannot be changed so: Library: An institution has no field"):
        apply(plan)
    assert every_row() == before
    assert apply(plan, leave_out_refused=True) == 2
    assert (read_member(library).town, read_member(awa).town) == ("Thiès", "Douala")
    undo(last_undoable().id)
    assert every_row() == before
    assert paul in plan.changed


def test_nobody_and_nothing(run, awa):
    with pytest.raises(Refused, match="Choose at least one member"):
        run([], SetField("town", "x"))
    with pytest.raises(Refused, match="Choose at least one change"):
        run([awa])
    with pytest.raises(Refused, match="Nothing would change"):
        apply(run([awa], SetField("town", "Thiès")))
    assert run([awa, awa, 5], SetField("town", "x")).changed == [awa], "each once; who is gone is left out"


def test_what_was_erased_is_never_changed(run, awa):
    Member.update(erased_on=DAY).execute()
    assert refusals(run, [awa], SetField("town", "x")) == [
        "This member was erased and is never changed again."
    ]


def test_members_that_were_changed_meanwhile(run, awa, paul, conventions, today):
    plan = run([awa, paul], SetField("town", "Douala"))
    save_member(replace_of(paul, town="Douala"), today=today, conventions=conventions, member_id=paul)
    with pytest.raises(Refused, match="changed meanwhile"):
        apply(plan)
    assert read_member(awa).town == "Thiès"


def test_progress_and_cancel(people, conventions, today, monkeypatch, every_row):
    monkeypatch.setattr("assoc_desktop.members.changing.rules._AT_ONCE", 1)
    steps = []
    changes = [SetField("town", "Douala")]
    plan = dry_run(
        people, changes, today=today, conventions=conventions, progress=lambda *step: steps.append(step)
    )
    assert steps == [(0, 3), (1, 3), (2, 3)]
    before = every_row()

    def cancel(done, _total):
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        apply(plan, progress=cancel)
    assert every_row() == before


WRONG = [
    (SetField("name", "x"), "“name” cannot be set for many members at once. Fields: town, region, postcode, country, languages, profession, employer_id, library_kind."),
    (SetField("country", "ZZ"), "“ZZ” is not a country."),
    (SetField("languages", "French"), "“French” is not a list of language codes such as fr,en."),
    (SetField("library_kind", "x"), "“x” is not a kind of library."),
    (SetField("employer_id", 1), "The employer must be an institution of the list."),
    (SetCustom(1, "x"), "This field does not exist any more."),
    (AddTag("a,b"), "A tag cannot hold a comma: commas separate tags."),
    (RemoveTag(" "), "The tag needs a name with a letter or a digit."),
    (AppendNotes(" "), "Write what is to stand in the notes."),
    (Enrol(1), "Choose a season."),
]  # fmt: skip


@pytest.mark.parametrize(("change", "sentence"), WRONG, ids=lambda value: type(value).__name__)
def test_wrong_changes_are_told_beforehand(run, awa, change, sentence):
    with pytest.raises(Invalid) as invalid:
        run([awa], SetField("region", "x"), change)
    assert invalid.value.problems == {"change.1": sentence}


def test_unknown_categories_and_choices(run, awa, season, conventions, today):
    field = save_custom_field("Shirt", "choice", choices="S\nM").id
    wrong = [SetCategory(season.id, 1), SetCustom(field, "L")]
    assert check_changes(wrong, conventions, today) == {
        0: "Choose a category.", 1: "Shirt: “L” is not one of the choices."
    }  # fmt: skip
    assert CustomField.get_by_id(field).name == "Shirt"


TWICE = [
    (SetField("town", "a"), SetField("town", "b")), (AddTag("a"), RemoveTag("A")), (Archive(DAY), BringBack()),
    (Resign(DAY), Resign(DAY)), (SetCustom(1, ""), SetCustom(1, "x")), (Enrol(1), Enrol(1, 2)),
]  # fmt: skip


@pytest.mark.parametrize("pair", TWICE, ids=lambda pair: type(pair[0]).__name__)
def test_one_thing_is_changed_once(pair, conventions, today):
    told = check_changes(pair, conventions, today)
    assert 1 in told
    assert "town" not in told or told[1] == "This is changed twice. Take one of the two changes away."


def test_differences_as_lines():
    assert as_line(Difference("Town", "A", "B")) == "Town: A → B"
    assert as_line(Difference("Town", "", "B")) == "Town: B"
    assert as_line(Difference("Town", "A", "")) == "Town: A → nothing"
