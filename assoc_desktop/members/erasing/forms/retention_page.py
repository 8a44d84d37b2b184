"""Erasing old records: those who have been gone for years, proposed, chosen and erased in one go."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from assoc_desktop.association.records import the_association
from assoc_desktop.language import _, ngettext
from assoc_desktop.members.erasing.forms.telling import told
from assoc_desktop.members.erasing.rules.applying import Erased, erase
from assoc_desktop.members.erasing.rules.retention import REASONS, Gone, gone_for_long, save_retention
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.job import Progress
from assoc_desktop.widgets.messages import confirm
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.pdf_preview import PreviewPage
from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from assoc_desktop.widgets.theme import GRID, card_around, look

_AFTER_MS = 400


class RetentionPage(Page):
    """The proposals, with the years after which they are made.

    Signals:
        preview_made(page): it is done; the page shows the list of those who were erased.
    """

    preview_made = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Erase old records"), parent)
        self._desk = desk
        self._gone: dict[int, Gone] = {}
        self._soon = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._soon.timeout.connect(self._save_years)
        hint = QLabel(
            _(
                "Who has been gone for years need not be kept by name. Fees, cards and the days of joining and "
                "leaving stay for the books and statistics, without a name. Erasing cannot be undone."
            ),
            wordWrap=True,
        )
        look(hint, "quiet")
        self.body.addWidget(hint)
        self.body.addLayout(self._bar())
        self.table = RecordTable(
            "old records",
            [
                Column("number", _("No."), 90, sortable=False),
                Column("name", _("Name"), 240, stretch=True, sortable=False),
                Column("reason", _("Reason"), 140, sortable=False),
                Column("last_on", _("Last day known"), 176, sortable=False),
            ],
            lambda ids: [self._row(self._gone[each]) for each in ids],
            empty=EmptyState(
                "done", _("Nobody is proposed"), _("Nobody has been gone for so long. Nothing needs doing.")
            ),
        )
        self.table.view.setAccessibleName(_("Members proposed for erasing"))
        self.table.selection_changed.connect(self._show_button)
        holder = QVBoxLayout()
        holder.addWidget(card_around(self.table), 1)
        self.body.addLayout(holder, 1)
        self.body.addLayout(self._foot())
        self.read_again()

    def take_keyboard(self) -> None:
        """The keyboard goes into the list."""
        self.table.setFocus()

    def read_again(self) -> None:
        """Look anew who is proposed."""
        self._gone = {each.member_id: each for each in gone_for_long(self._desk.today())}
        self.table.show_ids(self._gone)
        self._show_button()

    # Building

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(GRID)
        label = QLabel(_("Propose who has been gone for &years:"))
        self.years = QSpinBox(minimum=0, maximum=100, value=the_association().retention_years)
        # As in other lines; a style sheet cannot say it here.
        self.years.lineEdit().setTextMargins(GRID, 0, 0, 0)
        self.years.setAccessibleName(_("Years after which somebody is proposed"))
        self.years.setSpecialValueText(_("never"))
        self.years.valueChanged.connect(lambda _years: self._soon.start())
        label.setBuddy(self.years)
        bar.addWidget(label)
        bar.addWidget(self.years)
        bar.addStretch(1)
        return bar

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        self.count = QLabel()
        look(self.count, "small")
        self.all = QPushButton(_("Choose &all"))
        self.all.clicked.connect(self.table.view.selectAll)
        self.button = QPushButton()
        look(self.button, "danger")
        self.button.clicked.connect(self._ask)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.all)
        foot.addWidget(self.button)
        return foot

    def _row(self, gone: Gone) -> Row:
        day = self._desk.conventions.date(gone.last_on)
        return Row(
            {"number": gone.number, "name": gone.name, "reason": _(REASONS[gone.reason]), "last_on": day}
        )

    def _chosen(self) -> list[int]:
        return [each for each in self.table.selected_ids() if each in self._gone]

    def _show_button(self) -> None:
        n, number = len(self._chosen()), self._desk.conventions.number
        proposed = ngettext("{n} proposed", "{n} proposed", len(self._gone)).format(n=number(len(self._gone)))
        self.count.setText(proposed)
        self.all.setEnabled(bool(self._gone))
        self.button.setEnabled(n > 0)
        words = ngettext("Erase {n} record…", "Erase {n} records…", n) if n else _("Erase the chosen…")
        self.button.setText(words.format(n=number(n)))

    # Doing

    def _save_years(self) -> None:
        save_retention(self.years.value())
        self._desk.tell_change(self, _("The time of keeping was saved."))
        self.read_again()

    def _ask(self) -> None:
        chosen = self._chosen()
        n = len(chosen)
        title = ngettext("Erase {n} record for good?", "Erase {n} records for good?", n)
        sentence = _(
            "Names, numbers, addresses, phones, e-mails, notes, photos and what the history holds of them are "
            "erased. Fees, cards and the days of joining and leaving stay without a name. What other members' notes say "
            "of them stays, and so do the backups made before. This cannot be undone."
        )
        title = title.format(n=self._desk.conventions.number(n))
        if n and confirm(self, title, sentence, _("Erase for good"), danger=True):
            self._erase([self._gone[each] for each in chosen])

    def _erase(self, gone: list[Gone]) -> None:
        today = self._desk.today()

        def work(progress: Progress) -> Erased:
            return erase([each.member_id for each in gone], today=today, progress=progress)

        run_in_background(work, title=_("Erasing…"), done=lambda done: self._done(gone, done), parent=self)

    def _done(self, gone: list[Gone], done: Erased) -> None:
        from assoc_desktop.members.erasing.documents.erased_list import erased_list

        for each in gone:
            self._desk.draft(f"member {each.member_id}").discard()
        title = _("Old records erased")
        content = erased_list(gone, today=self._desk.today())
        page = PreviewPage(title, content, f"{title}.pdf", folder=self._desk.path.parent)
        self.closed.emit()
        self.preview_made.emit(page)
        self._desk.tell_done(page, told(done))
