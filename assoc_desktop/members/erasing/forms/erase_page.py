"""Erasing one member: what goes, what stays and why, where else they stand, which backups; then the name is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.language import _, ngettext
from assoc_desktop.members.erasing.forms.telling import told
from assoc_desktop.members.erasing.rules.applying import Erased, erase
from assoc_desktop.members.erasing.rules.backups import backups_with_the_past, delete_backups, told_backups
from assoc_desktop.members.erasing.rules.mentions import CONTACT, ELSEWHERE, HISTORY, SEALED, Mention
from assoc_desktop.members.erasing.rules.planning import Plan
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.job import Progress
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.pdf_preview import PreviewPage
from assoc_desktop.widgets.theme import GRID, look, named_page
from assoc_desktop.widgets.wide_form import plain_label


class ErasePage(Page):
    """The dry run of erasing, and its confirmation.

    Signals:
        preview_made(page): it is done; the page shows the certificate.

    Args:
        plan: what erasing would do.
    """

    preview_made = Signal(object)

    def __init__(self, desk: Desk, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(_("Erase {name}").format(name=plan.name), parent)
        self._desk, self._plan = desk, plan
        self._backups = backups_with_the_past(desk.path)
        self.chosen: dict[str, QCheckBox] = {}
        inner = named_page()
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, 2, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        self._fill(column)
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(_("What erasing does"))
        scroll.setWidget(inner)
        self.body.addWidget(scroll, 1)
        self.body.addLayout(self._foot())
        self._show_ready()

    def take_keyboard(self) -> None:
        """The keyboard goes to the name, which confirms."""
        self.typed.setFocus()

    # Building

    def _fill(self, column: QVBoxLayout) -> None:
        plan = self._plan
        if plan.warnings:
            column.addWidget(_part(_("Before you go on"), plan.warnings, "banner"))
        column.addWidget(_part(_("What is erased"), plan.goes))
        column.addWidget(_part(_("What stays without a name, and why"), plan.stays))
        if plan.mentions:
            column.addWidget(self._mentions(plan.mentions))
        if self._backups:
            column.addWidget(self._backup_part())

    def _mentions(self, mentions: list[Mention]) -> QFrame:
        card, column = _card(_("Where others mention this member"))
        column.addWidget(
            plain_label(
                _("What is ticked is taken away there, too. Untick what means somebody else."), "quiet"
            )
        )
        for mention in mentions:
            if mention.kind in (ELSEWHERE, SEALED):
                sentence = _("{where}: “{text}”. Change it there.")
                if mention.kind == SEALED:
                    sentence = _("{where}: “{text}”. It is sealed and stays.")
                column.addWidget(plain_label(sentence.format(where=mention.where, text=mention.excerpt)))
                continue
            box = QCheckBox(_mention_words(mention).replace("&", "&&"))
            box.setChecked(True)
            self.chosen[mention.key] = box
            column.addWidget(box)
        return card

    def _backup_part(self) -> QFrame:
        card, column = _card(_("Backups that still hold this member"))
        sentences = told_backups(self._backups, self._desk.conventions)
        for sentence in sentences[:6]:
            column.addWidget(plain_label(sentence))
        if len(sentences) > 6:
            more = ngettext("… and {n} more", "… and {n} more", len(sentences) - 6)
            column.addWidget(plain_label(more.format(n=len(sentences) - 6)))
        self.delete_backups = QCheckBox(
            _("&Delete these backups as well. A new one is made when the file is closed.")
        )
        column.addWidget(self.delete_backups)
        return card

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        label = QLabel(_("To confirm, type the &name:"))
        self.typed = QLineEdit(placeholderText=self._plan.name)
        self.typed.setAccessibleName(_("Name of the member to be erased"))
        self.typed.textChanged.connect(self._show_ready)
        self.typed.returnPressed.connect(self._pressed)
        label.setBuddy(self.typed)
        self.button = QPushButton(_("Erase for good"))
        look(self.button, "danger")
        self.button.clicked.connect(self._pressed)
        foot.addWidget(label)
        foot.addWidget(self.typed, 1)
        foot.addWidget(self.button)
        return foot

    def _show_ready(self) -> None:
        self.button.setEnabled(self._is_confirmed())

    def _is_confirmed(self) -> bool:
        return " ".join(self.typed.text().split()) == " ".join(self._plan.name.split())

    # Doing

    def _pressed(self) -> None:
        if not self._is_confirmed():
            return
        keys = {key for key, box in self.chosen.items() if box.isChecked()}
        member_id, today = self._plan.member_id, self._desk.today()
        backups = self._backups if self._backups and self.delete_backups.isChecked() else []

        def work(progress: Progress) -> tuple[Erased, str]:
            done = erase([member_id], today=today, mentions=keys, progress=progress)
            try:
                delete_backups(backups)
            except Refused as refusal:  # the member is erased: what became of the backups is told beside it
                return done, str(refusal)
            return done, ""

        run_in_background(work, title=_("Erasing…"), done=lambda made: self._done(*made), parent=self)

    def _done(self, done: Erased, problem: str) -> None:
        from assoc_desktop.members.erasing.documents.certificate import certificate_of

        self._desk.draft(f"member {self._plan.member_id}").discard()
        left = [each for each in self._backups if each.path.exists()]
        content = certificate_of(self._plan, done, left, today=self._desk.today())
        title = _("Certificate of erasure")
        page = PreviewPage(title, content, f"{title}.pdf", folder=self._desk.path.parent)
        self.closed.emit()
        self.preview_made.emit(page)
        self._desk.tell_done(page, told(done))
        if problem:
            show_refusal(page, problem, _("Not every backup could be deleted"))


def _mention_words(mention: Mention) -> str:
    if mention.kind == CONTACT:
        return _("{where}: contact person {text}").format(where=mention.where, text=mention.excerpt)
    if mention.kind == HISTORY:
        return _("{where}: older changes, which can then no longer be undone").format(where=mention.where)
    return _("{where}: “{text}”").format(where=mention.where, text=mention.excerpt)


def _card(title: str, frame: str = "card") -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    look(card, frame)
    column = QVBoxLayout(card)
    column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID + GRID // 2)
    column.setSpacing(GRID // 2)
    column.addWidget(plain_label(title, "heading"))
    return card, column


def _part(title: str, sentences: list[str], frame: str = "card") -> QFrame:
    card, column = _card(title, frame)
    for sentence in sentences:
        column.addWidget(plain_label(f"• {sentence}"))
    return card
