"""The timeline of a member has everything, in order, and its filters only divide it."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assoc_desktop.association.records import Season
from assoc_desktop.language.folding import fold
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.records import Card, Category, Consent, Member, Membership, Proof
from assoc_desktop.members.rules import archive, record_leaving
from assoc_desktop.members.telling import told_history
from assoc_desktop.members.timeline import (
    CARD,
    CHANGE,
    CONSENT,
    LIFE,
    MEMBERSHIP,
    PROOF,
    SOURCES,
    Entry,
    chosen,
    counts,
    kind_words,
    timeline,
    told_once,
)
from assoc_desktop.storage.history import operation

DAY = datetime.date


@pytest.fixture
def awa(save):
    return save(
        MemberData(
            family_name="Example",
            given_name="Awa",
            birth_date=DAY(1990, 1, 31),
            prospect_since=DAY(2025, 12, 1),
            joined_on=DAY(2026, 1, 2),
        )
    )


@pytest.fixture
def lived(awa):
    """A member of whom everything is known."""
    season, category = Season.get(), Category.get()
    with operation("Live"):
        Membership.create(
            member=awa, season=season, category=category, starts_on=DAY(2026, 1, 1), ends_on=DAY(2026, 12, 31),
            grace_until=DAY(2027, 3, 1), fee_due=5000, reduction=1000, reduction_reason="Lives far away",
        )  # fmt: skip
        Card.create(
            serial="0001-2026-1", member=awa, season=season, valid_until=DAY(2027, 3, 1),
            printed_on=DAY(2026, 1, 10), handed_over_on=DAY(2026, 1, 12), lost_on=DAY(2026, 2, 1),
            spoiled_on=DAY(2026, 2, 3),
        )  # fmt: skip
        Proof.create(member=awa, name="Student card", seen_on=DAY(2026, 1, 5), valid_until=DAY(2026, 9, 30))
        Consent.create(member=awa, purpose="photo", given=True, said_on=DAY(2026, 1, 5), source="paper form")
        Consent.create(member=awa, purpose="email", given=False, said_on=DAY(2026, 1, 6))
    return awa


def _of(entries, kind):
    return [(entry.at, entry.title, entry.lines) for entry in entries if entry.kind == kind]


def test_memberships_begin_and_end(lived, conventions):
    assert _of(timeline(lived, conventions), MEMBERSHIP) == [
        (DAY(2026, 12, 31), "Membership 2026 ends", ("Grace until 01/03/2027.",)),
        (
            DAY(2026, 1, 1),
            "Membership 2026 begins",
            ("Individual, FCFA5,000", "Reduction: FCFA1,000 (Lives far away)"),
        ),
    ]


def test_a_membership_for_life_owes_nothing_and_has_no_end(awa, conventions):
    with operation("Honour"):
        Membership.create(
            member=awa, season=Season.get(), category=Category.get(), starts_on=DAY(2026, 1, 1), reduction=5
        )
    assert _of(timeline(awa, conventions), MEMBERSHIP) == [
        (
            DAY(2026, 1, 1),
            "Membership 2026 begins",
            ("Individual, nothing due", "Reduction: FCFA5", "For life."),
        )
    ]


def test_what_became_of_a_card(lived, conventions):
    assert _of(timeline(lived, conventions), CARD) == [
        (DAY(2026, 2, 3), "Card 0001-2026-1 spoiled", ()),
        (DAY(2026, 2, 1), "Card 0001-2026-1 lost", ()),
        (DAY(2026, 1, 12), "Card 0001-2026-1 handed over", ()),
        (DAY(2026, 1, 10), "Card 0001-2026-1 printed", ("Valid until 01/03/2027.",)),
    ]


def test_proofs_and_consents(lived, conventions):
    found = timeline(lived, conventions)
    assert _of(found, PROOF) == [
        (DAY(2026, 9, 30), "Proof runs out: Student card", ()),
        (DAY(2026, 1, 5), "Proof shown: Student card", ()),
    ]
    assert _of(found, CONSENT) == [
        (DAY(2026, 1, 6), "Refused: E-mail", ()),
        (DAY(2026, 1, 5), "Agreed: Photo on cards and lists", ("paper form",)),
    ]


def test_the_days_of_a_life(awa, conventions, today):
    record_leaving(awa, "struck_off_on", DAY(2026, 5, 1), reason="Never came")
    archive([awa], on=today)
    assert _of(timeline(awa, conventions), LIFE) == [
        (today, "Put into the archive", ()),
        (DAY(2026, 5, 1), "Striking off", ("Never came",)),
        (DAY(2026, 1, 2), "Joined the association", ()),
        (DAY(2025, 12, 1), "First contact", ()),
        (DAY(1990, 1, 31), "Birth", ()),
    ]


def test_every_told_change_appears_and_nothing_is_added(lived, save, conventions):
    save(MemberData(family_name="Example", given_name="Awa B."), lived)
    changes = [entry for entry in timeline(lived, conventions) if entry.kind == CHANGE]
    told = told_history(lived, conventions)
    assert [(e.at, e.who, e.title, e.lines) for e in changes] == [
        (t.at, t.who, t.label, t.lines) for t in told
    ]
    assert len(told) == 3


def test_it_is_in_order_and_what_has_an_hour_stands_first(lived, conventions):
    found = timeline(lived, conventions)
    assert [entry.day for entry in found] == sorted((entry.day for entry in found), reverse=True)
    moment = datetime.datetime.combine(DAY(2026, 1, 5), datetime.time(9)).astimezone()
    visits = [Entry(moment, "visit", "Visit"), Entry(moment.replace(hour=10), "visit", "Second visit")]
    found = timeline(lived, conventions, (*SOURCES, lambda *_: visits))
    of_day = [entry.title for entry in found if entry.day == DAY(2026, 1, 5)]
    assert of_day[:2] == ["Second visit", "Visit"]
    assert set(of_day[2:]) == {"Proof shown: Student card", "Agreed: Photo on cards and lists"}


def test_the_newest_are_the_first_of_all(lived, save, conventions):
    for number in range(12):
        save(MemberData(family_name="Example", given_name=f"Awa {number}"), lived)
    everything = timeline(lived, conventions)
    once = told_once(everything)
    assert [each.title for each in everything if each not in once] == ["Live"]
    for newest in (0, 1, 4, 13, 14, 20, 100):
        assert timeline(lived, conventions, newest=newest) == once[:newest]
    day = DAY(2026, 2, 1)
    assert timeline(lived, conventions, until=day) == [each for each in everything if each.day <= day]


def test_changes_cut_into_many_parts_are_told_as_one(awa, conventions):
    """A large operation may write of one member first and last."""
    with operation("Much"):
        Proof.create(member=awa, name="First", seen_on=DAY(2026, 1, 1), valid_until=DAY(2026, 2, 1))
        Member.insert_many(
            [
                {"kind": "person", "family_name": f"X{i}", "sort_name": "x", "search_text": "x"}
                for i in range(900)
            ]
        ).execute()
        Member.update(notes="Last").where(Member.id == awa).execute()
    whole = next(e for e in timeline(awa, conventions) if e.kind == CHANGE)
    assert [e for e in timeline(awa, conventions, newest=1) if e.kind == CHANGE] == [whole]


def test_an_unknown_member_has_no_timeline(file, conventions):
    assert timeline(1, conventions) == []


_entries = st.lists(
    st.builds(
        Entry,
        at=st.dates(),
        kind=st.sampled_from([LIFE, CARD, CHANGE, "visit"]),
        title=st.text(max_size=8),
        lines=st.lists(st.text(max_size=8), max_size=2).map(tuple),
        who=st.text(max_size=5),
    ),
    max_size=20,
)


@given(_entries)
def test_filters_divide_the_timeline(entries):
    found = counts(entries)
    assert sum(found.values()) == len(entries)
    parts = {kind: chosen(entries, without=set(found) - {kind}) for kind in found}
    assert {kind: len(part) for kind, part in parts.items()} == found
    assert chosen(entries, without=found) == []
    assert chosen(entries) == entries


@given(_entries, st.text(max_size=6))
def test_a_word_is_looked_for_as_in_the_list(entries, typed):
    found = chosen(entries, typed=typed)
    words = fold(typed).split()
    for entry in entries:
        text = fold(" ".join((entry.title, entry.who, *entry.lines)))
        assert (entry in found) == all(word in text for word in words)


def test_kinds_have_names():
    assert kind_words(LIFE) == "Joining and leaving"
    assert kind_words("visit") == "visit"
