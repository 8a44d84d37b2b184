"""The association and the places of listening, whose tab holds the actions too."""

from tests.listening.conftest import conventions, desk, file, founded, save, show_place

__all__ = ("conventions", "desk", "file", "founded", "save", "show_place")
