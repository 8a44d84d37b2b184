"""The page on which a survey is made: its sections and questions at the left, the words of the chosen one at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.surveys.asking import population
from assoc_desktop.surveys.building import (
    Choice,
    Question,
    Section,
    in_preparation,
    move,
    remove,
    save_survey,
    sections_of,
    with_codes,
)
from assoc_desktop.surveys.forms.editors import Editor, QuestionEditor, SectionEditor, SurveyEditor
from assoc_desktop.surveys.groups import DIMENSIONS, group_question
from assoc_desktop.surveys.records import Survey
from assoc_desktop.surveys.wording import text_of, title_of
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import Field
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.theme import GRID

_FIELDS = ("name", "mode", "title_en", "title_fr", "intro_en", "intro_fr")
#: Where something stands: the survey itself, a section, or a question of it.
_Where = tuple[int, int | None] | None
_LIST_WIDTH = 330


class BuilderPage(FormPage):
    """All of a survey in preparation; what is typed is kept as a draft until it is saved."""

    def __init__(self, desk: Desk, survey_id: int) -> None:
        self._survey = in_preparation(survey_id)
        super().__init__(
            _("Questions: {name}").format(name=self._survey.name), draft=desk.draft(f"survey {survey_id}")
        )
        self._desk = desk
        self.builder = SurveyField(desk, self._survey)
        self.add_field("survey", "", self.builder)
        self._scroll.widget().setMaximumWidth(16_777_215)
        self.start()

    def load(self) -> dict[str, Any]:
        survey = self._survey
        values = {field: getattr(survey, field) for field in _FIELDS}
        return {"survey": {"values": values, "sections": [asdict(each) for each in sections_of(survey)]}}

    def save(self, values: dict[str, Any]) -> object:
        survey, sections = values["survey"]
        try:
            save_survey(self._survey, survey, sections)
        except Refused as refusal:
            self.builder.show_problem(getattr(refusal, "problems", {}))
            raise
        self._desk.tell_change(self, _("The survey was saved."))
        return self._survey.id


class SurveyField(Field):
    """Survey, sections and questions as one value."""

    def __init__(self, desk: Desk, survey: Survey) -> None:
        super().__init__()
        self._desk, self._survey = desk, survey
        self._values: dict[str, Any] = {}
        self._sections: list[Section] = []
        self.list = QListWidget()
        self.list.setAccessibleName(_("Sections and questions"))
        self.list.setSpacing(1)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(lambda _row: self._show_editor())
        self.list.itemActivated.connect(lambda _item: self._to_editor())
        self._build()

    # What a field promises

    def typed(self) -> dict[str, Any]:
        return {"values": dict(self._values), "sections": [_plain(section) for section in self._sections]}

    def set_typed(self, typed: Any) -> None:
        self._values = dict(typed["values"])
        self._sections = [_section(each) for each in typed["sections"]]
        self._show_list(None)

    def value(self) -> tuple[dict[str, Any], list[Section]]:
        return self._values, self._sections

    def target(self) -> QWidget:
        return self.list

    def mark(self, wrong: bool) -> None:
        """What is wrong is told above the page, and the list goes to it."""

    def show_problem(self, problems: dict[str, str]) -> None:
        """Go to what stands in the way: keys as `check_sections` gives them."""
        key = next((each for each in problems if each.startswith("question ")), "")
        if key:
            number, place = key.removeprefix("question ").split(".")
            self._go((int(number), int(place)))
        elif "groups" not in problems and "sections" not in problems:
            self._go(None)

    # Building

    def _build(self) -> None:
        self.editors = QStackedWidget()
        self.survey_editor, self.section_editor = SurveyEditor(), SectionEditor()
        self.question_editor = QuestionEditor()
        for editor in (self.survey_editor, self.section_editor, self.question_editor):
            editor.edited.connect(self._edited)
            scroll = QScrollArea(widgetResizable=True)
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            scroll.setWidget(editor)
            self.editors.addWidget(scroll)
        left = QWidget()
        left.setFixedWidth(_LIST_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.list, 1)
        column.addLayout(self._make_buttons())
        across = QHBoxLayout()
        across.setSpacing(2 * GRID)
        across.addWidget(left)
        across.addWidget(self.editors, 1)
        # Both scroll by themselves: with large text they get smaller, and the buttons stay on the screen.
        for part in (self.list, self.editors):
            part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
            part.setMinimumHeight(12 * GRID)
        self.layout_.addLayout(across)

    def _make_buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(GRID)
        self.buttons: dict[str, QPushButton] = {}
        for place, (key, sign, words, keys, do) in enumerate(
            (
                ("question", "add", _("Add &question"), "Ctrl+Q", self.add_question),
                ("section", "add", _("Add &section"), "", self.add_section),
                ("up", "up", _("Move &up"), "Alt+Up", lambda: self.move_by(-1)),
                ("down", "down", _("Move &down"), "Alt+Down", lambda: self.move_by(1)),
                ("remove", "delete", _("&Remove"), "", self.remove_chosen),
                ("groups", "members", _("&By group…"), "", self.offer_groups),
            )
        ):
            button = self.buttons[key] = QPushButton(icons.icon(sign), words)
            button.clicked.connect(lambda _on=False, do=do: do())
            grid.addWidget(button, place // 2, place % 2)
            if keys:
                button.setToolTip(f"{words.replace('&', '')} ({keys})")
                shortcut = QShortcut(QKeySequence(keys), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(do)
        delete = QShortcut(QKeySequence("Del"), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove_chosen)
        self.buttons["groups"].setToolTip(
            _("Ask for the category or the region, so that results can be told apart by it.")
        )
        return grid

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(420, self.fontMetrics().height() * 26))

    def minimumSizeHint(self) -> QSize:
        """As narrow as it may be, and high enough for the buttons and a few rows."""
        return QSize(0, super().minimumSizeHint().height())

    def chosen(self) -> _Where:
        """Where the chosen line stands."""
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else None

    def _show_list(self, where: _Where) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        self._line(_("Title and introduction"), None, bold=True)
        for number, section in enumerate(with_codes(self._sections, self._survey)):
            self._line(title_of(section) or _("(section without a title)"), (number, None), bold=True)
            for place, question in enumerate(section.questions):
                words = text_of(question) or _("(no words yet)")
                self._line(f"   {question.code}  {words}", (number, place))
        self.list.blockSignals(False)
        self._go(where)

    def _line(self, words: str, where: _Where, *, bold: bool = False) -> None:
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, where)
        item.setToolTip(words.strip())
        font = item.font()
        font.setBold(bold)
        item.setFont(font)
        self.list.addItem(item)

    def _go(self, where: _Where) -> None:
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == where:
                self.list.setCurrentRow(row)
                break
        self._show_editor()

    def _show_editor(self) -> None:
        where = self.chosen()
        editor: Editor
        if where is None:
            editor = self.survey_editor
            editor.show_value(self._values)
        elif where[1] is None:
            editor = self.section_editor
            editor.show_value(self._sections[where[0]])
        else:
            editor = self.question_editor
            coded = with_codes(self._sections, self._survey)
            editor.show_value(coded[where[0]].questions[where[1]])
        self.editors.setCurrentIndex(
            (self.survey_editor, self.section_editor, self.question_editor).index(editor)
        )
        for key in ("up", "down", "remove"):
            self.buttons[key].setEnabled(where is not None)
        self.buttons["groups"].setEnabled(self._values.get("mode") != "named")

    def _to_editor(self) -> None:
        scroll = self.editors.currentWidget()
        if isinstance(scroll, QScrollArea):
            editor = scroll.widget()
            if isinstance(editor, Editor):
                editor.take_keyboard()

    # What is done

    def _edited(self, value: object) -> None:
        """The words at the right were changed."""
        where = self.chosen()
        if where is None:
            self._values = dict(value) if isinstance(value, dict) else self._values
            self.buttons["groups"].setEnabled(self._values.get("mode") != "named")
        elif isinstance(value, Section):
            self._sections[where[0]] = value
            self.list.currentItem().setText(title_of(value) or _("(section without a title)"))
        elif isinstance(value, Question) and where[1] is not None:
            questions = list(self._sections[where[0]].questions)
            # Codes are given anew each time they are shown; what is kept is the code from the round before.
            questions[where[1]] = replace(value, code=questions[where[1]].code)
            self._sections[where[0]] = replace(self._sections[where[0]], questions=tuple(questions))
            self.list.currentItem().setText(f"   {value.code}  {text_of(value) or _('(no words yet)')}")
        self.changed.emit()

    def _now(self, sections: Sequence[Section], where: _Where) -> None:
        self._sections = list(sections)
        self._show_list(where)
        self.changed.emit()

    def add_section(self) -> None:
        """A new section after the chosen one."""
        where = self.chosen()
        number = where[0] + 1 if where else 0 if not self._sections else len(self._sections)
        self._now([*self._sections[:number], Section(), *self._sections[number:]], (number, None))
        self._to_editor()

    def add_question(self) -> None:
        """A new question after the chosen line, of the same kind as the chosen question."""
        where = self.chosen()
        before = self._sections[where[0]].questions[where[1]] if where and where[1] is not None else None
        self._insert(Question(before.kind if before else "rating"))
        self._to_editor()

    def _insert(self, question: Question) -> None:
        sections = list(self._sections) or [Section()]
        where = self.chosen() or (len(sections) - 1, len(sections[-1].questions) - 1)
        number, place = where[0], where[1] + 1 if where[1] is not None else 0
        questions = sections[number].questions
        sections[number] = replace(
            sections[number], questions=(*questions[:place], question, *questions[place:])
        )
        self._now(sections, (number, place))

    def move_by(self, by: int) -> None:
        """Move the chosen section or question one place up or down; the choice goes along."""
        where = self.chosen()
        if where is None:
            return
        number, place = where
        moved = move(self._sections, number, place, by)
        if moved == self._sections:
            return
        if place is None:
            self._now(moved, (number + by, None))
        elif 0 <= place + by < len(self._sections[number].questions):
            self._now(moved, (number, place + by))
        else:
            last = len(moved[number + by].questions) - 1
            self._now(moved, (number + by, 0 if by > 0 else last))

    def remove_chosen(self) -> None:
        """Take the chosen question, or section with its questions, away; Cancel brings it back."""
        where = self.chosen()
        if where is None:
            return
        row = self.list.currentRow()
        self._now(remove(self._sections, *where), None)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self.list.setFocus()

    def offer_groups(self) -> None:
        """A question about category or region."""
        menu = QMenu(self)
        for key, words in DIMENSIONS.items():
            menu.addAction(_(words), lambda key=key: self.add_groups(key))
        menu.popup(self.buttons["groups"].mapToGlobal(self.buttons["groups"].rect().bottomLeft()))

    def add_groups(self, dimension: str) -> None:
        """Ask for the category or region, in groups that nobody is recognised in."""
        today = self._desk.today()
        try:
            question = group_question(dimension, population(self._survey, today), today)
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        self._insert(question)


def _plain(section: Section) -> dict[str, Any]:
    """As JSON keeps it: lists in the place of tuples, so that what was kept equals what is shown."""
    made = asdict(section)
    made["questions"] = [{**each, "choices": list(each["choices"])} for each in made["questions"]]
    return made


def _section(plain: dict[str, Any]) -> Section:
    questions = tuple(
        Question(**{**each, "choices": tuple(Choice(**choice) for choice in each["choices"])})
        for each in plain["questions"]
    )
    return Section(**{**plain, "questions": questions})
