"""Assoc Desktop: members, cards, dues and letters for small associations."""

__version__ = "0.1.0"
