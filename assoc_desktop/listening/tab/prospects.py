"""The place for possible members: where each stands, what is to be done next, moved on by a key, invited by letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QPushButton

from assoc_desktop.language import _, ngettext
from assoc_desktop.listening.prospects.forms.prospect_form import DeclineForm, ProspectForm
from assoc_desktop.listening.prospects.listing import (
    DECIDED,
    SHOWN,
    TONES,
    PossibleMember,
    counts,
    prospect_ids,
    prospect_rows,
    steps_due,
)
from assoc_desktop.listening.prospects.moving import WAY, forward, mark_invited, move
from assoc_desktop.listening.records import STAGES
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.details_pane import DetailsPane
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.list_place import ListPlace
from assoc_desktop.widgets.messages import confirm, show_refusal
from assoc_desktop.widgets.own_keys import OwnKeys
from assoc_desktop.widgets.pdf_preview import PreviewPage
from assoc_desktop.widgets.record_table import Column, Row


class ProspectsPlace(ListPlace):
    """Search and stage above; the list left, the one in focus right. Ctrl+Right moves on by a stage, Ctrl+Left back."""

    def __init__(self, desk: Desk) -> None:
        empty = EmptyState(
            "possible",
            _("No possible member yet"),
            _(
                "Write down who may join, where they come from and what comes next. Then invite them by letter."
            ),
            (_("New possible member"), self.add),
        )
        super().__init__(
            desk,
            "prospects",
            _columns(),
            _Details(desk),
            search=_("Search the possible members"),
            tip=_("Name, town, telephone (Ctrl+F)"),
            empty=empty,
        )
        self.add_box("shown", _("Stage"), stretch=1)
        self.letters_button = self.add_button(
            "letters",
            _("Invitations…"),
            self.print_now,
            _("Letters to those chosen, or to all who are known and not invited yet (Ctrl+P)"),
        )
        self.add_main("add", _("New possible member"), self.add, _("New possible member (Ctrl+N)"))
        OwnKeys(self, {"Ctrl+Right": lambda: self.forward(1), "Ctrl+Left": lambda: self.forward(-1)})
        self.read_again()

    # What the tab asks

    def read_again(self) -> None:
        self._found, say = counts(), self.desk.conventions.number
        items = [
            (key, _("{outcome}  {count}").format(outcome=_(words), count=say(self._found.get(key, 0))))
            for key, words in SHOWN.items()
        ]
        self.offer("shown", items)
        self.read_list()

    def show_choice(self, choice: dict[str, Any]) -> None:
        """Show the stage under `shown`; `member` puts one into focus."""
        self.search_field.clear()
        self.choose("shown", choice.get("shown", "" if "member" in choice else "open"))
        self.read_list()
        if "member" in choice:
            self.table.select_id(choice["member"])

    def show_everything(self) -> None:
        self.search_field.clear()
        self.choose("shown", "")
        self.read_list()

    def add(self) -> None:
        """Ask for somebody who may join."""
        show_form(ProspectForm(self.desk), self, self._added)

    def edit(self) -> FormDialog | None:
        """Ask what comes next with the one in focus."""
        chosen = self.current()
        if chosen is None:
            return None
        page = ProspectForm(self.desk, chosen)
        return show_form(page, self, lambda _id: self.desk.tell_change(self, _("The next step was saved.")))

    def forward(self, step: int) -> None:
        """Move the one in focus a stage forward or back."""
        if (chosen := self.current()) is not None:
            self._try(lambda: forward(chosen, step, today=self.desk.today()))

    def decline(self) -> FormDialog | None:
        """Ask why the one in focus will not join."""
        chosen = self.current()
        if chosen is None:
            return None
        return show_form(DeclineForm(self.desk, chosen), self, lambda _id: self.desk.tell_last(self))

    def print_now(self) -> None:
        """Write letters to those chosen, or to all who are known and not invited yet."""
        chosen = self.table.selected_ids()
        ids = chosen if len(chosen) > 1 else prospect_ids("known")
        self.invite(ids)

    def invite(self, ids: Sequence[int]) -> None:
        """Show the letters; they count as sent only when somebody says that they were printed and handed over."""
        from assoc_desktop.listening.prospects.documents.invitation import invitations

        today = self.desk.today()
        run_in_background(
            lambda progress: invitations(ids, today=today, progress=progress),
            title=_("Writing the invitations…"),
            done=lambda content: self._show_letters(content, ids),
            failed=lambda refusal: show_refusal(self, str(refusal)),
            parent=self,
        )

    # What the list asks

    def read_ids(self) -> tuple[Sequence[int], bool]:
        shown, typed = self.chosen("shown") or "", self.search_field.text()
        ids = prospect_ids(shown, typed)
        return ids, bool(typed.strip() or (shown and self._found[""]))

    def rows(self, ids: list[int]) -> list[Row]:
        found = {row.id: row for row in prospect_rows(ids)}
        return [self._row(found[each]) if each in found else Row({}) for each in ids]

    def opened(self, record_id: int) -> None:
        del record_id
        self.edit()

    def show_details(self, record_id: int | None) -> None:
        rows = prospect_rows([record_id]) if record_id is not None else []
        self.details.show_person(rows[0] if rows else None)

    def told_sums(self, ids: Sequence[int]) -> str:
        say, due = self.desk.conventions.number, steps_due(self.desk.today())
        words = ngettext("{n} possible member", "{n} possible members", len(ids)).format(n=say(len(ids)))
        steps = ngettext("{n} next step due", "{n} next steps due", due).format(n=say(due))
        return " · ".join((words, steps))

    # Inside

    def _row(self, row: PossibleMember) -> Row:
        say, late = self.desk.conventions, row.next_on is not None and row.next_on <= self.desk.today()
        texts = {
            "name": row.name,
            "town": row.town,
            "phone": say.phone(row.phone),
            "stage": _(STAGES[row.stage]) if row.stage in STAGES else row.stage,
            "since": say.date(row.stage_on),
            "source": row.source,
        }
        if row.stage not in DECIDED:
            texts |= {"step": row.next_step, "next_on": say.date(row.next_on)}
        tones = {"stage": TONES.get(row.stage, "neutral"), "next_on": "warn" if late else "neutral"}
        return Row(texts, tones=tones, quiet=row.stage in DECIDED)

    def _try(self, do: Callable[[], object]) -> None:
        try:
            do()
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        self.desk.tell_last(self)

    def _added(self, member_id: object) -> None:
        self.desk.tell_last(self)
        if isinstance(member_id, int):
            self.table.select_id(member_id)

    def _show_letters(self, content: bytes, ids: Sequence[int]) -> None:
        title = _("Invitations")
        page = PreviewPage(title, content, f"{title}.pdf", folder=self.desk.path.parent)
        went_out = QPushButton(icons.icon("check"), _("They went out…"))
        went_out.setToolTip(_("Printed and handed over or posted: the stage becomes “Invited”"))
        went_out.clicked.connect(lambda: self._mark(page, ids))
        page.heading.addWidget(went_out)
        self.lay(page)

    def _mark(self, page: PreviewPage, ids: Sequence[int]) -> None:
        title = _("Did these letters go out?")
        sentence = _("Those who were only known are then invited. Who stands further stays there.")
        if not confirm(page, title, sentence, _("Mark as invited")):
            return
        n = mark_invited(ids, today=self.desk.today())
        page.closed.emit()
        if n:
            self.desk.tell_last(self)

    def do(self, what: str) -> None:
        chosen = self.current()
        if chosen is None:
            return
        if what in WAY:
            self._try(lambda: move(chosen, what, today=self.desk.today()))
        elif what == "edit":
            self.edit()
        elif what == "decline":
            self.decline()
        elif what == "letter":
            self.invite([chosen])
        elif what == "talk":
            self.desk.wanted.emit("listening", {"place": "conversations", "note": chosen})
        else:
            self.desk.wanted.emit("members", {"open": chosen})


class _Details(DetailsPane):
    """The pane on the right. Buttons say what is wanted: a stage, `edit`, `decline`, `letter`, `talk`, `member`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            EmptyState(
                "possible", _("Nobody chosen"), _("Choose somebody in the list to see what comes next.")
            ),
            (
                ("edit", "edit", _("Next step…")),
                ("letter", "letters", _("Invitation…")),
                ("talk", "talk", _("Conversation…")),
                ("known", "back", _("Only known")),
                ("invited", "next", _("Invited")),
                ("applied", "next", _("Applied")),
                ("decline", "close", _("Declined…")),
                ("member", "person", _("Open the member")),
            ),
        )
        self._desk = desk

    def show_person(self, person: PossibleMember | None) -> None:
        """Show somebody; nothing without one."""
        if person is None:
            self.show_none()
            return
        say = self._desk.conventions
        self.begin(person.name)
        step = "" if person.stage in DECIDED else person.next_step
        if step and person.next_on:
            step = _("{step}, {day}").format(step=person.next_step, day=say.date(person.next_on, "long"))
        self.add_facts(
            [
                (_("Stage"), _(STAGES[person.stage]) if person.stage in STAGES else person.stage),
                (_("Since"), say.date(person.stage_on, "long")),
                (_("Next step"), step),
                (_("Town"), person.town),
                (_("Phone"), say.phone(person.phone)),
                (_("Where from"), person.source),
                (_("Brought by"), person.brought_by),
            ]
        )
        if person.stage == "joined":
            self.add_text(_("They have joined: memberships tell the rest."), "quiet")
            self.offer("member", "talk")
            return
        if person.stage == "applied":
            self.add_text(
                _("Enrol them on their page: the stage then becomes “Has joined” by itself."), "quiet"
            )
        # Who declined may be asked again; back is Ctrl+Left, which is needed seldom.
        place = WAY.index(person.stage) + 1 if person.stage in WAY else 0
        stages = WAY[place : place + 1]
        decline = ["decline"] if person.stage != "declined" else []
        self.offer("edit", "letter", "talk", *stages, *decline, "member")


def _columns() -> list[Column]:
    return [
        Column("name", _("Name"), 150, stretch=True, sortable=False),
        Column("stage", _("Stage"), 116, chip=True, sortable=False),
        Column("next_on", _("Next on"), 112, chip=True, sortable=False),
        Column("step", _("Next step"), 150, sortable=False),
        Column("town", _("Town"), 96, sortable=False),
        Column("since", _("Since"), 92, sortable=False, shown=False),
        Column("phone", _("Phone"), 120, sortable=False, shown=False),
        Column("source", _("Where from"), 120, sortable=False, shown=False),
    ]
