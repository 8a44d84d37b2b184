"""The example association, made by code: the same every time for the same day, and plainly an example."""

from assoc_desktop.example.building import build_example

__all__ = ["build_example"]
