"""The place for statements: their lines, what each may be, and one key that confirms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.treasury.statements.dues import proposal_for
from assoc_desktop.treasury.statements.forms.asking import (
    ChangeForm,
    IgnoreForm,
    RuleForm,
    TakeBackForm,
    ask_rest,
)
from assoc_desktop.treasury.statements.forms.details import LineDetails, entry_told
from assoc_desktop.treasury.statements.forms.kept_page import ProfilesPage, RulesPage
from assoc_desktop.treasury.statements.forms.reading_page import ReadingPage, choose_statement
from assoc_desktop.treasury.statements.known import Known, read_known
from assoc_desktop.treasury.statements.listing import (
    STATES,
    LineRow,
    accounts_read,
    compare,
    counts,
    line_ids,
    line_rows,
)
from assoc_desktop.treasury.statements.matching import account_proposal, proposals
from assoc_desktop.treasury.statements.posting import confirm, take_back
from assoc_desktop.treasury.statements.proposals import Proposal
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_quietly
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.form_dialog import show_form
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.places import Place
from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from assoc_desktop.widgets.search_line import SearchLine
from assoc_desktop.widgets.theme import GRID, card_around, look

#: Lines whose proposals are looked for at once; the next ones follow while the person works.
_AT_ONCE = 40
_SURE, _LIKELY = 80, 50


class StatementsPlace(Place):
    """The list of lines with search and filters; the line in focus with its proposals on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.proposals: dict[int, list[Proposal]] = {}
        # What the person said of a line goes before whatever is found for it later.
        self._said: dict[int, Proposal] = {}
        self._round = 0
        self._known: dict[int, Known] = {}
        self._matched: tuple[int, set[int]] = (0, set())
        self._lines: dict[int, LineRow] = {}
        self._build()
        self._connect()
        self.read_again()

    # What the tab asks

    def read_again(self) -> None:
        self._offer_choices()
        self._read()
        self._round += 1
        self._match(self._round)

    def show_choice(self, choice: dict[str, Any]) -> None:
        """Show the lines in a `state`, of all accounts."""
        if "state" in choice:
            self.search_field.clear()
            self.account_box.setCurrentIndex(0)
            self.state_box.choose(choice["state"])
            self._filtered()

    def add(self) -> None:
        """Read a statement."""
        self.read_statement()

    def search(self) -> None:
        """Put the keyboard into the search."""
        self.search_field.find()

    def take_keyboard(self) -> None:
        if self.table.model.ids and self.table.current_id() is None:
            self.table.select_id(self.table.model.ids[0])
        self.table.setFocus()

    # Building

    def _build(self) -> None:
        self.table = RecordTable(
            "statement_lines",
            [
                Column("day", _("Day"), 108, sortable=False),
                Column("text", _("Text"), 220, stretch=True, sortable=False),
                Column("amount", _("Amount"), 92, right=True, sortable=False),
                Column("proposal", _("Proposal"), 190, sortable=False),
                Column("score", _("How sure"), 84, chip=True, sortable=False),
            ],
            self._rows,
            memory=self.desk.preferences,
            empty=EmptyState(
                "import",
                _("No statements yet"),
                _(
                    "Read the statement of your bank or mobile-money operator (CSV, OFX, CAMT.053 or MT940): who paid "
                    "which dues is proposed, and nothing is posted without your yes."
                ),
                (_("Read a statement…"), self.read_statement),
            ),
            not_found=EmptyState(
                "done",
                _("Nothing here"),
                _("No line matches the search and the filters."),
                (_("Show all lines"), self.clear_filters),
            ),
        )
        self.table.view.setAccessibleName(_("Lines of statements"))
        self.details = LineDetails(self.desk)
        self.balance = QLabel(wordWrap=True)
        self.balance.setTextFormat(Qt.TextFormat.PlainText)
        look(self.balance, "small")
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(card_around(self.table), 1)
        column.addWidget(self.balance)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(GRID)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.details)
        split.setStretchFactor(0, 1)
        split.setSizes([690, 374])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID // 2)
        layout.setSpacing(GRID)
        layout.addLayout(self._bar())
        layout.addWidget(split, 1)

    def _bar(self) -> QHBoxLayout:
        self.search_field = SearchLine(_("Search lines"))
        self.account_box, self.state_box = ComboBox(), ComboBox()
        for box, name in ((self.account_box, _("Account")), (self.state_box, _("State"))):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.activated.connect(lambda _place: self._filtered())
        self.state_box.addItem("", "open")
        self.read_button = QPushButton(
            icons.icon("import", QPalette.ColorRole.HighlightedText), _("&Read a statement…")
        )
        look(self.read_button, "main")
        self.more = QToolButton()
        self.more.setIcon(icons.icon("more"))
        self.more.setToolTip(_("More: rules, how statements are read, columns"))
        self.more.setAccessibleName(_("More"))
        bar = QHBoxLayout()
        bar.setSpacing(GRID)
        bar.addWidget(self.search_field, 3)
        bar.addWidget(self.account_box, 2)
        bar.addWidget(self.state_box, 2)
        bar.addWidget(self.read_button)
        bar.addWidget(self.more)
        return bar

    def _connect(self) -> None:
        self.search_field.textChanged.connect(lambda _text: self._read())
        self.search_field.lead_into(self.table)
        self.read_button.clicked.connect(lambda: self.read_statement())
        self.more.clicked.connect(lambda: self.open_menu())
        self.table.current_changed.connect(lambda _line: self._show_line())
        self.table.opened.connect(lambda _line: self.confirm_line())
        self.details.confirmed.connect(self.confirm_line)
        self.details.changed.connect(self.change_line)
        self.details.ruled.connect(self.make_rule)
        self.details.ignored.connect(self.ignore_line)
        self.details.taken_back.connect(self.take_line_back)

    # Reading

    def _offer_choices(self) -> None:
        say = self.desk.conventions.number
        self.account_box.offer([(None, _("All accounts")), *accounts_read()])
        found = counts(self.account_box.currentData())
        told = _("{state} ({count})")
        states = [(key, told.format(state=_(words), count=say(found[key]))) for key, words in STATES.items()]
        every = _("All states ({count})").format(count=say(sum(found.values())))
        self.state_box.offer([*states, ("", every)])

    def _filtered(self) -> None:
        self._offer_choices()
        self._read()
        self._round += 1
        self._match(self._round)

    def _read(self) -> None:
        state, account_id = self.state_box.currentData(), self.account_box.currentData()
        typed, before = self.search_field.text(), self.table.current_id()
        place = self.table.model.ids.index(before) if before in self.table.model.ids else 0
        ids = line_ids(state, account_id, typed)
        self._lines = {}
        self.table.show_ids(ids, filtered=bool(typed.strip() or sum(counts().values())))
        if ids and before not in ids:
            self.table.select_id(ids[min(place, len(ids) - 1)])
        self._show_line()
        self._tell_balance()

    def _match(self, number: int) -> None:
        """Look for proposals in the background, those near the line in focus first."""
        open_ids = [each for each in self.table.model.ids if each not in self._matched_in(number)]
        current = self.table.current_id()
        start = open_ids.index(current) if current in open_ids else 0
        wanted = (open_ids[start:] + open_ids[:start])[:_AT_ONCE]
        if not wanted:
            return

        def work() -> dict[int, list[Proposal]]:
            if number not in self._known:
                self._known = {number: read_known()}
            return {**{each: [] for each in wanted}, **proposals(wanted, known=self._known[number])}

        run_quietly(work, lambda found: self._take_proposals(number, found), self)

    def _matched_in(self, number: int) -> set[int]:
        if self._matched[0] != number:
            self._matched = (number, set())
        return self._matched[1]

    def _take_proposals(self, number: int, found: dict[int, list[Proposal]]) -> None:
        if number != self._round:
            return
        self._matched_in(number).update(found)
        before = self.proposals.get(self.table.current_id() or 0)
        self.proposals.update({each: self._said_first(each, listed) for each, listed in found.items()})
        self._tell_balance()
        self.table.refresh()
        if self.proposals.get(self.table.current_id() or 0) != before:
            self._show_line()
        self._match(number)

    def _line(self) -> LineRow | None:
        line_id = self.table.current_id()
        return None if line_id is None else line_rows([line_id]).get(line_id)

    def _show_line(self) -> None:
        line = self._line()
        self.details.show_line(line, None if line is None else self.proposals.get(line.id))

    def _rows(self, ids: list[int]) -> list[Row]:
        found = line_rows(ids)
        return [self._row(found[each]) if each in found else Row({}) for each in ids]

    def _row(self, line: LineRow) -> Row:
        say = self.desk.conventions
        texts = {
            "day": say.date(line.day),
            "text": line.words or line.reference,
            "amount": say.amount(line.amount),
        }
        if line.state == "done":
            told = entry_told(line.entry_id) if line.entry_id else ""
            return Row({**texts, "proposal": told, "score": _("Done")}, tones={"score": "good"}, quiet=True)
        if line.state == "ignored":
            tones = {"score": "neutral"}
            return Row(
                {**texts, "proposal": line.ignored_because, "score": _("Ignored")}, tones=tones, quiet=True
            )
        best = next(iter(self.proposals.get(line.id, ())), None)
        if best is None:
            return Row({**texts, "proposal": "…" if line.id not in self.proposals else "—", "score": ""})
        tone = "good" if best.score >= _SURE else "info" if best.score >= _LIKELY else "warn"
        return Row(
            {**texts, "proposal": best.told, "score": _("{score}%").format(score=best.score)},
            tones={"score": tone},
        )

    def _tell_balance(self) -> None:
        """The account by its last statement, against the books."""
        read = accounts_read()
        account_id = self.account_box.currentData() or (read[0][0] if len(read) == 1 else None)
        # As far as proposals say so: they are worked out line by line.
        in_books = [
            line_id for line_id, found in self.proposals.items() if found and found[0].kind == "entry"
        ]
        told = compare(account_id, in_books) if account_id is not None else None
        self.balance.setVisible(told is not None)
        if told is None:
            return
        say = self.desk.conventions
        parts = [
            _("{day}: statement {amount}").format(
                day=say.date(told.closing.day), amount=say.money(told.closing.amount)
            ),
            _("books {amount}").format(amount=say.money(told.books)),
            _("not in the books yet {amount}").format(amount=say.money(told.waiting)),
        ]
        agrees = (
            _("they agree")
            if not told.missing
            else _("{amount} unexplained").format(amount=say.money(told.missing))
        )
        self.balance.setText("  ·  ".join((*parts, agrees)))

    # What is done

    def read_statement(self, path: Path | None = None) -> None:
        """Ask for a file, and show what it holds."""
        path = path or choose_statement(self)
        if path is not None:
            self.lay(ReadingPage(self.desk, path))

    def clear_filters(self) -> None:
        """Show all lines."""
        self.show_choice({"state": ""})

    def confirm_line(self) -> None:
        """Post what is ticked, and go to the next line."""
        line, proposal = self._line(), self.details.chosen()
        if line is not None and line.state == "open" and proposal is not None:
            self._confirm(line, proposal)

    def _confirm(self, line: LineRow, proposal: Proposal) -> None:
        rest = ""
        if proposal.rest:
            rest = ask_rest(self, self.desk.conventions.money(proposal.rest))
            if not rest:
                return
        try:
            confirm(line.id, proposal, today=self.desk.today(), rest=rest)
        except Refused as refusal:
            # What changed meanwhile may have made it wrong: it is looked for anew.
            self._said.pop(line.id, None)
            show_refusal(self, str(refusal))
            self.read_again()
            return
        self.proposals.pop(line.id, None)
        self._said.pop(line.id, None)
        self._told(_("Confirmed: {text}").format(text=proposal.told))

    def change_line(self) -> None:
        """Ask which member or account it is, and post that."""
        line = self._line()
        if line is None or line.state != "open":
            return

        def chosen(member_id: int | None, account_id: int | None) -> object:
            made = (
                proposal_for(line, member_id, read_known())
                if member_id is not None
                else account_proposal(line, account_id or 0)
            )
            self._offer(line, made)
            return line.id

        show_form(
            ChangeForm(line, chosen), self, lambda _line: self.details.confirm_button.setFocus(), _("Choose")
        )

    def _offer(self, line: LineRow, made: Proposal) -> None:
        """What the person said stands first, and is confirmed like any other."""
        self._said[line.id] = made
        self.proposals[line.id] = self._said_first(line.id, self.proposals.get(line.id, []))
        self.table.refresh()
        self._show_line()

    def _said_first(self, line_id: int, found: list[Proposal]) -> list[Proposal]:
        said = self._said.get(line_id)
        return found if said is None else [said, *(each for each in found if each.key != said.key)]

    def make_rule(self) -> None:
        """Ask for words and an account; the lines are matched anew."""
        line = self._line()
        if line is not None:
            show_form(
                RuleForm(line), self, lambda _rule: self._told(_("The rule is kept.")), _("Keep the rule")
            )

    def ignore_line(self) -> None:
        """Ask why the line is left out."""
        line = self._line()
        if line is not None and line.state == "open":
            told = _("The line is left out.")
            show_form(IgnoreForm(line), self, lambda _line: self._told(told), _("Leave it out"))

    def take_line_back(self) -> None:
        """Make a line one to confirm again; what was posted for it is reversed, with a reason."""
        line = self._line()
        if line is None or line.state == "open":
            return
        said = _("The line is to be confirmed again.")
        if line.state == "done" and not line.reconciled:
            show_form(TakeBackForm(self.desk, line), self, lambda _line: self._told(said), _("Take back"))
            return
        take_back(line.id, reason="", today=self.desk.today())
        self._told(said)

    def _told(self, sentence: str) -> None:
        self.desk.tell_change(self, sentence)
        self.table.setFocus()

    def open_menu(self) -> None:
        """The "…" menu."""
        menu = QMenu(self)
        rules = menu.addAction(icons.icon("filter"), _("Rules…"))
        rules.triggered.connect(lambda _on=False: self.lay(RulesPage(self.desk)))
        profiles = menu.addAction(icons.icon("import"), _("How statements are read…"))
        profiles.triggered.connect(lambda _on=False: self.lay(ProfilesPage(self.desk)))
        menu.addMenu(self.table.column_menu(menu))
        corner = self.more.mapToGlobal(
            QPoint(self.more.width() - menu.sizeHint().width(), self.more.height() + 4)
        )
        menu.popup(corner)
