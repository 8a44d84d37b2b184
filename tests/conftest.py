"""What all tests share: no screen is needed, English is spoken, and slow machines fail no law."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before any test imports Qt.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

TODAY = date(2026, 5, 14)

# What a change must pass is the same on every machine and at every time; `pytest --hypothesis-profile search` looks on.
settings.register_profile(
    "assoc", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("assoc")


@pytest.fixture(autouse=True)
def english():
    """Every test starts in English, whatever the one before it spoke."""
    from assoc_desktop.language import speak

    speak("en")
    yield
    speak("en")


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory, monkeypatch):
    """No test reads or changes the settings of the person who runs it."""
    folder = str(tmp_path_factory.getbasetemp() / "settings")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, folder)


@pytest.fixture
def today() -> date:
    """A Thursday in the middle of a season."""
    return TODAY


@pytest.fixture(scope="session")
def example_template(tmp_path_factory) -> Path:
    """The example association of `today`, built once; use `example_path` for a copy."""
    from assoc_desktop.example import build_example

    path = tmp_path_factory.mktemp("example") / "example.assoc"
    build_example(path, language="fr", today=TODAY)
    return path


@pytest.fixture(scope="session")
def example_made_on(tmp_path_factory):
    """Gives the example association in English as it is made on a day, made once; tests read it and change nothing."""
    from assoc_desktop.example import build_example

    made: dict[date, Path] = {}

    def on(day: date) -> Path:
        if day not in made:
            made[day] = tmp_path_factory.mktemp("example") / f"{day}.assoc"
            build_example(made[day], language="en", today=day)
        return made[day]

    return on


@pytest.fixture
def example_path(example_template, tmp_path) -> Path:
    """A copy of the example association, closed; the test may do with it what it wants."""
    path = tmp_path / "example.assoc"
    shutil.copy(example_template, path)
    return path


@pytest.fixture
def opened_window(example_path, tmp_path, qtbot, qapp, today):
    """The whole window at the size of the smallest screen, on a copy of the example association."""
    from assoc_desktop.preferences import Preferences
    from assoc_desktop.window import MainWindow
    from tests.screens import apply_theme_once

    apply_theme_once()
    window = MainWindow(Preferences(tmp_path / "settings"), today=lambda: today)
    qtbot.addWidget(window)
    window.resize(1093, 614)
    window.show()
    qtbot.waitExposed(window)
    assert window.open_path(example_path)
    yield window
    window.drop_file()
    window._closing = True
