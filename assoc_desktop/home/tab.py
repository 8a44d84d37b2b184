"""The Home tab: what needs doing today, each line leading to its list, and key figures."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.association.records import the_association
from assoc_desktop.language import _, ngettext
from assoc_desktop.storage import backup
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_quietly
from assoc_desktop.widgets.chips import Chip
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.tab import Tab
from assoc_desktop.widgets.theme import GRID, look, named_page

if TYPE_CHECKING:
    from assoc_desktop.home.duties import Duty
    from assoc_desktop.home.records import Today

_OLD_BACKUP_DAYS = 7
_READ_AFTER_MS = 30
_SIGNS = {
    "cards": ("card", "info"),
    "not_enrolled": ("calendar", "info"),
    "grace": ("grace", "warn"),
    "lapsed": ("lapsed", "bad"),
    "pending": ("clock", "neutral"),
    "proofs": ("shield", "warn"),
    "retention": ("clock", "neutral"),
    "limits": ("adjust", "info"),
}


class HomeTab(Tab):
    """What needs doing today."""

    def __init__(self, desk: Desk) -> None:
        self._page = _HomePage(desk)
        super().__init__(desk, self._page)
        self._page.read()

    def read_again(self) -> None:
        self._page.read()

    def add(self) -> None:
        """Add a member (Ctrl+N)."""
        self.desk.wanted.emit("members", {"add": True})


class _HomePage(QScrollArea):
    """Greeting, lines, figures."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(widgetResizable=True)
        self._desk = desk
        inner = named_page()
        self.setWidget(inner)
        name = QLabel(the_association().name, wordWrap=True)
        name.setTextFormat(Qt.TextFormat.PlainText)
        look(name, "title")
        self._when = QLabel()
        look(self._when, "quiet")
        # What the members ask for, the books, and what leads nowhere; the books are read after the members are shown.
        self._tasks, self._duties, self._notes = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._figures = QGridLayout()
        self._figures.setSpacing(GRID)
        self._shown_figures: list[_Figure] = []
        self._soon = QTimer(self, singleShot=True, interval=_READ_AFTER_MS)
        self._soon.timeout.connect(self._read)
        column = QVBoxLayout(inner)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(name)
        self.statistics = QPushButton(icons.icon("chart"), _("S&tatistics…"))
        self.statistics.clicked.connect(lambda: self._go({"statistics": True}))
        look(self.statistics, "plain")
        above = QHBoxLayout()
        above.addWidget(self._when, 1)
        above.addWidget(self.statistics)
        column.addLayout(above)
        column.addSpacing(GRID)
        column.addLayout(self._figures)
        column.addSpacing(GRID)
        heading = QLabel(_("To do today"))
        look(heading, "heading")
        column.addWidget(heading)
        card = QFrame()
        look(card, "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(GRID // 2, GRID // 2, GRID // 2, GRID // 2)
        inside.setSpacing(0)
        for part in (self._tasks, self._duties, self._notes):
            part.setSpacing(0)
            inside.addLayout(part)
        self._tasks.addWidget(_Note("clock", _("Looking through the members…")))
        column.addWidget(card)
        column.addStretch(1)

    def read(self) -> None:
        """Count anew, soon: the window is seen before."""
        self._soon.start()

    def _read(self) -> None:
        day = self._desk.today()
        say = self._desk.conventions

        from assoc_desktop.home.records import read_today

        def work() -> tuple[Today, int | None, str]:
            return read_today(day), self._backup_age(), say.date(day, "full")

        run_quietly(work, lambda found: self._show(*found), self)

    def _backup_age(self) -> int | None:
        """Days since the newest backup; None without one."""
        folder = the_association().folder_for_backups(self._desk.path)
        newest = next(iter(backup.backups_in(folder, self._desk.path.stem)), None)
        return (datetime.datetime.now() - newest.at).days if newest else None

    def _show(self, today: Today, backup_age: int | None, day: str) -> None:
        self._when.setText(day)
        for figure in self._shown_figures:
            figure.deleteLater()
        self._shown_figures = [
            _Figure(figure, words, lambda c=choice: self._go(c))
            for figure, words, choice in self._all_figures(today)
        ]
        self._place_figures()
        _fill(self._tasks, self._lines(today))
        _fill(self._notes, self._backup_notes(backup_age))
        self._read_duties()

    def _read_duties(self) -> None:
        from assoc_desktop.home.duties import read_duties

        day, say = self._desk.today(), self._desk.conventions
        run_quietly(lambda: read_duties(day, say), self._show_duties, self)

    def _show_duties(self, duties: list[Duty]) -> None:
        number = self._desk.conventions.number
        lines = [
            _Task(each.sign, each.tone, number(each.count), each.words, lambda each=each: self._go_to(each))
            for each in duties
        ]
        _fill(self._duties, lines)
        if not (self._tasks.count() or lines or self._notes.count()):
            _fill(self._notes, [_Note("done", _("Nothing needs doing today."))])

    def _go_to(self, duty: Duty) -> None:
        self._desk.wanted.emit(duty.tab, duty.choice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_figures()

    def _place_figures(self) -> None:
        """Beside each other, in as many rows as the window and the text size ask for."""
        if not self._shown_figures:
            return
        widest = max(figure.least_width() for figure in self._shown_figures)
        across = max(1, (self.viewport().width() - 6 * GRID + GRID) // (widest + GRID))
        count = len(self._shown_figures)
        across = min(count, -(-count // -(-count // across)))
        for place in range(count):
            self._figures.setColumnStretch(place, 1 if place < across else 0)
        for place, figure in enumerate(self._shown_figures):
            self._figures.addWidget(figure, place // across, place % across)

    def _all_figures(self, today: Today) -> list[tuple[str, str, dict[str, object]]]:
        say = self._desk.conventions
        figures: list[tuple[str, str, dict[str, object]]] = [
            (say.number(today.members), _("members in the list"), {}),
            (say.number(today.belonging), _("belong today"), {"status": "belonging"}),
            (say.number(today.institutions), _("institutions"), {"kind": "institution"}),
        ]
        if today.season:
            enrolled = _("enrolled for {season}").format(season=today.season.label)
            left = _("left to pay {season}").format(season=today.season.label)
            figures.append((say.number(today.enrolled), enrolled, {"enrolled_only": True}))
            figures.append((say.money(today.left), left, {"enrolled_only": True}))
        return figures

    def _lines(self, today: Today) -> list[QWidget]:
        from assoc_desktop.home.records import PROPOSALS, TASKS

        choices = TASKS | {key: {"proposals": part} for key, part in PROPOSALS.items()}
        choices["retention"] = {"retention": True}
        words, say = self._words(today), self._desk.conventions.number
        lines: list[QWidget] = [
            _Task(
                *_SIGNS[key], say(today.tasks[key]), words[key], lambda key=key: self._go(dict(choices[key]))
            )
            for key in _SIGNS
            if today.tasks.get(key)
        ]
        if not today.members:
            lines.append(
                _Task(
                    "new-person",
                    "info",
                    None,
                    _("Add your first members, or import a list"),
                    lambda: self._go({}),
                )
            )
        return lines

    def _backup_notes(self, age: int | None) -> list[QWidget]:
        if age is None:
            return [_Note("shield", _("No backup was made yet: one is made when you close the file."))]
        if age < _OLD_BACKUP_DAYS:
            return []
        words = ngettext(
            "The newest backup is {n} day old: one is made when you close the file.",
            "The newest backup is {n} days old: one is made when you close the file.",
            age,
        )
        return [_Note("shield", words.format(n=age))]

    def _words(self, today: Today) -> dict[str, str]:
        season = today.season.label if today.season else ""
        n = today.tasks
        return {
            "cards": ngettext("card {season} to print", "cards {season} to print", n["cards"]).format(
                season=season
            ),
            "not_enrolled": ngettext(
                "member who belongs is not enrolled for {season}",
                "members who belong are not enrolled for {season}",
                n["not_enrolled"],
            ).format(season=season),
            "grace": ngettext("member in the grace period", "members in the grace period", n["grace"]),
            "lapsed": ngettext("member has lapsed", "members have lapsed", n["lapsed"]),
            "pending": ngettext("member is pending", "members are pending", n["pending"]),
            "retention": ngettext("old record may be erased", "old records may be erased", n["retention"]),
            "proofs": ngettext(
                "proof is missing or runs out soon", "proofs are missing or run out soon", n["proofs"]
            ),
            "limits": ngettext(
                "member is outside the limits of the category",
                "members are outside the limits of their category",
                n["limits"],
            ),
        }

    def _go(self, choice: dict[str, object]) -> None:
        self._desk.wanted.emit("members", choice)


class _Figure(QPushButton):
    """A key figure over its words; it leads to its list."""

    def __init__(self, figure: str, words: str, do: Callable[[], object]) -> None:
        super().__init__()
        self.setAccessibleName(_("{column}: {text}").format(column=words, text=figure))
        number = QLabel(figure)
        look(number, "title")
        caption = QLabel(words, wordWrap=True)
        look(caption, "quiet")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(2 * GRID, GRID + GRID // 2, 2 * GRID, GRID + GRID // 2)
        inside.setSpacing(2)
        inside.addWidget(number)
        inside.addWidget(caption)
        inside.addStretch(1)
        self._number = number
        for label in (number, caption):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(inside.sizeHint().height())
        self.clicked.connect(lambda: do())

    def least_width(self) -> int:
        """What the figure needs without being cut."""
        return self._number.sizeHint().width() + 4 * GRID + 4


class _Task(QPushButton):
    """One line of what is to do: icon, count, words, and an arrow to its list."""

    def __init__(self, sign: str, tone: str, count: str | None, words: str, do: Callable[[], object]) -> None:
        super().__init__()
        look(self, "plain")
        self.setAccessibleName(words if count is None else f"{count} {words}")
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        row.setSpacing(GRID + GRID // 2)
        row.addWidget(_Sign(sign, 20))
        if count is not None:
            chip = Chip(count, tone)
            chip.setMinimumWidth(self.fontMetrics().horizontalAdvance("00 000") + 2 * GRID)
            row.addWidget(chip)
        row.addWidget(QLabel(words), 1)
        row.addWidget(_Sign("next", 20))
        for label in self.findChildren(QWidget):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMinimumHeight(row.sizeHint().height() + GRID)
        self.clicked.connect(lambda: do())


class _Note(QWidget):
    """A line that leads nowhere."""

    def __init__(self, sign: str, words: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID, GRID, GRID)
        row.setSpacing(GRID + GRID // 2)
        row.addWidget(_Sign(sign, 20))
        label = QLabel(words, wordWrap=True)
        look(label, "quiet")
        row.addWidget(label, 1)


class _Sign(QLabel):
    """An icon in the colour of quiet text, in every theme."""

    def __init__(self, sign: str, side: int) -> None:
        super().__init__()
        self._sign, self._side = sign, side
        self._paint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._paint()

    def _paint(self) -> None:
        colour = self.palette().color(QPalette.ColorRole.PlaceholderText)
        self.setPixmap(icons.pixmap(self._sign, self._side, colour, self.devicePixelRatioF()))
        self.setFixedWidth(self._side)


def _fill(layout: QVBoxLayout, widgets: Sequence[QWidget]) -> None:
    """Put widgets into a layout, in place of those that are there."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
    for widget in widgets:
        layout.addWidget(widget)
