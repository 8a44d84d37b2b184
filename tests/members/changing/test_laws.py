"""Laws: a dry run says exactly what is done, nobody else is touched, and undo gives back every row."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
)
from assoc_desktop.members.changing.rules import apply
from assoc_desktop.members.changing.state import read_states
from assoc_desktop.members.checking import check_members
from assoc_desktop.members.custom_fields import save_custom_field
from assoc_desktop.members.records import INSTITUTION, Category
from assoc_desktop.members.rules import archive, record_leaving
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo

DAYS = st.dates(datetime.date(2025, 1, 1), datetime.date(2027, 12, 31))
TEXTS = st.sampled_from(["", "Thiès", " Douala ", "Łódź"])


@pytest.fixture
def crowd(people, save, season):
    """Ids of nine members of all sorts, of the seasons, the categories, and two custom fields."""
    add_season("2027", datetime.date(2027, 1, 1), datetime.date(2027, 12, 31))
    fields = [save_custom_field("Shirt", "choice", choices="S\nM").id]
    fields.append(save_custom_field("Shelves", "number", applies_to=INSTITUTION).id)
    more = [
        save(
            family_name=name,
            tags=["a", "Board"][:n],
            joined_on=datetime.date(2026, 2, n + 1),
            custom={fields[0]: "S"},
        )
        for n, name in enumerate("pqr")
    ]
    gone = [save(family_name=name) for name in "xyz"]
    record_leaving(gone[0], "deceased_on", datetime.date(2026, 3, 1))
    record_leaving(gone[1], "resigned_on", datetime.date(2026, 3, 1))
    archive([gone[2]], datetime.date(2026, 3, 1))
    seasons = [season.id, *(row.id for row in type(season).select() if row != season)]
    return [*people, *more, *gone], seasons, [row.id for row in Category.select()], fields, people[2]


def changes_of(crowd):
    _ids, seasons, categories, fields, library = crowd
    season, category = st.sampled_from(seasons), st.sampled_from(categories)
    return st.lists(
        st.one_of(
            st.builds(SetField, st.sampled_from(["town", "region", "profession"]), TEXTS),
            st.builds(SetField, st.just("employer_id"), st.sampled_from([None, library])),
            st.builds(SetField, st.just("library_kind"), st.sampled_from(["", "public"])),
            st.builds(SetCustom, st.just(fields[0]), st.sampled_from(["", "S", "M"])),
            st.builds(SetCustom, st.just(fields[1]), st.sampled_from(["", "3"])),
            st.builds(AddTag, st.sampled_from(["board", "Fresh"])),
            st.builds(RemoveTag, st.sampled_from(["board", "Fresh", "A"])),
            st.builds(AppendNotes, st.just("Note")),
            st.builds(SetCategory, season, category, st.booleans()),
            st.builds(Enrol, season, st.none() | category),
            st.builds(Resign, DAYS, TEXTS),
            st.builds(Archive, DAYS),
            st.just(BringBack()),
        ),
        min_size=1,
        max_size=3,
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_dry_run_says_what_is_done_and_undo_takes_all_of_it_back(crowd, run, every_row, data):
    everybody = crowd[0]
    ids = data.draw(st.lists(st.sampled_from(everybody), min_size=1, unique=True))
    changes = data.draw(changes_of(crowd))
    before, states = every_row(), {state.id: state for state in read_states(everybody)}
    try:
        plan = run(ids, *changes)
    except Refused:
        assert every_row() == before
        return
    said = {judged.before.id: judged.after for judged in plan.differences(ids)}
    assert sorted([*plan.changed, *plan.unchanged, *plan.refused]) == sorted(ids)
    assert every_row() == before, "a dry run writes nothing"
    try:
        count = apply(plan, leave_out_refused=True)
    except Refused:
        assert plan.changed == []
        return
    assert count == len(plan.changed)
    for state in read_states(everybody):
        expected = said.get(state.id, states[state.id])
        # Changes that do not ask for memberships do not read them.
        expected.memberships = expected.memberships or states[state.id].memberships
        if not expected.data.number:  # given with the first membership
            state.data.number = ""
        expected.data.tags = sorted(expected.data.tags, key=str.casefold)
        assert state.same(expected), state.id
        assert state.same(states[state.id]) == (state.id not in plan.changed)
    assert check_members() == []
    undo(last_undoable().id)
    assert every_row() == before
