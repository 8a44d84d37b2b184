"""The Treasury tab: its places, each a list with details of its own."""

from __future__ import annotations

from assoc_desktop.treasury.tab.page import TreasuryTab

__all__ = ["TreasuryTab"]
