"""The headings of all lists of benefits and listening have room in the smallest window, in both languages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics

from assoc_desktop.language import speak
from assoc_desktop.widgets.record_table import RecordTable

#: What the style sheet leaves free at each side of a heading.
_BESIDE = 8


def cut_headings(table):
    """The headings of a list that are wider than their columns: each with the width that it has, and that it needs."""
    header = table.view.horizontalHeader()
    font = QFont(header.font())
    font.setBold(True)
    metrics = QFontMetrics(font)
    for number in range(header.count()):
        text = str(header.model().headerData(number, Qt.Orientation.Horizontal) or "")
        needed = metrics.horizontalAdvance(text) + 2 * _BESIDE
        if not header.isSectionHidden(number) and header.sectionSize(number) < needed:
            yield text, header.sectionSize(number), needed


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_heading_is_cut(request, qtbot, language):
    speak(language)
    window = request.getfixturevalue("opened_window")
    cut, seen = {}, 0
    for key in ("benefits", "listening"):
        window.show_tab(key)
        for offer in window.tab().offers:
            window.show_tab(key, {"place": offer.key})
            qtbot.wait(1)  # columns are fitted to the width once they are shown
            for table in window.tab().place().findChildren(RecordTable):
                seen += 1
                if found := list(cut_headings(table)):
                    cut[offer.key] = found
    assert seen >= 7
    assert cut == {}
