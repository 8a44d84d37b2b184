"""A desk on the open file and the import assistant, shown at the size of the smallest screen."""

import pytest
from PySide6.QtCore import Qt

from assoc_desktop.members.importing.forms.assistant import ImportAssistant


@pytest.fixture
def assistant(desk, qtbot):
    """The assistant, empty."""
    page = ImportAssistant(desk)
    qtbot.addWidget(page)
    page.resize(1093, 550)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def take(assistant, tmp_path, qtbot):
    """Write a list and let the assistant read it; gives its path."""

    def take_(content, name="list.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        before = assistant.file_step.table
        assistant.file_step.take_file(path)
        qtbot.waitUntil(lambda: assistant.file_step.table is not before, timeout=5000)
        return path

    return take_


@pytest.fixture
def next_step(assistant, qtbot):
    """Click on Next and wait until the step's work is over; gives the step."""

    def next_():
        qtbot.mouseClick(assistant.next_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not assistant.step.is_busy(), timeout=10_000)
        return assistant.step

    return next_
