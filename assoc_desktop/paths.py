"""Where the program's own files lie, in a checkout and in a packaged build."""

from __future__ import annotations

import sys
from pathlib import Path

_BUNDLE = getattr(sys, "_MEIPASS", None)

#: Icons, fonts, translations, templates.
RESOURCES = Path(_BUNDLE or Path(__file__).resolve().parent.parent) / "resources"
