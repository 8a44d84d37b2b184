"""The page on which a filter is made: its lines, the sentence it makes, and how many members match."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from assoc_desktop.language import _, ngettext
from assoc_desktop.members.filters.checking import problems_of
from assoc_desktop.members.filters.forms.groups import FilterField
from assoc_desktop.members.filters.forms.row import FRESH
from assoc_desktop.members.filters.model import Group, conditions_of
from assoc_desktop.members.filters.queries import count_of
from assoc_desktop.members.filters.saved import LONGEST_NAME, check_name, save_filter
from assoc_desktop.members.filters.telling import told
from assoc_desktop.widgets.background import run_quietly
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.elided import breakable
from assoc_desktop.widgets.fields import LineField
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.wide_form import plain_label

_COUNT_AFTER_MS = 250
#: A longer sentence would leave no room for the lines.
_LONGEST = 600
_UNLIMITED = 16_777_215


class FilterPage(FormPage):
    """Lines in groups; "Show these members" uses the filter as it stands, "Save" keeps it under its name.

    Args:
        desk: the open file.
        group: what to begin with; None begins with one empty line.
        name: of the saved filter it is.
        filter_id: of the saved filter that saving changes; None saves a new one.

    Signals:
        used(group, name): the list is to show these members; the name is empty when the filter is not saved so.
    """

    used = Signal(object, str)

    def __init__(
        self,
        desk: Desk,
        group: Group | None = None,
        *,
        name: str = "",
        filter_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = _("Filter {name}").format(name=name) if filter_id else _("New filter")
        super().__init__(title, draft=desk.draft(f"filter {filter_id or 'new'}"), parent=parent)
        self._desk, self._id, self._asked = desk, filter_id, 0
        self._first = (group or Group(True, (FRESH,)), name)
        self.rule = FilterField(desk)
        self.add_field("rule", "", self.rule)
        self.sentence = plain_label("", "quiet")
        self.count = plain_label("", "heading")
        hint = _("Under this name it is found wherever members are chosen.")
        self.add_field("name", _("&Name to save it under"), LineField(longest=LONGEST_NAME), hint)
        self.show_button = QPushButton(_("Show these &members"))
        self.show_button.setToolTip(_("Show the members that match, without saving the filter"))
        self.show_button.clicked.connect(self.use)
        self.buttons.insertWidget(1, self.show_button)
        self._scroll.widget().setMaximumWidth(_UNLIMITED)
        # Below the lines, and always seen: what they make, and how many members that are.
        for label in (self.count, self.sentence):
            self.body.insertWidget(self.body.count() - 1, label)
        self._timer_of_count = QTimer(self, singleShot=True, interval=_COUNT_AFTER_MS)
        self._timer_of_count.timeout.connect(self._start_counting)
        self.rule.changed.connect(self._tell)
        self.shown_again.connect(self._tell)
        self.start()

    def load(self) -> dict[str, Any]:
        return {"rule": self._first[0], "name": self._first[1]}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return check_name(values["name"], self._id)

    def save(self, values: dict[str, Any]) -> object:
        saved = save_filter(values["name"], values["rule"], filter_id=self._id)
        self._desk.tell_change(self, _("The filter was saved."))
        return saved

    def use(self) -> None:
        """Show the members in the list, unless a line cannot be asked."""
        if problem := self.rule.problem():
            self.show_problems({"rule": problem})
            return
        group = self.rule.value()
        unchanged = self._id is not None and group == self._first[0]
        self._forget_draft()
        self.used.emit(group, self._first[1] if unchanged else "")
        self.closed.emit()

    def take_keyboard(self) -> None:
        """The keyboard goes into the first line."""
        self.rule.target().setFocus()

    # What is told

    def _tell(self) -> None:
        group = self.rule.value()
        words = _("Members: {filter}").format(filter=told(group))
        self.sentence.setText(breakable(words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"))
        self._asked += 1
        self._timer_of_count.start()

    def _start_counting(self) -> None:
        group, today, asked = self.rule.value(), self._desk.today(), self._asked
        problem = self.rule.problem() or next(problems_of(group, today), "")
        if problem:
            fresh = all(condition == FRESH for condition in conditions_of(group))
            self.count.setText(_("Say in the line above whom you look for.") if fresh else breakable(problem))
            return
        run_quietly(lambda: count_of(group, today), lambda n: self._show_count(n, asked), self)

    def _show_count(self, n: int, asked: int) -> None:
        """The answer to a question that has changed meanwhile is not shown."""
        if asked != self._asked:
            return
        sentence = ngettext("{n} member matches.", "{n} members match.", n)
        self.count.setText(sentence.format(n=self._desk.conventions.number(n)))
