"""Drafts hold whatever was typed, and vanish when they are no longer needed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assoc_desktop.widgets.drafts import Draft

_TYPED = st.dictionaries(
    st.text(min_size=1),
    st.one_of(st.none(), st.text(), st.binary(), st.booleans(), st.lists(st.text())),
    max_size=5,
)


@given(typed=_TYPED)
def test_what_is_written_is_read(tmp_path_factory, typed):
    draft = Draft(tmp_path_factory.getbasetemp() / "drafts", "page")
    draft.write(typed)
    found = draft.read()
    assert found is not None
    assert found[0] == typed


def test_each_page_has_its_own(tmp_path):
    one, other = Draft(tmp_path, "member 1"), Draft(tmp_path, "member 2")
    one.write({"name": "a"})
    assert other.read() is None
    one.discard()
    one.discard()
    assert one.read() is None
    assert list(tmp_path.iterdir()) == []


def test_a_broken_draft_is_none(tmp_path):
    draft = Draft(tmp_path, "member 1")
    draft.path.write_text("{", encoding="utf-8")
    assert draft.read() is None
    draft.path.write_text("[]", encoding="utf-8")
    assert draft.read() is None


def test_a_draft_is_for_its_owner_alone(tmp_path):
    draft = Draft(tmp_path, "member 1")
    draft.write({"name": "a"})
    assert draft.path.stat().st_mode & 0o077 == 0


def test_what_no_draft_can_hold_is_a_bug(tmp_path):
    with pytest.raises(TypeError):
        Draft(tmp_path, "x").write({"name": object()})
