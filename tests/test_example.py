"""The example association: complete, plainly an example, and the same every time."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date

import pytest
from PIL import Image

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.example import build_example
from assoc_desktop.example.portraits import SIZE, draw_portrait
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members import listing
from assoc_desktop.members.cards.documents import write_cards
from assoc_desktop.members.cards.records import cards_to_print
from assoc_desktop.members.cards.rules import card_issuer, faces_for, stored_designs
from assoc_desktop.members.consents import PURPOSES, agreed, refused
from assoc_desktop.members.duplicates.finding import find_duplicates
from assoc_desktop.members.filters.queries import filtered_ids
from assoc_desktop.members.filters.saved import saved_filters
from assoc_desktop.members.households import people_of
from assoc_desktop.members.memberships import facts_of
from assoc_desktop.members.records import (
    Card,
    Category,
    ContactPerson,
    CustomValue,
    EmailAddress,
    Household,
    Member,
    Membership,
    MemberTag,
    NotSame,
    Phone,
)
from assoc_desktop.members.references import relations_of
from assoc_desktop.members.rules import check_member, read_member
from assoc_desktop.members.status import STATUSES, status_on
from assoc_desktop.pdf.sheets import SHEETS
from assoc_desktop.refusals import Refused
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage import attachment, database
from assoc_desktop.storage.file import open_file
from assoc_desktop.storage.history import Operation
from assoc_desktop.treasury.records import Entry, EntryText, Posting


@pytest.fixture
def example(example_path):
    with open_file(example_path, SCHEMA):
        yield example_path


def test_it_has_what_it_promises(example):
    kinds = Counter(member.kind for member in Member.select())
    assert kinds == {"person": 100, "institution": 20}
    assert [season.label for season in Season.select().order_by(Season.starts_on)] == ["2024", "2025", "2026"]
    assert Category.select().count() == 7
    for record in (Phone, EmailAddress, ContactPerson, CustomValue, MemberTag):
        assert record.select().count() > 10, record
    assert Member.select().where(Member.employer.is_null(False)).count() > 20
    assert Membership.select().where(Membership.reduction > 0).count() > 0


def test_francs_without_decimals_in_a_country_that_writes_two_languages(example):
    association = the_association()
    assert (association.country, association.currency) == ("CM", "XAF")
    assert association.conventions.decimals == 0


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2024, 2, 29), date(2026, 12, 31)])
def test_every_status_occurs_whatever_the_day(example_made_on, day):
    with open_file(example_made_on(day), SCHEMA):
        conventions = the_association().conventions
        found = Counter(status_on(day, facts_of(member), conventions).code for member in Member.select())
    assert set(found) == set(STATUSES)
    assert found["current"] > 60


def test_every_member_passes_the_rules_and_has_a_number_once_joined(example, today):
    conventions = the_association().conventions
    for member in Member.select():
        assert (
            check_member(read_member(member.id), today=today, conventions=conventions, member_id=member.id)
            == {}
        )
        assert bool(member.number) == bool(member.joined_on)
        assert member.joined_on is None or member.joined_on <= today


def test_nobody_real_can_be_reached(example):
    phones = [row.number for row in Phone.select()] + [
        row.phone for row in ContactPerson.select() if row.phone
    ]
    assert all(phone.startswith("+237670000") for phone in phones)
    emails = [row.address for row in EmailAddress.select()] + [row.email for row in ContactPerson.select()]
    assert all(email.endswith("@example.org") and email.isascii() for email in emails)
    names = [member.name for member in Member.select().where(Member.kind == "institution")]
    assert all("exemple" in name or "Example" in name for name in names)


def test_letters_that_need_care_are_there(example):
    names = "".join(member.full_name for member in Member.select())
    assert set("ƆŊƁọễŁ'’Éœ") <= set(names)


def test_portraits_are_small_and_differ(example):
    hashes = [row.photo_id for row in Member.select().where(Member.photo.is_null(False))]
    assert len(set(hashes)) == len(hashes) > 60
    for content in attachment.read_many(set(hashes)).values():
        assert len(content) < 20_000
    assert Image.open(io.BytesIO(draw_portrait(3, woman=True))).size == SIZE
    assert Image.open(io.BytesIO(attachment.read(the_association().logo_id))).format == "PNG"


def test_the_register_of_cards_has_every_kind(example, today):
    season = Season.get(Season.label == "2026")
    cards = list(Card.select().where(Card.season == season))
    assert sum(card.handed_over_on is not None for card in cards) == 8
    assert sum(card.spoiled_on is not None for card in cards) == 1
    assert sum(card.lost_on is not None for card in cards) == 1
    assert Card.select().where(Card.season != season).count() > 60
    assert len(cards_to_print(season.id, today)) > 60


def test_nobody_received_a_card_before_joining_or_after_leaving(example):
    for card in Card.select(Card, Member).join(Member):
        member = card.member
        left = [day for day in (member.resigned_on, member.struck_off_on, member.deceased_on) if day]
        assert member.joined_on <= card.printed_on
        assert all(day >= (card.handed_over_on or card.printed_on) for day in left)


def test_its_cards_can_be_drawn(example, today):
    season = Season.get(Season.label == "2026")
    for stored in stored_designs():
        faces = faces_for(season, cards_to_print(season.id, today)[:12], stored.design)
        file = io.BytesIO()
        printed = write_cards(
            file, faces, stored.design, SHEETS["a4"], association=card_issuer(stored.design)
        )
        assert printed.cards == 12
        assert file.getvalue().startswith(b"%PDF")


def _answers_counted():
    """What surveys were answered; the ids of answers are drawn by chance each time."""
    sql = """SELECT survey.name, code, choice.position, value, text, count(*) AS n FROM survey_answer
        JOIN survey_question AS question ON question.id = survey_answer.question_id JOIN survey ON survey.id = question.survey_id
        LEFT JOIN survey_choice AS choice ON choice.id = choice_id GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5"""
    counted = database.execute_sql(sql).fetchall()
    assert len(counted) > 200
    return counted


def test_it_is_the_same_every_time(example_path, tmp_path, today):
    again = tmp_path / "again.assoc"
    build_example(again, language="fr", today=today)
    told = []
    for path in (example_path, again):
        with open_file(path, SCHEMA):
            members = Member.select(
                Member.number, Member.sort_name, Member.search_text, Member.photo, Member.joined_on
            )
            entries = Entry.select(Entry.day, Entry.kind, Entry.method, Entry.reference, EntryText.text)
            posted = Posting.select(Posting.amount).order_by(Posting.id)
            told.append(
                [
                    *members.order_by(Member.id).tuples(),
                    *entries.join(EntryText).order_by(Entry.id).tuples(),
                    *posted.tuples(),
                    *_answers_counted(),
                ]
            )
    assert told[0] == told[1]


def test_it_is_one_operation_that_stays(example):
    operations = list(Operation.select())
    assert len(operations) == 1
    assert not operations[0].undoable


def test_nothing_is_built_over_another_file(tmp_path, today):
    path = tmp_path / "mine.assoc"
    path.write_text("mine")
    with pytest.raises(Refused):
        build_example(path, language="fr", today=today)
    assert path.read_text() == "mine"
    assert database.is_closed()


def test_texts_follow_the_language(example_path, example_made_on):
    english = example_made_on(date(2026, 1, 1))
    names = []
    for path, language in ((english, "en"), (example_path, "fr")):
        with open_file(path, SCHEMA):
            names.append(the_association().name)
            assert the_association().conventions == Conventions(language, "CM", "XAF")
    assert names == ["Example Library Association", "Association-exemple de bibliothèques"]


def test_members_are_tied_to_each_other(example):
    homes = list(Household.select())
    assert len(homes) == 3
    for home in homes:
        at_home = people_of(home.id)
        assert len(at_home) >= 2
        assert len({(each.family_name, each.address, each.town) for each in at_home}) == 1
        assert home.payer_id == at_home[0].id
    tied = [
        relations_of(each.id, today=date(2026, 5, 14))
        for each in Member.select().where(Member.kind == "institution")
    ]
    assert sum(len(each.contacts) for each in tied) >= 1


def test_two_look_alikes_are_found_and_the_namesakes_are_remembered(example):
    pairs = find_duplicates()
    assert len(pairs) == 2
    assert NotSame.select().count() == 1
    assert {pair.one for pair in pairs} & {row.member_id for row in NotSame.select()} == set()


def test_consents_were_asked_and_some_refused(example):
    for purpose in PURPOSES:
        assert agreed(purpose) and refused(purpose)
        assert not agreed(purpose) & refused(purpose)


def test_its_filters_find_somebody(example, today):
    kept = saved_filters(today)
    assert len(kept) == 2
    for each in kept:
        assert each.problem == ""
        assert 3 <= len(filtered_ids(each.group, today)) < 30


def test_its_filter_of_who_did_not_renew_finds_only_whom_one_may_remind(example, today):
    (group,) = [each.group for each in saved_filters(today) if "téléphone" in each.name]
    rows = listing.rows(filtered_ids(group, today), season_id=None, today=today)
    assert {row.status for row in rows} <= {"grace", "lapsed"}
    assert all(row.phone for row in rows)


def test_two_have_been_gone_for_more_than_ten_years(example, today):
    long_ago = today.replace(year=today.year - 10)
    gone = list(Member.select().where(Member.resigned_on < long_ago))
    assert len(gone) == 2
    assert all(member.joined_on < member.resigned_on and not member.memberships.count() for member in gone)
