"""What members allow and refuse: what is kept, what is refused, and how it is taken back."""

import datetime

import pytest

from assoc_desktop.members.bulk import insert_members
from assoc_desktop.members.consents import (
    PURPOSES,
    agreed,
    consents_of,
    refusals_in_words,
    refused,
    save_consent,
    save_consents,
)
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.records import Consent, Member
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.history import Operation, history_of, last_undoable, operation
from assoc_desktop.storage.ids import new_ids
from assoc_desktop.storage.undoing import undo

DAY = datetime.date(2026, 3, 1)


@pytest.fixture
def awa(save):
    return save(given_name="Awa", family_name="Ndiaye")


@pytest.fixture
def lea(save):
    return save(given_name="Léa", family_name="Mbarga")


def test_yes_no_and_never_asked(awa, lea, today):
    save_consent(awa, "photo", False, DAY, "  paper form ", today=today)
    save_consent(awa, "email", True, DAY, today=today)
    save_consent(lea, "photo", True, DAY, today=today)
    assert refused("photo") == {awa}
    assert agreed("photo") == {lea}
    assert agreed("email") == {awa}
    assert refused("phone") == agreed("phone") == set()
    kept = consents_of(awa)
    assert list(kept) == ["photo", "email"]
    assert (kept["photo"].given, kept["photo"].said_on, kept["photo"].source) == (False, DAY, "paper form")
    assert consents_of(lea).keys() == {"photo"}


def test_another_answer_takes_the_place_of_the_first(awa, today):
    save_consent(awa, "phone", True, DAY, "telephone", today=today)
    save_consent(awa, "phone", False, today, "e-mail", today=today)
    assert Consent.select().count() == 1
    assert refused("phone") == {awa}
    undo(last_undoable().id)
    assert agreed("phone") == {awa}
    assert consents_of(awa)["phone"].source == "telephone"


def test_an_answer_is_taken_away(awa, today):
    save_consent(awa, "phone", False, DAY, today=today)
    save_consent(awa, "phone", None, today=today)
    assert consents_of(awa) == {}
    undo(last_undoable().id)
    assert refused("phone") == {awa}


def test_an_answer_that_is_the_same_leaves_no_trace(awa, today):
    save_consent(awa, "phone", False, DAY, "form", today=today)
    before = Operation.select().count()
    assert save_consents([awa], "phone", False, DAY, "form", today=today) == 0
    save_consent(awa, "email", None, today=today)
    assert Operation.select().count() == before


def test_many_at_once_are_one_operation(file, today):
    ids = list(new_ids(1101))
    with operation("Fill"):
        insert_members([(each, MemberData(family_name=f"N{each}")) for each in ids])
    save_consent(ids[3], "directory", True, DAY, "letter", today=today)
    before = Operation.select().count()
    assert save_consents([*ids, ids[0]], "directory", True, DAY, "form", today=today) == 1101
    assert Operation.select().count() == before + 1
    assert str(last_undoable()) == "Consent of 1,101 members: directory"
    assert agreed("directory") == set(ids)
    assert {row.source for row in Consent.select()} == {"form"}
    undo(last_undoable().id)
    assert agreed("directory") == {ids[3]}


def test_it_stands_in_the_members_history(awa, today):
    save_consent(awa, "photo", False, DAY, "form", today=today)
    change = history_of(awa)[0]
    assert change.table == "consent"
    assert str(change.operation) == "Consent of Awa Ndiaye: photo"
    assert change.values["given"] == (None, 0)


@pytest.mark.parametrize(
    ("answer", "field", "sentence"),
    [
        (
            ("photo", True, datetime.date(2026, 5, 15), ""),
            "said_on",
            "The day of the answer lies in the future.",
        ),
        (("photo", False, None, ""), "said_on", "Say on which day the answer came."),
        (("photo", True, DAY, "x" * 201), "source", "The source is longer than 200 signs. Shorten it."),
        (
            ("tattoo", None, None, ""),
            "purpose",
            "“tattoo” is none of what is asked. Known are: photo, directory, email, phone.",
        ),
    ],
)
def test_what_cannot_be_kept(awa, today, answer, field, sentence):
    with pytest.raises(Invalid) as told:
        save_consent(awa, *answer, today=today)
    assert told.value.problems == {field: sentence}
    assert Consent.select().count() == 0


def test_somebody_who_is_gone_or_erased_is_refused(awa, lea, today):
    Member.update(erased_on=DAY).where(Member.id == lea).execute()
    for wrong in (lea, 7):
        with pytest.raises(Refused, match="A member was erased or is no longer in the list"):
            save_consents([awa, wrong], "photo", True, DAY, today=today)
    assert Consent.select().count() == 0


def test_the_short_line(awa, today):
    assert refusals_in_words(awa) == ""
    save_consent(awa, "phone", False, DAY, today=today)
    save_consent(awa, "photo", False, DAY, today=today)
    save_consent(awa, "email", True, DAY, today=today)
    assert refusals_in_words(awa) == "no photo · no calls"
    for purpose in PURPOSES:
        save_consent(awa, purpose, False, DAY, today=today)
    assert refusals_in_words(awa) == "no photo · not in the directory · no e-mail · no calls"
