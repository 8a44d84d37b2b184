"""An open file of an association in Cameroon with one season, 2026."""

import pytest

from assoc_desktop.association.rules import Identity
from assoc_desktop.founding import found_association


@pytest.fixture
def file(tmp_path, today):
    """The open file; no category, no member."""
    identity = Identity(name="Example association", country="CM", language="fr")
    with found_association(tmp_path / "example.assoc", identity, [], today=today) as opened:
        yield opened
