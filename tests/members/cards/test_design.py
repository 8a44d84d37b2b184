"""Designs of cards: checked, kept as JSON, and read back as they were."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assoc_desktop.members import records
from assoc_desktop.members.cards.design import (
    CODES,
    FIELDS,
    LAYOUTS,
    LONGEST_BACK_TEXT,
    CardDesign,
    check_design,
    from_json,
)
from assoc_desktop.members.cards.rules import remove_design, save_design, stored_designs, usual_design
from assoc_desktop.refusals import Invalid
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo

lines = st.text(st.characters(exclude_categories=["Cs"]), max_size=100)
designs = st.builds(
    CardDesign,
    name=lines.filter(str.strip),
    layout=st.sampled_from(list(LAYOUTS)),
    title=lines,
    logo=st.booleans(),
    background=st.sampled_from(["", "a" * 64]),
    colour=st.sampled_from(["", "#1F6F5C"]),
    photo=st.booleans(),
    fields=st.lists(st.sampled_from(list(FIELDS)), unique=True).map(tuple),
    custom_fields=st.lists(st.integers(1, 2**63 - 1)).map(tuple),
    custom_text=lines,
    code=st.sampled_from(list(CODES)),
    signature=st.sampled_from(["", "0" * 64]),
    signatory=lines,
    back=st.booleans(),
    back_text=lines,
)


@given(designs)
def test_written_and_read_back(design: CardDesign) -> None:
    assert check_design(design) == {}
    assert from_json(design.name, design.to_json()) == design


def test_settings_of_a_later_version_are_left_out_and_missing_ones_usual() -> None:
    assert from_json("x", '{"hologram": true}') == CardDesign("x")


@pytest.mark.parametrize(
    "settings",
    ["", "[]", "null", "nonsense", "[" * 100_000, '{"fields": "number"}', '{"logo": 1}', '{"title": null}',
     '{"fields": [1]}', '{"custom_fields": ["1"]}', '{"custom_fields": [true]}'],
)  # fmt: skip
def test_what_is_no_design_is_refused(settings: str) -> None:
    with pytest.raises(Invalid, match="cannot be read"):
        from_json("x", settings)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("layout", "spiral"),
        ("colour", "red"),
        ("fields", ("number", "salary")),
        ("code", "barcode"),
        ("title", "x" * 121),
        ("custom_text", "x" * 121),
        ("signatory", "x" * 121),
        ("back_text", "x" * (LONGEST_BACK_TEXT + 1)),
        ("background", "photo.jpg"),
        ("signature", "A" * 64),
    ],
)
def test_each_field_is_checked(field: str, value: object) -> None:
    wrong = replace(CardDesign("x"), **{field: value})
    assert list(check_design(wrong)) == [field]
    if field != "name":
        with pytest.raises(Invalid) as caught:
            from_json("x", json.dumps(json.loads(wrong.to_json())))
        assert list(caught.value.problems) == [field]


def test_the_plain_layout_shows_no_photos() -> None:
    assert not CardDesign("x", layout="plain").shows_photos
    assert not CardDesign("x", photo=False).shows_photos
    assert CardDesign("x").shows_photos


def test_designs_are_kept_and_one_is_preferred(file) -> None:
    assert stored_designs() == []
    assert usual_design() == CardDesign("Membership card")
    first = save_design(CardDesign(" Blue ", layout="banner"))
    assert usual_design() == CardDesign("Blue", layout="banner")
    second = save_design(CardDesign("Red"), preferred=True)
    assert [kept.design.name for kept in stored_designs()] == ["Red", "Blue"]
    save_design(CardDesign("Blue", layout="plain"), design_id=first, preferred=True)
    assert [(kept.id, kept.preferred) for kept in stored_designs()] == [(first, True), (second, False)]
    assert usual_design().layout == "plain"


def test_names_of_designs_are_unique(file) -> None:
    first = save_design(CardDesign("Blue"))
    with pytest.raises(Invalid, match="There is a card design named Blue already"):
        save_design(CardDesign("Blue "))
    save_design(CardDesign("Blue", back=True), design_id=first)
    with pytest.raises(Invalid, match="needs a name"):
        save_design(CardDesign(""))


def test_a_removed_design_comes_back_by_undo(file) -> None:
    kept = save_design(CardDesign("Blue", layout="banner"))
    remove_design(kept)
    assert stored_designs() == []
    undo(last_undoable().id)
    assert usual_design().layout == "banner"


def test_a_damaged_design_is_refused_in_words(file) -> None:
    records.CardDesign.create(name="Broken", settings="{")
    with pytest.raises(Invalid, match="The card design “Broken” cannot be read"):
        stored_designs()
