"""The page on which a year is closed: the checklist, what the year brought, the paper, and the button that ends it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from assoc_desktop.association.rules import head_of
from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.treasury.cashbook.closing import Step, YearResult, checklist, close_year, result_of
from assoc_desktop.treasury.cashbook.documents.closing_paper import closing_paper
from assoc_desktop.treasury.records import FinancialYear
from assoc_desktop.treasury.years import years
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.messages import confirm, show_refusal
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.pdf_preview import PreviewPage
from assoc_desktop.widgets.theme import GRID, look, named_page
from assoc_desktop.widgets.wide_form import Columns, plain_label

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ClosingPage(Page):
    """Close a year.

    Signals:
        preview_made(page): the paper is there to be looked at.
    """

    preview_made = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Close the year"), parent)
        self._desk = desk
        self._steps: list[Step] = []
        self.box = ComboBox()
        self.box.setAccessibleName(_("Year"))
        self.paper = QPushButton(icons.icon("print"), _("&Print…"))
        self.close_button = QPushButton(
            icons.icon("lock", QPalette.ColorRole.HighlightedText), _("&Close the year…")
        )
        look(self.close_button, "main")
        for widget in (self.box, self.paper, self.close_button):
            self.heading.addWidget(widget)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.body.addWidget(self._scroll, 1)
        self.paper.clicked.connect(self.show_paper)
        self.close_button.clicked.connect(self.close_now)
        self.box.activated.connect(lambda _place: self.read_again())
        self._offer_years()
        self.read_again()

    def year(self) -> FinancialYear | None:
        """The year that is looked at."""
        return FinancialYear.get_or_none(FinancialYear.id == self.box.currentData())

    def take_keyboard(self) -> None:
        self.box.setFocus()

    def read_again(self) -> None:
        """Prove the books and read the result, in the background."""
        year = self.year()
        self.paper.setEnabled(year is not None)
        self.close_button.setEnabled(False)
        if year is None:
            self._scroll.setWidget(plain_label(_("Nothing was posted yet: there is no year to close.")))
            return
        today, say = self._desk.today(), self._desk.conventions
        closed = year.closed_on is not None

        def work(progress: object) -> tuple[YearResult, list[Step]]:
            tell = progress if callable(progress) else None
            steps = [] if closed else checklist(year, today=today, conventions=say, progress=tell)
            return result_of(year), steps

        run_in_background(
            work, title=_("Proving the books…"), done=lambda found: self._show(*found), parent=self
        )

    def show_paper(self) -> None:
        """Show the paper of the year; before it is closed, as a draft."""
        year = self.year()
        if year is None:
            return
        content = closing_paper(result_of(year), head_of(self._desk.conventions.language))
        title = _("Closing of the year {year}").format(year=year)
        name = title.replace("/", "-")
        self.preview_made.emit(PreviewPage(title, content, f"{name}.pdf", folder=self._desk.path.parent))

    def close_now(self) -> None:
        """Close the year for good, after a question that says what is not done yet."""
        year = self.year()
        if year is None:
            return
        undone = [step.sentence for step in self._steps if not step.is_done]
        sentence = _("Nothing can be written in {year} any more, and this cannot be undone.").format(
            year=year
        )
        if undone:
            sentence += "\n\n" + "\n".join(f"• {each}" for each in undone)
        title = _("Close the books of {year} for good?").format(year=year)
        if not confirm(self, title, sentence, _("Close the year"), danger=True):
            return
        try:
            close_year(year.id, today=self._desk.today(), conventions=self._desk.conventions)
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        self._desk.tell_done(self, _("The books of {year} are closed.").format(year=year))
        # The button is for nothing any more, and would take the keyboard with it.
        self.take_keyboard()
        self.read_again()

    # Inside

    def _offer_years(self) -> None:
        """All years, with the oldest that is open in front of the eyes."""
        found = years()
        for year in found:
            words = _("{year} (closed)").format(year=year) if year.closed_on else str(year)
            self.box.addItem(words, year.id)
        still_open = [year.id for year in found if year.closed_on is None]
        if still_open:
            self.box.setCurrentIndex(self.box.findData(still_open[-1]))

    def _show(self, result: YearResult, steps: list[Step]) -> None:
        self._steps = steps
        may = not any(step.must and not step.is_done for step in steps)
        self.close_button.setEnabled(result.year.closed_on is None and may)
        place = self.box.findData(result.year.id)
        if result.year.closed_on:
            self.box.setItemText(place, _("{year} (closed)").format(year=result.year))
        columns = Columns()
        columns.add(self._card(self._told_steps(result, steps)), 0)
        columns.add(self._card(self._told_balances(result)), 0)
        columns.add(self._card(self._told_result(result)), 1)
        body = named_page()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, GRID, GRID)
        column.addWidget(columns)
        column.addStretch(1)
        self._scroll.setWidget(body)

    def _card(self, inner: QGridLayout) -> QFrame:
        card = QFrame()
        look(card, "card")
        inner.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        inner.setHorizontalSpacing(GRID)
        card.setLayout(inner)
        return card

    def _told_steps(self, result: YearResult, steps: list[Step]) -> QGridLayout:
        grid = _titled(_("Before it is closed"))
        grid.setColumnStretch(1, 1)
        if result.year.closed_on:
            day = self._desk.conventions.date(result.year.closed_on)
            grid.addWidget(plain_label(_("This year was closed on {day}.").format(day=day)), 1, 0, 1, 2)
        for row, step in enumerate(steps, start=1):
            sign = QLabel()
            role = QPalette.ColorRole.Link if step.is_done else QPalette.ColorRole.BrightText
            colour = self.palette().color(role)
            name = "check" if step.is_done else "warning"
            sign.setPixmap(icons.pixmap(name, 18, colour, self.devicePixelRatioF()))
            sign.setAccessibleName(_("done") if step.is_done else _("not done"))
            grid.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(plain_label(step.sentence), row, 1)
        return grid

    def _told_result(self, result: YearResult) -> QGridLayout:
        say = self._desk.conventions
        grid = _titled(_("What the year brought"))
        grid.setColumnStretch(0, 1)
        for kind, title, total in (
            ("income", _("Income"), result.income),
            ("expense", _("Expenditure"), result.expense),
        ):
            _line(grid, title, say.money(total), "heading")
            for row in result.rows:
                if row.kind == kind and row.actual:
                    _line(grid, row.name, say.money(row.actual))
        words = _("Surplus") if result.result >= 0 else _("Deficit")
        _line(grid, words, say.money(abs(result.result)), "heading")
        return grid

    def _told_balances(self, result: YearResult) -> QGridLayout:
        say, year = self._desk.conventions, result.year
        grid = _titled(_("Balances that go on"))
        grid.setColumnStretch(0, 1)
        _line(grid, _("On {day}").format(day=say.date(year.ends_on)), "", "quiet")
        for name, _before, after in result.balances:
            _line(grid, name, say.money(after))
        return grid


def _titled(title: str) -> QGridLayout:
    grid = QGridLayout()
    heading = QLabel(title)
    look(heading, "heading")
    grid.addWidget(heading, 0, 0, 1, 2)
    return grid


def _line(grid: QGridLayout, name: str, amount: str, style: str = "") -> None:
    row = grid.rowCount()
    caption, number = plain_label(name), QLabel(amount)
    number.setAlignment(_RIGHT)
    for label in (caption, number):
        if style:
            look(label, style)
    grid.addWidget(caption, row, 0)
    grid.addWidget(number, row, 1)
