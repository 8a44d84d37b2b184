"""The Listening tab: conversations, possible members, lapsed members, and the places that the window adds."""

from __future__ import annotations

from assoc_desktop.listening.tab.page import ListeningTab

__all__ = ["ListeningTab"]
