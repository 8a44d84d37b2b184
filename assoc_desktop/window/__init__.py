"""The main window: one tab per feature, menus, and what the status bar tells."""

from __future__ import annotations

from assoc_desktop.window.main import MainWindow

__all__ = ["MainWindow"]
