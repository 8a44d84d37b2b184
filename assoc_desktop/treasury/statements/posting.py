"""A person's yes: posting what a line is, leaving it out with a reason, and taking either back."""

from __future__ import annotations

import datetime

from assoc_desktop.language import N_, _
from assoc_desktop.language.folding import fold
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import storable
from assoc_desktop.storage.history import operation
from assoc_desktop.treasury.desk.payments import Payment, Share, take_payment
from assoc_desktop.treasury.ledger import Draft, Line, post, reverse
from assoc_desktop.treasury.records import MONEY_KINDS, Account, Entry, StatementLine, StatementRule
from assoc_desktop.treasury.statements.proposals import Proposal

#: How money comes to or leaves an account of a kind.
_METHODS = {"cash": "cash", "bank": "transfer", "mobile": "mobile", "cheques": "cheque"}
_LONGEST_TEXT = 200
_FEWEST_SIGNS = 3


def confirm(line_id: int, proposal: Proposal, *, today: datetime.date, rest: str = "") -> Entry | None:
    """Do what a proposal says: post an entry (or take the one that is there) and link the line to it.

    Args:
        rest: `credit` or `donation`: what becomes of what is more than is due.

    Returns:
        The entry; None when the line was read before, and is left out.

    Raises:
        Refused: the line was dealt with meanwhile, what is due has changed, or the books refuse the entry; nothing is
            written then.
    """
    line = _open_line(line_id)
    if proposal.kind == "entry":
        return _reconcile(line, proposal)
    if proposal.kind == "twin":
        _leave_out(line, proposal.told)
        return None
    with operation(N_("Confirm: {text}"), undoable=False, text=proposal.told):
        if proposal.kind == "dues":
            entry = _pay(line, proposal, today, rest)
        elif proposal.kind == "transfer":
            entry = _transfer(line, proposal, today)
        else:
            entry = _book(line, proposal, today)
        line.entry = entry
        line.save()
    return entry


def _open_line(line_id: int) -> StatementLine:
    line = StatementLine.get_or_none(StatementLine.id == line_id)
    if line is None:
        raise Refused(_("This line is no longer there."))
    if line.entry_id is not None or line.ignored_because:
        raise Refused(_("This line was dealt with meanwhile. Take that back first."))
    return line


def _reconcile(line: StatementLine, proposal: Proposal) -> Entry:
    """The entry is there already: nothing is posted, so it can be undone."""
    entry = Entry.get_or_none(Entry.id == proposal.entry_id)
    taken = StatementLine.select().where(
        (StatementLine.entry == proposal.entry_id) & (StatementLine.account == line.account_id)
    )
    if entry is None or taken.exists() or _is_reversed(entry.id):
        raise Refused(_("That entry was taken back, or belongs to another line by now. Choose again."))
    with operation(N_("Tick off: {text}"), text=proposal.told):
        line.entry, line.reconciled = entry, True
        line.save()
    return entry


def _pay(line: StatementLine, proposal: Proposal, today: datetime.date, rest: str) -> Entry:
    """Take the payment as the desk does, with its receipt."""
    payment = Payment(
        line.amount,
        line.day,
        method=_METHODS[line.account.kind],
        member_id=proposal.member_id,
        account_id=line.account_id,
        shares=tuple(
            Share(part.member_id, part.amount, part.membership_id, part.levy_id) for part in proposal.parts
        ),
        rest=rest,
        reference=line.reference[:_LONGEST_TEXT],
        through=line.account.holder,
    )
    return take_payment(payment, today=today).entry


def _transfer(line: StatementLine, proposal: Proposal, today: datetime.date) -> Entry:
    """Money moved between two own accounts: one entry for both lines."""
    other = _open_line(proposal.other_line_id or 0)
    if other.amount != -line.amount or other.account_id == line.account_id:
        raise Refused(_("The other line is not the other half of this transfer. Choose again."))
    entry = _post(line, other.account, "transfer", today)
    other.entry = entry
    other.save()
    return entry


def _book(line: StatementLine, proposal: Proposal, today: datetime.date) -> Entry:
    account = Account.get_or_none(Account.id == proposal.account_id)
    if account is None or account.id == line.account_id:
        raise Refused(_("Choose another account: this is the one of the statement."))
    kind = "transfer" if account.kind in MONEY_KINDS else "income" if line.amount > 0 else "expense"
    return _post(line, account, kind, today)


