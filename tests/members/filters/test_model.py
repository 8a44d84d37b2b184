"""A filter's JSON gives the filter back; what is no filter is refused in a sentence, whatever it is."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assoc_desktop.members.filters.model import (
    DEEPEST,
    MOST_CONDITIONS,
    MOST_VALUES,
    Condition,
    Group,
    Ref,
    conditions_of,
    from_json,
    to_json,
)
from assoc_desktop.refusals import Refused
from tests.hostile import HOSTILE

numbers = st.integers(-(2**63), 2**63 - 1)
refs = st.builds(Ref, numbers, st.text(max_size=8))
lines = st.builds(
    Condition,
    st.text(max_size=8),
    st.text(max_size=8),
    st.lists(st.one_of(st.text(max_size=8), numbers, refs), max_size=3).map(tuple),
    st.none() | refs,
)
groups = st.recursive(
    st.builds(Group, st.booleans(), st.lists(lines, max_size=3).map(tuple)),
    lambda inner: st.builds(Group, st.booleans(), st.lists(st.one_of(lines, inner), max_size=3).map(tuple)),
    max_leaves=5,
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["all", "any", "field", "test", "values", "about", "id", "name"]), inner
        )
    ),
    max_leaves=12,
)


@given(groups)
def test_json_gives_the_filter_back(group):
    assert from_json(to_json(group)) == group
    assert to_json(group).isascii()


@given(st.one_of(st.text(), anything.map(json.dumps)))
@settings(max_examples=120)
def test_whatever_stands_there_gives_a_filter_or_a_sentence(text):
    try:
        group = from_json(text)
    except Refused as refusal:
        assert str(refusal).endswith(".")
    else:
        assert from_json(to_json(group)) == group


LINE = {"field": "town", "test": "is", "values": ["Bamako"]}


def nested(depth):
    kept = {"all": [LINE]}
    for _level in range(depth):
        kept = {"any": [kept]}
    return kept


@pytest.mark.parametrize(
    "kept",
    [
        {"all": [LINE], "any": [LINE]},
        {"none": [LINE]},
        {"all": LINE},
        {"all": [{**LINE, "values": [True]}]},
        {"all": [{**LINE, "values": [1.5]}]},
        {"all": [{**LINE, "values": [2**63]}]},
        {"all": [{**LINE, "values": [{"id": True, "name": ""}]}]},
        {"all": [{**LINE, "values": [{"id": 2**63, "name": ""}]}]},
        {"all": [{**LINE, "values": "Bamako"}]},
        {"all": [{**LINE, "values": ["x"] * (MOST_VALUES + 1)}]},
        {"all": [{**LINE, "about": {"id": "1", "name": ""}}]},
        {"all": [{**LINE, "field": 3}]},
        {"all": [LINE] * (MOST_CONDITIONS + 1)},
        nested(DEEPEST + 1),
        [],
        None,
    ],
)
def test_what_is_no_filter_is_refused(kept):
    with pytest.raises(Refused, match="damaged"):
        from_json(json.dumps(kept))


def test_as_deep_and_as_long_as_is_allowed():
    assert len(list(conditions_of(from_json(json.dumps(nested(DEEPEST)))))) == 1
    many = from_json(json.dumps({"all": [LINE] * MOST_CONDITIONS}))
    assert len(list(conditions_of(many))) == MOST_CONDITIONS


def test_a_bottomless_text_is_refused():
    with pytest.raises(Refused):
        from_json('{"all":[' * 100_000)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_kept_whole(text):
    group = Group(True, (Condition("notes", "is", (text, Ref(1, text)), Ref(2, text)),))
    assert from_json(to_json(group)) == group
