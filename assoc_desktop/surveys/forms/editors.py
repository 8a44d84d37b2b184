"""What stands at the right of the builder: the words of a survey, a section or a question, English and French side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from assoc_desktop.language import LANGUAGES, _, language
from assoc_desktop.surveys.building import WITH_CHOICES, Choice, Question, Section
from assoc_desktop.surveys.documents.sample import sample_pdf
from assoc_desktop.surveys.records import MODES, QUESTION_KINDS
from assoc_desktop.widgets.fields import TextField
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.pdf_preview.document import PdfDocument
from assoc_desktop.widgets.theme import GRID, look

_SAMPLE_AFTER_MS = 250
_SIDES = ("en", "fr")


class Editor(QWidget):
    """Shows one value and tells every change of it.

    Signals:
        edited(value): the person changed something.
    """

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2, 0, GRID, 0)
        self.column.setSpacing(GRID)
        self._quiet = False
        self._first: QWidget = self

    def show_value(self, value: Any) -> None:
        """Show a value; the person did not change anything."""
        self._quiet = True
        self._show(value)
        self._quiet = False

    def take_keyboard(self) -> None:
        """The keyboard goes into the first field."""
        self._first.setFocus()

    def _show(self, value: Any) -> None:  # noqa: ARG002
        raise TypeError(f"{type(self).__name__} shows its value in _show()")

    def _tell(self) -> None:
        if not self._quiet:
            self.edited.emit(self._made())

    def _made(self) -> Any:
        raise TypeError(f"{type(self).__name__} gives its value in _made()")

    def _heading(self, words: str) -> QLabel:
        label = QLabel(words)
        look(label, "heading")
        self.column.addWidget(label)
        return label

    def _pair(self, name: str, make: Callable[[], QWidget], hint: str = "") -> tuple[Any, Any]:
        """The same field in English and in French, side by side, under one name."""
        grid = QGridLayout()
        grid.setSpacing(GRID // 2)
        made = []
        for place, code in enumerate(_SIDES):
            caption = QLabel(
                _("{field}, {language}").format(field=name, language=LANGUAGES[code]), wordWrap=True
            )
            widget = make()
            widget.setAccessibleName(caption.text())
            caption.setBuddy(widget)
            look(caption, "small")
            grid.addWidget(caption, 0, place)
            grid.addWidget(widget, 1, place)
            grid.setColumnStretch(place, 1)
            made.append(widget)
        self.column.addLayout(grid)
        if hint:
            note = QLabel(hint, wordWrap=True)
            look(note, "small")
            self.column.addWidget(note)
        return made[0], made[1]

    def _line(self) -> QLineEdit:
        line = QLineEdit()
        line.textEdited.connect(lambda _text: self._tell())
        return line

    def _lines(self, count: int) -> QPlainTextEdit:
        field = TextField(count)
        text = field.text
        text.setParent(None)
        text.textChanged.connect(self._tell)
        return text


def _own(pair: tuple[Any, Any]) -> QWidget:
    """Of two fields side by side that of the language spoken: whoever types begins with theirs."""
    field: QWidget = pair[_SIDES.index(language())] if language() in _SIDES else pair[0]
    return field


class SurveyEditor(Editor):
    """Name, mode, title and introduction."""

    def __init__(self) -> None:
        super().__init__()
        self._heading(_("Title and introduction"))
        grid = QGridLayout()
        grid.setSpacing(GRID)
        self.name, self.mode = self._line(), ComboBox()
        for key, words in MODES.items():
            self.mode.addItem(_(words), key)
        self.mode.activated.connect(lambda _place: self._tell())
        for row, (words, widget) in enumerate(
            ((_("&Name of the survey"), self.name), (_("Ans&wers"), self.mode))
        ):
            caption = QLabel(words)
            caption.setBuddy(widget)
            widget.setAccessibleName(words.replace("&", ""))
            grid.addWidget(caption, row, 0)
            grid.addWidget(widget, row, 1)
        grid.setColumnStretch(1, 1)
        self.column.addLayout(grid)
        self.titles = self._pair(_("Heading"), self._line)
        self.intros = self._pair(
            _("Introduction"),
            lambda: self._lines(5),
            _("What is empty in one language is printed in the other."),
        )
        self.column.addStretch(1)
        self._first = self.name

    def _show(self, value: Any) -> None:
        self.name.setText(value["name"])
        self.mode.setCurrentIndex(max(0, self.mode.findData(value["mode"])))
        for place, code in enumerate(_SIDES):
            self.titles[place].setText(value[f"title_{code}"])
            self.intros[place].setPlainText(value[f"intro_{code}"])

    def _made(self) -> dict[str, Any]:
        made = {"name": self.name.text(), "mode": self.mode.currentData()}
        for place, code in enumerate(_SIDES):
            made[f"title_{code}"] = self.titles[place].text()
            made[f"intro_{code}"] = self.intros[place].toPlainText()
        return made


class SectionEditor(Editor):
    """The title of a section."""

    def __init__(self) -> None:
        super().__init__()
        self._heading(_("Section"))
        self.titles = self._pair(_("Heading"), self._line)
        self.column.addStretch(1)
        self._first = _own(self.titles)
        self._section = Section()

    def _show(self, value: Any) -> None:
        self._section = value
        for place, text in enumerate((value.title_en, value.title_fr)):
            self.titles[place].setText(text)

    def _made(self) -> Section:
        self._section = replace(self._section, title_en=self.titles[0].text(), title_fr=self.titles[1].text())
        return self._section


class QuestionEditor(Editor):
    """Kind, words and choices of a question, and how it is printed."""

    def __init__(self) -> None:
        super().__init__()
        self._question = self._shown = Question("rating")
        self.heading = self._heading(_("Question"))
        grid = QGridLayout()
        self.kind = ComboBox()
        self.kind.setAccessibleName(_("Kind"))
        for key, words in QUESTION_KINDS.items():
            self.kind.addItem(_(words), key)
        self.kind.activated.connect(lambda _place: self._kind_chosen())
        self.required = QCheckBox(_("Should be answered"))
        self.required.clicked.connect(lambda _on: self._tell())
        grid.addWidget(self.kind, 0, 0)
        grid.addWidget(self.required, 0, 1)
        grid.setColumnStretch(0, 1)
        self.column.addLayout(grid)
        self.texts = self._pair(_("Question"), lambda: self._lines(2))
        self._choices_box = QWidget()
        outer, self.column = self.column, QVBoxLayout(self._choices_box)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GRID // 2)
        self.choices = self._pair(
            _("Choices"),
            lambda: self._lines(5),
            _("One choice on each line. The first is typed as 1, the second as 2."),
        )
        self.column = outer
        self.column.addWidget(self._choices_box)
        self.note = QLabel(wordWrap=True)
        look(self.note, "quiet")
        self.column.addWidget(self.note)
        caption = QLabel(_("As it is printed"))
        look(caption, "small")
        self.sample = QLabel(alignment=Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.sample.setAccessibleName(caption.text())
        self.column.addWidget(caption)
        self.column.addWidget(self.sample)
        self.column.addStretch(1)
        self._first = _own(self.texts)
        self._timer = QTimer(self, singleShot=True, interval=_SAMPLE_AFTER_MS)
        self._timer.timeout.connect(self.show_sample)

    def _show(self, value: Any) -> None:
        self._question = self._shown = value
        self.heading.setText(_("Question {code}").format(code=value.code))
        self.kind.setCurrentIndex(max(0, self.kind.findData(value.kind)))
        self.required.setChecked(value.required)
        for place, code in enumerate(_SIDES):
            self.texts[place].setPlainText(getattr(value, f"text_{code}"))
            lines = [getattr(choice, f"text_{code}") for choice in value.choices]
            self.choices[place].setPlainText("\n".join(lines))
        self._show_parts()
        self._timer.start()

    def _show_parts(self) -> None:
        groups = self._question.asks.startswith("group:")
        self.kind.setEnabled(not groups)
        self._choices_box.setVisible(self._question.kind in WITH_CHOICES and not groups)
        self.note.setText(
            _("Groups of fewer than five are gathered, so that nobody is recognised.") if groups else ""
        )
        self.note.setVisible(groups)

    def _kind_chosen(self) -> None:
        self._tell()
        self._show_parts()

    def _made(self) -> Question:
        before = self._question
        kind = before.kind if before.asks.startswith("group:") else str(self.kind.currentData())
        self._question = replace(
            before,
            kind=kind,
            text_en=" ".join(self.texts[0].toPlainText().split("\n")),
            text_fr=" ".join(self.texts[1].toPlainText().split("\n")),
            required=self.required.isChecked(),
            choices=before.choices
            if before.asks.startswith("group:")
            else self._choices(self._shown.choices),
        )
        self._timer.start()
        return self._question

    def _choices(self, before: tuple[Choice, ...]) -> tuple[Choice, ...]:
        """The choices by their lines.

        One whose words stand as they were when the question was shown is the same choice wherever it stands now; else
        what stands in its place is.
        """
        english, french = (field.toPlainText().split("\n") for field in self.choices)
        count = max(len(english), len(french))
        lines = [
            (english[place] if place < len(english) else "", french[place] if place < len(french) else "")
            for place in range(count)
        ]
        while lines and not any(lines[-1]):
            lines.pop()
        same = _same_choices(lines, before)
        return tuple(
            replace(same.get(place, Choice()), text_en=text_en, text_fr=text_fr, position=place + 1)
            for place, (text_en, text_fr) in enumerate(lines)
        )

    def show_sample(self) -> None:
        """Draw the question as the form has it, in the language of the screen."""
        document = PdfDocument(sample_pdf(self._question, language()))
        wide = max(320, self.width() - 2 * GRID)
        ratio = self.devicePixelRatioF()
        image = document.image(0, wide / document.sizes[0].width() * ratio)
        document.close()
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(ratio)
        self.sample.setPixmap(picture)
        self.sample.setAccessibleDescription(self._question.text_en or self._question.text_fr)


def _same_choices(lines: list[tuple[str, str]], before: tuple[Choice, ...]) -> dict[int, Choice]:
    """Place of a line → the choice that it was."""
    left, same = list(before), {}
    for side in (0, 1):
        for place, line in enumerate(lines):
            found = next(
                (each for each in left if (each.text_en, each.text_fr)[side] == line[side] != ""), None
            )
            if place not in same and found is not None:
                same[place] = found
                left.remove(found)
    for place, choice in enumerate(before[: len(lines)]):
        if place not in same and choice in left:
            same[place] = choice
    return same
