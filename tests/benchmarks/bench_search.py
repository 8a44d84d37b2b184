"""The list of members over 100,000: opening and sorting it, and searching while typing, against the usual ways."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.members_file import MEMBERS, TODAY, members_file
from tests.benchmarks.report import Result

_WORDS = ("ndiaye", "lodz", "ouedraogo 12", "fatoumata gao", "0999", "kone dakar", "a", "b", "m")
#: A sort filter over 100,000 rows takes seconds: a few keys tell enough.
_RIVAL_WORDS = ("nd", "lo")


def run() -> list[Result]:
    """Measure, with the rivals in the same run."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from assoc_desktop.schema import SCHEMA
    from assoc_desktop.storage.file import open_file
    from assoc_desktop.widgets.theme import apply_theme

    app = QApplication.instance() or QApplication(["bench"])
    apply_theme(app, "light")
    with tempfile.TemporaryDirectory() as folder, open_file(members_file(Path(folder)), SCHEMA):
        return [*_opening(), *_typing(app, Path(folder))]


def _opening() -> list[Result]:
    from assoc_desktop.members import listing
    from assoc_desktop.members.listing import Choice
    from assoc_desktop.members.records import Member

    def ours() -> list[int]:
        ids = listing.matching_ids(Choice(), today=TODAY)
        listing.rows(ids[:64], season_id=None, today=TODAY)
        return ids

    def models() -> list[Member]:
        return sorted(Member.select(), key=lambda member: member.sort_name)

    fast, slow = _best(ours, 3), _best(models, 1)
    small, large = _memory(ours), _memory(models)
    return [
        Result(
            f"Open and sort the list, {MEMBERS:,}",
            "≥ 5× a list of peewee models",
            f"{slow / fast:.1f}× ({fast * 1000:.0f} ms against {slow * 1000:.0f} ms)",
            slow >= 5 * fast,
        ),
        Result(
            f"Memory of the open list, {MEMBERS:,}",
            "≤ 1/3 of a list of peewee models",
            f"1/{large / small:.0f} ({small / 1e6:.0f} MB against {large / 1e6:.0f} MB)",
            large >= 3 * small,
        ),
    ]


def _typing(app: object, folder: Path) -> list[Result]:
    ours = _keys_in_the_tab(app, folder)
    p95 = statistics.quantiles(ours, n=20)[-1]
    rival = statistics.median(_keys_in_a_sort_filter(app))
    usual = statistics.median(ours)
    return [
        Result(
            f"Search as you type, {MEMBERS:,}: key to painted rows",
            "p95 ≤ 50 ms",
            f"p95 {p95 * 1000:.0f} ms, median {usual * 1000:.0f} ms of {len(ours)} keys",
            p95 <= 0.05,
        ),
        Result(
            "Search as you type against QSortFilterProxyModel",
            "≥ 80×",
            f"{rival / usual:.0f}× ({rival * 1000:.0f} ms a key)",
            rival >= 80 * usual,
        ),
    ]


def _keys_in_the_tab(app: object, folder: Path) -> list[float]:
    from PySide6.QtTest import QTest

    from assoc_desktop.association.records import the_association
    from assoc_desktop.members.tab import MembersTab
    from assoc_desktop.preferences import Preferences
    from assoc_desktop.widgets.desk import Desk

    desk = Desk(
        Preferences(folder / "settings"), folder / "x.assoc", the_association().conventions, lambda: TODAY
    )
    tab = MembersTab(desk)
    tab.resize(1093, 540)
    tab.show()
    QTest.qWait(1000)
    times = []
    for word in _WORDS:
        for sign in word:
            started = time.perf_counter()
            QTest.keyClick(tab.list.search, sign)
            app.processEvents()
            times.append(time.perf_counter() - started)
            QTest.qWait(20)
        tab.list.search.clear()
        QTest.qWait(300)
    tab.go()
    return times


def _keys_in_a_sort_filter(app: object) -> list[float]:
    """The usual way: a table of texts behind QSortFilterProxyModel, that looks through every column."""
    from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt
    from PySide6.QtWidgets import QTableView

    from assoc_desktop.members.records import Member

    columns = (Member.number, Member.family_name, Member.given_name, Member.town, Member.search_text)
    rows = list(Member.select(*columns).tuples())

    class Model(QAbstractTableModel):
        def rowCount(self, _parent: object = QModelIndex()) -> int:
            return len(rows)

        def columnCount(self, _parent: object = QModelIndex()) -> int:
            return len(columns)

        def data(self, index: QModelIndex, role: int = 0) -> object:
            return rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None

    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(Model())
    proxy.setFilterKeyColumn(-1)
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    view = QTableView()
    view.setModel(proxy)
    view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    view.resize(1093, 540)
    view.show()
    app.processEvents()
    times = []
    for word in _RIVAL_WORDS:
        for end in range(1, len(word) + 1):
            started = time.perf_counter()
            proxy.setFilterFixedString(word[:end])
            app.processEvents()
            times.append(time.perf_counter() - started)
    view.hide()
    return times


def _best(work: Callable[[], object], turns: int) -> float:
    times = []
    for _turn in range(turns):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def _memory(work: Callable[[], object]) -> int:
    tracemalloc.start()
    kept = work()
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del kept
    return size
