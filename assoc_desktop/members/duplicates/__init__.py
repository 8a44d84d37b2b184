"""Duplicates: finding members that may be the same, remembering who is not, and bringing two records together."""
