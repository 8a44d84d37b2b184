"""Screens of the statements."""
