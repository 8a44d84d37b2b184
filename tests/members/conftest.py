"""An open file of an association in Cameroon, with the season 2026 and all categories to start from."""

import pytest

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import Identity
from assoc_desktop.founding import found_association
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.memberships import STARTING_CATEGORIES, starting_category
from assoc_desktop.members.rules import save_member


@pytest.fixture
def file(tmp_path, today):
    """The open file: season 2026, a fee of 5,000 XAF in every category that has one."""
    identity = Identity(name="Example association", country="CM", language="fr")
    categories = [starting_category(key, fee=5000) for key in STARTING_CATEGORIES]
    with found_association(tmp_path / "example.assoc", identity, categories, today=today) as opened:
        yield opened


@pytest.fixture
def desk(file, tmp_path, today, qapp):
    """The desk, on 14 May 2026."""
    from tests.screens import make_desk

    return make_desk(file, tmp_path, today)


@pytest.fixture
def answer(qapp):
    """Answer the next message boxes by the labels of buttons; see `tests.screens.answer`."""
    from tests.screens import answer

    return answer


@pytest.fixture
def conventions(file):
    """How the association's country writes, in English."""
    return the_association().conventions_in("en")


@pytest.fixture
def save(conventions, today):
    """Save a `MemberData` (or its fields) and give the member's id."""

    def save_(data=None, member_id=None, **fields):
        data = data or MemberData(**fields)
        return save_member(data, today=today, conventions=conventions, member_id=member_id).id

    return save_
