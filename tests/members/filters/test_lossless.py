"""A filter that is shown is the filter that was given: no line is lost, whatever it asks or names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assoc_desktop.association.records import the_association
from assoc_desktop.members.filters.forms.groups import FilterField
from assoc_desktop.members.filters.forms.row import ConditionRow
from assoc_desktop.members.filters.model import Ref
from assoc_desktop.preferences import Preferences
from assoc_desktop.widgets.desk import Desk
from tests.members.filters.conftest import conditions
from tests.members.filters.test_model import groups
from tests.screens import apply_theme_once


@pytest.fixture(scope="module")
def shared_desk(world, tmp_path_factory, qapp):
    """One desk on the file of made members, for tests that only look."""
    apply_theme_once()
    folder = tmp_path_factory.mktemp("desk")
    return Desk(
        Preferences(folder),
        folder / "x.assoc",
        the_association().conventions_in("en"),
        today=lambda: world.today,
    )


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_the_page_gives_back_whatever_filter_it_is_given(shared_desk, data):
    """Nothing of a filter is lost by being shown, whatever was deleted or spoilt since."""
    group = data.draw(groups.filter(lambda each: each.parts))
    field = FilterField(shared_desk)
    field.set_value(group)
    assert field.value() == group
    field.set_typed(field.typed())
    assert field.value() == group
    field.deleteLater()


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_the_page_can_show_every_line_that_can_be_asked(shared_desk, world, data):
    condition = data.draw(conditions(world))
    row = ConditionRow(shared_desk, FilterField(shared_desk)._offered, condition)
    kept = row.condition()
    assert {_plain(each) for each in kept.values} == {_plain(each) for each in condition.values}
    assert (kept.field, kept.test) == (condition.field, condition.test)
    assert row.problem() == ""
    row.deleteLater()


def _plain(value):
    return Ref(value.id) if isinstance(value, Ref) else value
