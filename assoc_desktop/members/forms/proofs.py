"""What a member has shown to be in a category: the list on the member's page, and the form of one proof."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from assoc_desktop.language import _, ngettext
from assoc_desktop.members.proofs import (
    ENDING,
    EXPIRED,
    SOON,
    STATES,
    ProofData,
    check_proof,
    proof_names,
    proofs_of,
    remove_proof,
    save_proof,
    save_proofs,
)
from assoc_desktop.members.records import Member, Proof
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import ChoiceField, DateField
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.list_pane import Action, ListPane
from assoc_desktop.widgets.messages import confirm
from assoc_desktop.widgets.record_table import Column, Row
from assoc_desktop.widgets.wide_form import plain_label

#: State of a proof → tone of its chip.
TONES = {"missing": "bad", EXPIRED: "bad", ENDING: "warn"}


class ProofsPane(ListPane):
    """The proofs of one member, the one that holds longest first, with add, change and remove."""

    def __init__(self, desk: Desk, member_id: int, parent: QWidget | None = None) -> None:
        self._desk, self._member_id = desk, member_id
        # A line and no picture: it stands below the memberships, and both have to fit on a small screen.
        empty = plain_label(
            _(
                "No proof yet. What was shown to be in a category, such as a student card, and until when it holds."
            ),
            "quiet",
        )
        empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        super().__init__(
            "proofs",
            _columns(),
            self._read_proofs,
            [
                Action("add", _("Add a proof…"), self.add, needs_choice=False),
                Action("edit", _("Change the proof…"), self.change),
                Action("delete", _("Remove the proof"), self.remove),
            ],
            empty=empty,
            parent=parent,
        )

    def matters(self) -> bool:
        """Whether a category asks for a proof, or one was shown."""
        return bool(self._rows) or bool(proof_names())

    def add(self) -> FormDialog:
        """Ask for a new proof."""
        return self._ask(None)

    def change(self) -> FormDialog | None:
        """Ask for changes to the chosen proof."""
        return self._ask(chosen) if (chosen := self.chosen()) else None

    def remove(self) -> None:
        """Take the chosen proof back, after a question."""
        chosen = self.chosen()
        if chosen is None:
            return
        sentence = _("It was written by mistake and is taken away. Undo brings it back.")
        if confirm(self, _("Remove this proof?"), sentence, _("Remove"), danger=True):
            remove_proof(chosen)
            self._tell(_("The proof was removed."))

    def _ask(self, proof_id: int | None) -> FormDialog:
        form = ProofForm(self._desk, [self._member_id], proof_id)
        return show_form(form, self, lambda _id: self._tell(_("The proof was saved.")))

    def _tell(self, sentence: str) -> None:
        self.show_again()
        self._desk.tell_change(self, sentence)

    def _read_proofs(self) -> dict[int, Row]:
        return {proof.id: self._row(proof) for proof in proofs_of(self._member_id)}

    def _row(self, proof: Proof) -> Row:
        say, today = self._desk.conventions, self._desk.today()
        state = _state(proof.valid_until, today)
        return Row(
            {
                "name": proof.name,
                "seen": say.date(proof.seen_on),
                "until": say.date(proof.valid_until),
                "state": _(STATES[state]) if state else _("Valid"),
            },
            tones={"state": TONES.get(state, "good")},
        )


def _state(valid_until: datetime.date, today: datetime.date) -> str:
    if valid_until < today:
        return EXPIRED
    return ENDING if valid_until <= today + datetime.timedelta(days=SOON) else ""


class ProofForm(FormPage):
    """What was shown, when, and until when it holds: of one member, or the same of several.

    Args:
        desk: the open file.
        member_ids: who showed it.
        proof_id: the one to change; None adds one.
        name: of the proof that is proposed.
    """

    def __init__(
        self,
        desk: Desk,
        member_ids: Sequence[int],
        proof_id: int | None = None,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._desk, self._member_ids, self._proof_id, self._name = desk, list(member_ids), proof_id, name
        if len(self._member_ids) == 1:
            who = Member.get_by_id(self._member_ids[0]).full_name
            title = _("Proof of {name}").format(name=who)
        else:
            count = desk.conventions.number(len(self._member_ids))
            title = ngettext("Proof of {n} member", "Proof of {n} members", len(self._member_ids)).format(
                n=count
            )
        super().__init__(title, parent=parent)
        self.add_field("name", _("What was shown"), ChoiceField(self._names()))
        self.add_field("seen_on", _("Shown on"), DateField(desk.conventions))
        hint = _("The date that stands on it.")
        self.add_field("valid_until", _("Valid until"), DateField(desk.conventions), hint)
        self.start()

    def load(self) -> dict[str, Any]:
        if self._proof_id is not None:
            stored = Proof.get_by_id(self._proof_id)
            return {name: getattr(stored, name) for name in ("name", "seen_on", "valid_until")}
        return {"name": self._name or next(iter(self._names()), ("", ""))[0], "seen_on": self._desk.today()}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return check_proof(_data(values), today=self._desk.today())

    def save(self, values: dict[str, Any]) -> object:
        today = self._desk.today()
        if self._proof_id is None:
            save_proofs(self._member_ids, _data(values), today=today)
            return self._member_ids[0]
        return save_proof(self._member_ids[0], _data(values), today=today, proof_id=self._proof_id).id

    def _names(self) -> list[tuple[str, str]]:
        return [(name, name) for name in proof_names()]


def _data(values: dict[str, Any]) -> ProofData:
    return ProofData(values["name"] or "", values["seen_on"], values["valid_until"])


def _columns() -> list[Column]:
    return [
        Column("name", _("Proof"), 200, sortable=False, stretch=True),
        Column("seen", _("Shown on"), 110, sortable=False),
        Column("until", _("Valid until"), 150, sortable=False),
        Column("state", _("State"), 130, sortable=False, chip=True),
    ]
