"""Typing in what those who did not renew said."""
