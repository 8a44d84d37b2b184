"""Small dialogs on a line of a statement: what it is instead, a rule from it, why it is left out or taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from assoc_desktop.language import _
from assoc_desktop.members.references import find_institutions, find_persons, name_of_member
from assoc_desktop.treasury.accounts import accounts
from assoc_desktop.treasury.records import ACCOUNT_KINDS
from assoc_desktop.treasury.statements.listing import LineRow
from assoc_desktop.treasury.statements.posting import ignore, save_rule, take_back
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import ChoiceField, LineField
from assoc_desktop.widgets.fields.reference import ReferenceField
from assoc_desktop.widgets.form_page import FormPage

_MOST_OFFERED = 12


def find_members(typed: str) -> list[tuple[int, str, str]]:
    """Persons and institutions whose name has every word that is typed."""
    return [*find_persons(typed), *find_institutions(typed)][:_MOST_OFFERED]


def account_choices(line: LineRow, *, nothing: str) -> list[tuple[int | None, str]]:
    """Where a line may come from or go to, with the kind of each account; `nothing` is offered first."""
    first = ("income", "expense") if line.amount > 0 else ("expense", "income")
    return [(None, nothing), *every_account(first, but=line.account_id)]


def every_account(
    first: Sequence[str] = ("expense", "income"), *, but: int | None = None
) -> list[tuple[int | None, str]]:
    """All accounts that are offered, with their kinds, some kinds first; one may be left out."""
    found: list[tuple[int | None, str]] = []
    kinds = (*first, *(kind for kind in ACCOUNT_KINDS if kind not in first))
    for kind in kinds:
        for account in accounts(kinds=(kind,)):
            if account.id != but:
                found.append((account.id, f"{account.name} · {_(ACCOUNT_KINDS[kind])}"))
    return found


class ChangeForm(FormPage):
    """What a line is instead: a payment of a member, or an account.

    Args:
        chosen: called with (member id, account id), one of which is None.
    """

    def __init__(
        self, line: LineRow, chosen: Callable[[int | None, int | None], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("What is it?"), parent=parent)
        self._choose = chosen
        if line.amount > 0:
            member = ReferenceField(find_members, name_of_member, _("Part of the name"))
            self.add_field(
                "member", _("A payment of &member"), member, _("What is due is paid, the oldest first.")
            )
        nothing = _("Not an account") if line.amount > 0 else _("Choose the account")
        label = _("Or this &account") if line.amount > 0 else _("&Account")
        self.add_field("account", label, ChoiceField(account_choices(line, nothing=nothing)))
        self.start()

    def load(self) -> dict[str, Any]:
        return dict.fromkeys(self.fields)

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        if (values.get("member") is None) == (values["account"] is None):
            if "member" not in values:
                return {"account": _("Choose an account.")}
            return {"member": _("Choose a member or an account, one of the two.")}
        return {}

    def save(self, values: dict[str, Any]) -> object:
        return self._choose(values.get("member"), values["account"])


class RuleForm(FormPage):
    """A rule from a line: lines with some words go to an account."""

    def __init__(self, line: LineRow, parent: QWidget | None = None) -> None:
        super().__init__(_("Rule for lines like this"), parent=parent)
        self._line = line
        self.add_field(
            "words", _("The line &contains"), LineField(), _("Keep only the words that all such lines have.")
        )
        self.add_field(
            "account",
            _("Then it is proposed as"),
            ChoiceField(account_choices(line, nothing=_("Choose the account"))),
        )
        self.start()

    def load(self) -> dict[str, Any]:
        return {"words": (self._line.party or self._line.text)[:60], "account": None}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return {} if values["account"] else {"account": _("Choose an account.")}

    def save(self, values: dict[str, Any]) -> object:
        return save_rule(values["words"], values["account"])


class IgnoreForm(FormPage):
    """Why a line is not booked."""

    def __init__(self, line: LineRow, parent: QWidget | None = None) -> None:
        super().__init__(_("Leave this line out"), parent=parent)
        self._line = line
        self.add_field(
            "reason", _("&Reason"), LineField(), _("It is kept with the line. The line can be brought back.")
        )
        self.start()

    def load(self) -> dict[str, Any]:
        return {"reason": ""}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return (
            {}
            if values["reason"].strip()
            else {"reason": _("Say why this line is not booked: the reason is kept.")}
        )

    def save(self, values: dict[str, Any]) -> object:
        ignore(self._line.id, values["reason"])
        return self._line.id


class TakeBackForm(FormPage):
    """Why a posted line is taken back: its entry is reversed."""

    def __init__(self, desk: Desk, line: LineRow, parent: QWidget | None = None) -> None:
        super().__init__(_("Take the confirmation back"), parent=parent)
        self._desk, self._line = desk, line
        hint = _("The entry is reversed by another one; both stay in the books, with the reason.")
        self.add_field("reason", _("&Reason"), LineField(), hint)
        self.start()

    def load(self) -> dict[str, Any]:
        return {"reason": ""}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return {} if values["reason"].strip() else {"reason": _("Say why: the reason is kept.")}

    def save(self, values: dict[str, Any]) -> object:
        take_back(self._line.id, reason=values["reason"], today=self._desk.today())
        return self._line.id


def ask_rest(parent: QWidget, amount: str) -> str:
    """What becomes of what is more than is due: `credit` or `donation`; empty when the person changed their mind."""
    box = QMessageBox(parent)
    box.setWindowTitle(_("Assoc Desktop"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(_("{amount} more than is due").format(amount=amount))
    box.setInformativeText(_("Keep it as the member's credit, to pay dues with later, or is it a donation?"))
    credit = box.addButton(_("Keep as &credit"), QMessageBox.ButtonRole.AcceptRole)
    donation = box.addButton(_("&Donation"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return (
        "credit" if box.clickedButton() is credit else "donation" if box.clickedButton() is donation else ""
    )
