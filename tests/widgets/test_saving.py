"""The name of a file is asked for once, and its folder opened, the same everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from assoc_desktop.widgets.saving import ask_where_to_save, tell_saved
from tests.screens import button, click, show_page


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("", None),
        ("/there/list.csv", Path("/there/list.csv")),
        ("/there/list.CSV", Path("/there/list.CSV")),
        ("/there/list", Path("/there/list.csv")),
        ("/there/list of 1.1.26", Path("/there/list of 1.1.26.csv")),
    ],
)
def test_the_ending_is_put_below_a_name_without_it(qtbot, monkeypatch, typed, path):
    asked = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: asked.append(given) or (typed, ""))
    window = QWidget()
    qtbot.addWidget(window)
    assert ask_where_to_save(window, "Save the list", Path("/here/list.csv"), "CSV (*.csv)") == path
    assert asked == [(window, "Save the list", "/here/list.csv", "CSV (*.csv)")]


def test_the_folder_is_offered(qtbot, monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())))
    window = show_page(qtbot, QWidget())
    tell_saved(window, "The list was saved.", tmp_path / "list.csv")
    click(button(window, "Open the folder"))
    assert opened == [tmp_path]
