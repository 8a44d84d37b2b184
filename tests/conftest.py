"""What all tests share: no screen is needed, English is spoken, and slow machines fail no law."""

from __future__ import annotations

import os
from datetime import date

import pytest
from hypothesis import HealthCheck, settings

# Before any test imports Qt. XDG folders of the person who runs the tests are never touched.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

settings.register_profile("assoc", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("assoc")


@pytest.fixture(autouse=True)
def english():
    """Every test starts in English, whatever the one before it spoke."""
    from assoc_desktop.language import speak

    speak("en")
    yield
    speak("en")


@pytest.fixture
def today() -> date:
    """A Thursday in the middle of a season."""
    return date(2026, 5, 14)
