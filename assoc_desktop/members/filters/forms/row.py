"""One line of a filter: field, season, test, values."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from assoc_desktop.language import _
from assoc_desktop.members.filters.checking import field_of, name_of_field, problem_of, remark_of
from assoc_desktop.members.filters.fields import FIELDS, OWN_FIELD, SEASON
from assoc_desktop.members.filters.fields import Field as Asked
from assoc_desktop.members.filters.forms.offered import FieldKey, Offered
from assoc_desktop.members.filters.forms.values import Values
from assoc_desktop.members.filters.model import THIS_SEASON, Condition, Ref
from assoc_desktop.members.filters.telling import told_condition
from assoc_desktop.members.filters.tests import TESTS, TESTS_OF
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.elided import breakable
from assoc_desktop.widgets.fields import ChoiceField
from assoc_desktop.widgets.theme import GRID, look
from assoc_desktop.widgets.wide_form import plain_label

#: What a fresh line asks.
FRESH = Condition("town", "one_of")


class ConditionRow(QWidget):
    """A line. A condition that it cannot show, because what it names is gone, is kept as it is until it is changed.

    Signals:
        changed(): the person changed something.
        removed(): the person takes the line away.
    """

    changed = Signal()
    removed = Signal()

    def __init__(
        self, desk: Desk, offered: Offered, condition: Condition, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today, self._offered = desk.today(), offered
        self._kept: Condition | None = None
        self._asked: Asked | None = None
        self.values: Values | None = None
        self.field = ChoiceField(self._fields(condition), search=True)
        self.season = ChoiceField([(None, "")])
        self.test = ChoiceField([(None, "")])
        self.words = plain_label("", "quiet")
        self.remove = QToolButton()
        self.message = plain_label("", "error")
        self._build()
        self._show(condition)
        self.field.changed.connect(self._field_chosen)
        self.season.changed.connect(self._edited)
        self.test.changed.connect(self._test_chosen)
        self.remove.clicked.connect(self.removed)

    def condition(self) -> Condition:
        """What stands on the line."""
        return self._kept or self._on_screen()

    def problem(self) -> str:
        """Why the line cannot be asked as it stands."""
        if self._kept is None and (self.field.problem() or not self.condition().field):
            typed = self.field.box.currentText().strip()
            return _("“{text}” is not in the list.").format(text=typed) if typed else _("Choose a field.")
        unreadable = self.values.problem() if self.values and not self._kept else ""
        return unreadable or problem_of(self.condition(), self._today)

    def show_problem(self) -> bool:
        """Say below the line what is wrong with it; gives whether something is."""
        problem = self.problem()
        self._say(problem, "error")
        return bool(problem)

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops, in order."""
        fields = [self.field, self.season, self.test, *(self.values.fields if self.values else ())]
        return [*(field.target() for field in fields), self.remove]

    def take_keyboard(self) -> None:
        """The keyboard goes into the field."""
        self.field.target().setFocus()

    # Building

    def _build(self) -> None:
        for field, name, signs in (
            (self.field, _("Field"), 14),
            (self.season, _("Season"), 9),
            (self.test, _("Test"), 10),
        ):
            field.target().setAccessibleName(name)
            self.field.box.setMinimumContentsLength(signs)
        self.field.box.setMaxVisibleItems(16)
        self._draw_headings()
        self.remove.setIcon(icons.icon("delete"))
        self.remove.setToolTip(_("Remove this line"))
        self.remove.setAccessibleName(_("Remove this line"))
        self._line = QHBoxLayout()
        self._line.setSpacing(GRID)
        self._line.addWidget(self.field, 6)
        self._line.addWidget(self.season, 4)
        self._line.addWidget(self.test, 5)
        self._line.addWidget(self.words, 9)
        self._line.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._line)
        column.addWidget(self.message)
        self.message.hide()

    def _draw_headings(self) -> None:
        """The headings among the fields are read and not chosen."""
        model = self.field.box.model()
        bold = self.font()
        bold.setBold(True)
        for place, (key, _word) in enumerate(self._offered.fields):
            item = model.item(place) if isinstance(model, QStandardItemModel) and not key[0] else None
            if item:
                item.setEnabled(False)
                item.setFont(bold)

    def _fields(self, condition: Condition) -> list[tuple[FieldKey, str]]:
        key, offered = _key(condition), self._offered.fields
        if key in [each for each, _word in offered]:
            return offered
        name = name_of_field(condition)
        if field_of(condition) is None:
            return [*offered, (key, _("{name} (no longer there)").format(name=name))]
        return [*offered, (key, _("{name} (in the archive)").format(name=name))]

    # Showing

    def _show(self, condition: Condition) -> None:
        self.field.set_value(_key(condition))
        self._show_rest(condition)
        if _nameless(self._on_screen()) != _nameless(condition):
            self._keep(condition)
        if self._kept or problem_of(condition, self._today):
            self._say(problem_of(condition, self._today) if condition != FRESH else "", "error")
        else:
            self._say(remark_of(condition), "small")
        if condition == FRESH:
            self._say("", "error")

    def _show_rest(self, condition: Condition) -> None:
        """Season, test and values as the field of a condition needs them."""
        self._asked = field_of(condition)
        about = condition.about
        with_season = self._asked is not None and self._asked.about == SEASON
        self.season.setVisible(with_season)
        if with_season:
            self._offer_seasons(about)
        self.test.setVisible(self._asked is not None)
        if self._asked is None:
            self._drop_values()
            return
        tests = TESTS_OF[self._asked.kind]
        self.test.set_choices([(key, _(TESTS[key].label)) for key in tests])
        self.test.set_value(condition.test)
        self._show_values(condition)

    def _offer_seasons(self, about: Ref | None) -> None:
        offered = [(ref.id, words) for ref, words in self._offered.seasons]
        if about and about.id not in [key for key, _words in offered]:
            offered.append((about.id, _("{name} (no longer there)").format(name=about.name)))
        self._season_names = {ref.id: ref.name for ref, _words in self._offered.seasons}
        if about:
            self._season_names.setdefault(about.id, about.name)
        self.season.set_choices(offered)
        self.season.set_value(about.id if about else THIS_SEASON)

    def _show_values(self, condition: Condition) -> None:
        self._drop_values()
        test = self.test.value()
        if self._asked is None or test is None:
            return
        shown = replace(condition, test=test)
        self.values = Values(self._asked, shown, self._offered)
        self.values.show_values(condition.values)
        self.values.changed.connect(self._edited)
        self._line.insertWidget(3, self.values, 9)
        for before, after in pairwise(self.stops()):
            QWidget.setTabOrder(before, after)
        self.words.hide()

    def _drop_values(self) -> None:
        if self.values:
            self._line.removeWidget(self.values)
            self.values.deleteLater()
            self.values = None
        self.words.show()

    def _keep(self, condition: Condition) -> None:
        """Show in words what no field of the line can show."""
        self._kept = condition
        self._drop_values()
        self.season.hide()
        self.test.hide()
        self.words.setText(breakable(told_condition(condition)))

    # Reading

    def _on_screen(self) -> Condition:
        key, own = self.field.value() or ("", 0)
        about = None
        if key == OWN_FIELD:
            record = self._offered.own.get(own)
            about = Ref(own, record.name if record else "")
        elif not self.season.isHidden():
            season = self.season.value()
            about = Ref(season, self._season_names.get(season, ""))
        return Condition(key, self.test.value() or "", self.values.values() if self.values else (), about)

    def _field_chosen(self) -> None:
        """Another field: the values stay when they can be compared with it too."""
        key = self.field.value()
        if key is None or not key[0]:
            self._edited()
            return
        before, self._kept = self.condition(), None
        self.words.setText("")
        asked = FIELDS.get(key[0])
        about = Ref(key[1]) if key[0] == OWN_FIELD else None
        if asked and asked.about == SEASON:
            usual = before.about if before.about and before.field != OWN_FIELD else None
            about = usual or Ref(THIS_SEASON)
        self._show_rest(Condition(key[0], before.test, before.values, about))
        self._edited()

    def _test_chosen(self) -> None:
        self._show_values(self._on_screen())
        self._edited()

    def _edited(self) -> None:
        self._kept = None
        self._say("", "error")
        self.changed.emit()

    def _say(self, sentence: str, name: str) -> None:
        look(self.message, name)
        self.message.setText(breakable(sentence))
        self.message.setVisible(bool(sentence))


def _key(condition: Condition) -> FieldKey:
    own = condition.field == OWN_FIELD and condition.about
    return (condition.field, own.id if own else 0)


def _nameless(condition: Condition) -> Condition:
    """The condition without the names of records, which may have changed since, and in no order."""
    values = tuple(Ref(value.id) if isinstance(value, Ref) else value for value in condition.values)
    if condition.test not in ("between",):
        values = tuple(sorted(values, key=str))
    return replace(condition, values=values, about=Ref(condition.about.id) if condition.about else None)
