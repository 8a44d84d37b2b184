"""Screens of the cash book."""
