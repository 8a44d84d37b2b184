"""Member numbers: by the pattern, unique, never given twice."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assoc_desktop.association.records import NumberSeries
from assoc_desktop.members.numbers import (
    next_number,
    next_numbers,
    note_numbers,
    preview_number,
    split_pattern,
)
from assoc_desktop.members.records import Member
from assoc_desktop.storage.history import last_undoable, operation
from assoc_desktop.storage.undoing import undo

DAY = date(2026, 5, 14)


def add(*numbers):
    for number in numbers:
        Member.create(kind="person", family_name="x", number=number, sort_name="x", search_text="")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("####", ("", 4, "")), ("#", ("", 1, "")), ("YYYY-####", ("2026-", 4, "")), ("YY/##", ("26/", 2, "")),
        ("A##B", ("A", 2, "B")), ("##-YYYY", ("", 2, "-2026")), ("YYYYYY#", ("202626", 1, "")),
    ],
)  # fmt: skip
def test_what_a_pattern_means(pattern, expected):
    assert split_pattern(pattern, DAY) == expected


@pytest.mark.usefixtures("file")
class TestGiven:
    """Numbers as the file gives them."""

    def test_one_after_the_other(self):
        assert [next_number("####", DAY) for _ in range(3)] == ["0001", "0002", "0003"]
        assert next_numbers("####", DAY, 2) == ["0004", "0005"]
        assert next_numbers("####", DAY, 0) == []

    def test_above_all_that_are_in_the_list(self):
        add("0041", "7", "M-900", "12a", "1234567890", None)
        assert next_number("####", DAY) == "0042"
        assert next_number("M-##", DAY) == "M-901"

    def test_wider_than_the_pattern_once_it_is_full(self):
        add("9999")
        assert next_number("####", DAY) == "10000"

    def test_each_year_has_its_own(self):
        assert next_number("YYYY-###", DAY) == "2026-001"
        assert next_number("YYYY-###", date(2027, 1, 1)) == "2027-001"
        assert next_number("YYYY-###", DAY) == "2026-002"
        assert next_number("YY-#", date(905, 1, 1)) == "05-1"

    def test_signs_with_a_meaning_of_their_own_have_none(self):
        add("a.b+(7)", "axb+(9)")
        assert next_number("a.b+(#)", DAY) == "a.b+(8)"

    def test_a_preview_takes_nothing(self):
        assert preview_number("####", DAY) == preview_number("####", DAY) == "0001"
        assert next_number("####", DAY) == "0001"
        assert preview_number("####", DAY) == "0002"

    def test_an_undone_member_keeps_the_number(self, save):
        first = Member.get_by_id(save(family_name="Awa", joined_on=DAY)).number
        undo(last_undoable().id)
        assert Member.select().count() == 0
        assert Member.get_by_id(save(family_name="Bô", joined_on=DAY)).number != first

    def test_a_number_typed_by_hand_is_not_given_after_its_undo(self, save):
        save(family_name="Awa", number="0500")
        undo(last_undoable().id)
        assert Member.get_by_id(save(family_name="Bô", joined_on=DAY)).number == "0501"

    def test_a_number_changed_by_hand_is_not_given_again(self, save):
        member_id = save(family_name="Awa", number="0500")
        save(member_id=member_id, family_name="Awa", number="0100")
        assert Member.get_by_id(save(family_name="Bô", joined_on=DAY)).number == "0501"

    def test_a_failed_operation_takes_no_number(self):
        with pytest.raises(ZeroDivisionError), operation("Add"):
            next_number("####", DAY)
            raise ZeroDivisionError
        assert next_number("####", DAY) == "0001"


@pytest.mark.usefixtures("file")
class TestNoted:
    """Numbers that were typed or brought by a list."""

    def noted(self):
        return dict(NumberSeries.select().tuples())

    @pytest.mark.parametrize(
        ("pattern", "numbers", "expected"),
        [
            ("####", ["0007", "12", "x", "", "1234567890"], {"#": 13}),
            ("YYYY-##", ["2025-03", "2025-02", "2026-9", "26-99"], {"2025-#": 4, "2026-#": 10}),
            ("YY##x", ["2603x", "2604"], {"26#x": 4}),
            ("a.#", ["a.5", "ab5"], {"a.#": 6}),
            ("####", [], {}),
        ],
    )
    def test_series(self, pattern, numbers, expected):
        note_numbers(pattern, numbers)
        assert self.noted() == expected

    def test_a_series_never_goes_back(self):
        next_numbers("####", DAY, 20)
        note_numbers("####", ["0007"])
        assert self.noted() == {"#": 21}
        note_numbers("####", ["0021"])
        assert self.noted() == {"#": 22}

    def test_a_noted_number_is_not_given(self):
        note_numbers("YYYY-##", ["2026-40"])
        assert next_number("YYYY-##", DAY) == "2026-41"


patterns = st.tuples(
    st.sampled_from(["", "YYYY-", "YY", "M.", "("]), st.integers(1, 9), st.sampled_from(["", "/YY", "z"])
).map(lambda parts: f"{parts[0]}{'#' * parts[1]}{parts[2]}")


@given(patterns, st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 10**9 - 2))
def test_a_number_of_the_pattern_looks_like_it(pattern, day, number):
    from assoc_desktop.members import numbers

    prefix, width, suffix = split_pattern(pattern, day)
    match = numbers._looks_like(pattern).fullmatch(f"{prefix}{number:0{width}}{suffix}")
    assert match and int(match[1]) == number
