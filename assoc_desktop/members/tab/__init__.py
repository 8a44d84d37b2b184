"""The Members tab: the list, its filters and search, and what is known of the member in focus."""

from __future__ import annotations

from assoc_desktop.members.tab.page import MembersTab

__all__ = ["MembersTab"]