def _post(line: StatementLine, other: Account, kind: str, today: datetime.date) -> Entry:
    text = (line.text or line.party or other.name)[:_LONGEST_TEXT]
    draft = Draft(
        kind,
        line.day,
        (Line(line.account_id, line.amount), Line(other.id, -line.amount)),
        text=text,
        party=line.party[:_LONGEST_TEXT] if line.text else "",
        method=_METHODS[line.account.kind],
        reference=line.reference[:_LONGEST_TEXT],
        through=line.account.holder,
    )
    return post(draft, today=today)


def ignore(line_id: int, reason: str) -> None:
    """Leave a line out of the books, and say why.

    Raises:
        Refused: no reason is given, or the line was dealt with meanwhile.
    """
    line = _open_line(line_id)
    if not reason.strip():
        raise Refused(_("Say why this line is not booked: the reason is kept."))
    _leave_out(line, reason)


def _leave_out(line: StatementLine, reason: str) -> None:
    with operation(N_("Ignore the line {text}"), text=_label(line)):
        line.ignored_because = storable(reason).strip()
        line.save()


def take_back(line_id: int, *, reason: str, today: datetime.date) -> None:
    """Make a line one that is to be confirmed again; what was posted for it is reversed.

    Raises:
        Refused: the entry cannot be reversed; see `ledger.reverse`.
    """
    line = StatementLine.get_by_id(line_id)
    if line.ignored_because or line.reconciled or line.entry_id is None or _is_reversed(line.entry_id):
        with operation(N_("Take back: {text}"), text=_label(line)):
            line.ignored_because, line.reconciled, line.entry = "", False, None
            line.save()
        return
    entry = line.entry
    with operation(N_("Take back: {text}"), undoable=False, text=_label(line)):
        reverse(entry.id, on=max(today, entry.day), reason=reason, today=today)


def _is_reversed(entry_id: int) -> bool:
    return bool(Entry.select().where(Entry.reverses == entry_id).exists())


def _label(line: StatementLine) -> str:
    return (line.text or line.party or line.reference)[:_LONGEST_TEXT]


def save_rule(words: str, account_id: int) -> StatementRule:
    """Remember that lines with these words go to an account; a rule of the same words is changed.

    Raises:
        Refused: there are too few words to tell lines by.
    """
    folded = fold(words)
    if len(folded) < _FEWEST_SIGNS:
        raise Refused(_too_few())
    account = Account.get_by_id(account_id)
    with operation(N_("Rule: “{words}” goes to {account}"), words=folded, account=account.name):
        rule = StatementRule.get_or_none(StatementRule.words == folded) or StatementRule(words=folded)
        is_new = rule.account_id is None
        rule.account = account
        rule.save(force_insert=is_new)
    return rule


def change_rule(rule_id: int, words: str, account_id: int) -> None:
    """Give a rule other words or another account; what was posted by it stays.

    Raises:
        Invalid: there are too few words to tell lines by, or another rule has them.
        Refused: it was removed meanwhile.
    """
    rule = StatementRule.get_or_none(StatementRule.id == rule_id)
    if rule is None:
        raise Refused(_("This rule is no longer there."))
    folded = fold(words)
    if len(folded) < _FEWEST_SIGNS:
        raise Invalid({"words": _too_few()})
    if StatementRule.select().where(StatementRule.words == folded, StatementRule.id != rule_id).exists():
        raise Invalid({"words": _("Another rule has these words already. Change that one.")})
    account = Account.get_by_id(account_id)
    with operation(N_("Rule: “{words}” goes to {account}"), words=folded, account=account.name):
        rule.words, rule.account = folded, account
        rule.save()


def _too_few() -> str:
    return _("Write at least three letters or digits that such lines have in common.")


def remove_rule(rule_id: int) -> None:
    """Forget a rule; what was posted by it stays."""
    rule = StatementRule.get_by_id(rule_id)
    with operation(N_("Remove the rule “{words}”"), words=rule.words):
        rule.delete_instance()


def rules() -> list[StatementRule]:
    """All rules, in the order of their words."""
    return list(StatementRule.select().order_by(StatementRule.words))
