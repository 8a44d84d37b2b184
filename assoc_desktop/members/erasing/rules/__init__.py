"""Erasing: what goes, what stays and why, where else a person is mentioned, and how it is done."""

from assoc_desktop.members.erasing.rules.applying import Erased, erase
from assoc_desktop.members.erasing.rules.planning import Plan, plan_erasing

__all__ = ["Erased", "Plan", "erase", "plan_erasing"]
