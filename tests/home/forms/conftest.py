"""The open file and the desk on it that the pages of members are tested on."""

from tests.members.conftest import desk, file, founded  # noqa: F401
from tests.members.forms.conftest import shown, theme  # noqa: F401
