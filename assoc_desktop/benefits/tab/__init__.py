"""The Benefits tab: its places."""

from __future__ import annotations

from assoc_desktop.benefits.tab.page import BenefitsTab

__all__ = ["BenefitsTab"]
