"""From the start page to an open file: the assistant and the example inside the real window."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from assoc_desktop.association.records import the_association
from assoc_desktop.home.forms.first_run import FirstRun
from assoc_desktop.language import language
from assoc_desktop.preferences import Preferences
from assoc_desktop.window import MainWindow
from assoc_desktop.window.start import StartPage
from tests.screens import apply_theme_once, button, click, press, retype, show_page, type_text
from tests.test_architecture import FEATURES

#: What of the features the window needs before it is seen.
NEEDED_AT_ONCE = [
    "actions",
    "actions.records",
    "association",
    "association.records",
    "benefits",
    "benefits.records",
    "listening",
    "listening.records",
    "members",
    "members.records",
    "surveys",
    "surveys.records",
    "treasury",
    "treasury.records",
]  # fmt: skip


def test_the_window_waits_for_nothing_that_is_needed_later():
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import assoc_desktop.app;"
        "names = [name.removeprefix('assoc_desktop.') for name in sys.modules if name.startswith('assoc_desktop.')];"
        "print(*sorted(name for name in names if name.split('.')[0] in sys.argv[2:]))"
    )
    features = [*FEATURES, "exchange", "pdf", "upgrades", "founding", "example", "cli"]
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        [sys.executable, "-c", program, str(root), *features], capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == NEEDED_AT_ONCE, done.stderr


@pytest.fixture
def window(qtbot, qapp, tmp_path, today):
    apply_theme_once()
    window = show_page(qtbot, MainWindow(Preferences(tmp_path / "settings"), today=lambda: today))
    yield window
    window.drop_file()


@pytest.fixture
def assistant(window):
    window.show_start()
    click(button(window, "New association…"))
    (found,) = window.findChildren(FirstRun)
    return found


def finish(assistant, path):
    click(assistant.next_button)
    type_text(assistant.step.fields["name"].target(), "Association-exemple")
    retype(assistant.step.fields["country"].target(), "Cameroun" if language() == "fr" else "Cameroon")
    while assistant.place < 5:
        click(assistant.next_button)
    retype(assistant.step.fields["path"].target(), str(path))
    click(assistant.next_button)


def test_the_window_shows_the_new_association(window, assistant, tmp_path):
    restarts = []
    window.restart_wanted.connect(lambda: restarts.append(True))
    finish(assistant, tmp_path / "new.assoc")
    assert window.windowTitle() == "Association-exemple – Assoc Desktop"
    assert window.file.path == tmp_path / "new.assoc"
    assert window.preferences.recent_files() == [tmp_path / "new.assoc"]
    assert restarts == []


def test_another_language_is_remembered_and_the_menus_follow(window, assistant, tmp_path, qtbot):
    restarts = []
    window.restart_wanted.connect(lambda: restarts.append(True))
    assistant.step.fields["language"].box.setFocus()
    press(assistant.step.fields["language"].box, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: assistant.step.title.text() != "Welcome")
    assert window.preferences.language == "fr"
    finish(assistant, tmp_path / "new.assoc")
    assert restarts == [True]
    assert the_association().language == "fr"


def test_leaving_the_assistant_shows_the_start_page(window, assistant, qtbot):
    click(assistant.leave_button)
    qtbot.waitUntil(lambda: any(page.isVisible() for page in window.findChildren(StartPage)))
    assert window.file is None


def test_the_example_is_opened_from_the_assistant(window, assistant, qtbot):
    click(button(assistant, "Explore the example"))
    qtbot.waitUntil(lambda: window.file is not None, timeout=60_000)
    assert window.file.path.stem == "Example association"
