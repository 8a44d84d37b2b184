"""The forms of one membership's dues: fee, reduction and plan; a reduction that a fund may pay."""

from __future__ import annotations

from typing import Any

from assoc_desktop.language import _
from assoc_desktop.members.records import Membership
from assoc_desktop.treasury.accounts import accounts
from assoc_desktop.treasury.dues.changing import change_due
from assoc_desktop.treasury.dues.forms.parts import PartsField
from assoc_desktop.treasury.plans import check_plan, plan_of
from assoc_desktop.treasury.subsidies import KINDS, SubsidyData, check_subsidy, give, left_in, paid_for
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import AmountField, ChoiceField, DateField, LineField
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.wide_form import plain_label


class DueForm(FormPage):
    """What is due for a membership, and in which parts."""

    dialog_signs = 88

    def __init__(self, desk: Desk, membership_id: int) -> None:
        self._membership = membership = Membership.get_by_id(membership_id)
        super().__init__(
            _("Dues {season} of {name}").format(
                season=membership.season.label, name=membership.member.full_name
            )
        )
        self._desk, say = desk, desk.conventions
        if paid := paid_for(membership_id):
            self.add_widget(plain_label(_("Paid so far: {amount}").format(amount=say.money(paid)), "quiet"))
        self.add_field("fee_due", _("Fee d&ue"), AmountField(say))
        self.add_field("reduction", _("&Reduction"), AmountField(say))
        self.add_field("reduction_reason", _("Reaso&n for the reduction"), LineField())
        first = max(membership.starts_on, desk.today())
        self.parts = PartsField(say, self._due, first)
        self.add_field("parts", _("To be &paid"), self.parts)
        for name in ("fee_due", "reduction"):
            self.fields[name].changed.connect(self.parts.propose_again)
        self.start()

    def load(self) -> dict[str, Any]:
        row = self._membership
        return {
            "fee_due": row.fee_due,
            "reduction": row.reduction or None,
            "reduction_reason": row.reduction_reason,
            "parts": plan_of(row.id),
        }

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        if values["fee_due"] is None:
            return {"fee_due": _("Write what is due; 0 when nothing is.")}
        return check_plan(values["parts"], self._due(), self._desk.conventions)

    def save(self, values: dict[str, Any]) -> object:
        change_due(
            self._membership.id,
            fee_due=values["fee_due"],
            reduction=values["reduction"] or 0,
            reason=values["reduction_reason"],
            parts=values["parts"],
            conventions=self._desk.conventions,
        )
        return self._membership.id

    def _due(self) -> int:
        return (self.fields["fee_due"].value() or 0) - (self.fields["reduction"].value() or 0)


class SubsidyForm(FormPage):
    """Why and by how much a fee is reduced, and who pays it."""

    dialog_signs = 92

    def __init__(self, desk: Desk, membership_id: int) -> None:
        self._membership = membership = Membership.get_by_id(membership_id)
        super().__init__(
            _("Reduction {season} for {name}").format(
                season=membership.season.label, name=membership.member.full_name
            )
        )
        self._desk, say = desk, desk.conventions
        self._left = membership.to_pay - paid_for(membership_id)
        self.add_widget(plain_label(_("Left to pay: {amount}").format(amount=say.money(self._left)), "quiet"))
        self.add_field("kind", _("&Why"), ChoiceField([(key, _(words)) for key, words in KINDS.items()]))
        self.add_field("reason", _("&In words"), LineField(), _("Without words, the choice above is kept."))
        self.add_field("amount", _("A&mount"), AmountField(say))
        funds = [
            (each.id, _("{fund} ({amount} left)").format(fund=each.name, amount=say.money(left_in(each.id))))
            for each in accounts(kinds=("fund",))
        ]
        self.add_field(
            "account_id",
            _("Who &pays"),
            ChoiceField([(None, _("Nobody: it is not asked for")), *funds]),
            _("A fund pays by an entry in the books, which is only reversed."),
        )
        self.add_field("on", _("&Day of the entry"), DateField(say))
        self.fields["account_id"].changed.connect(self._paid_by)
        self.save_button.setText(_("Reduce"))
        self.start()
        self._paid_by()

    def load(self) -> dict[str, Any]:
        return {"kind": "remote", "on": self._desk.today()}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        problems = check_subsidy(self._membership, _subsidy(values), self._desk.conventions)
        if values["account_id"] is not None and values["on"] is None:
            problems["on"] = _("Say on which day the fund pays.")
        return problems

    def save(self, values: dict[str, Any]) -> object:
        give(
            self._membership.id,
            _subsidy(values),
            on=values["on"] or self._desk.today(),
            today=self._desk.today(),
            conventions=self._desk.conventions,
        )
        return self._membership.id

    def _paid_by(self) -> None:
        self.show_field("on", self.fields["account_id"].value() is not None)


def _subsidy(values: dict[str, Any]) -> SubsidyData:
    return SubsidyData(values["kind"], values["amount"], values["reason"], values["account_id"])
