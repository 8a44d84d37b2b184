"""Tables of the treasury: accounts, entries that balance to zero, receipts, levies, plans, statements, reminders."""

from __future__ import annotations

import peewee

from assoc_desktop.association.records import Season
from assoc_desktop.language import N_
from assoc_desktop.members.records import Member, Membership
from assoc_desktop.storage.attachment import Attachment
from assoc_desktop.storage.database import DateField, MoneyField, Record

#: Kind of account → its name. Money is kept in the first four; the others say where it came from or went.
ACCOUNT_KINDS = {
    "cash": N_("Cash box"),
    "bank": N_("Bank"),
    "mobile": N_("Mobile money"),
    "cheques": N_("Cheques to deposit"),
    "income": N_("Income"),
    "expense": N_("Expenditure"),
    "credit": N_("Members' credit"),
    "fund": N_("Fund"),
    "capital": N_("Carried forward"),
}
MONEY_KINDS = ("cash", "bank", "mobile", "cheques")
#: How money comes or goes.
METHODS = {
    "cash": N_("Cash"),
    "cheque": N_("Cheque"),
    "transfer": N_("Bank transfer"),
    "mobile": N_("Mobile money"),
    "other": N_("Other"),
}
#: What an entry is.
ENTRY_KINDS = {
    "dues": N_("Dues"),
    "donation": N_("Donation"),
    "income": N_("Money in"),
    "expense": N_("Money out"),
    "transfer": N_("Transfer"),
    "deposit": N_("Deposit"),
    "count": N_("Cash count"),
    "subsidy": N_("Subsidy"),
    "credit": N_("Credit used"),
    "refund": N_("Refund"),
    "opening": N_("Opening balance"),
    "closing": N_("Closing"),
    "reversal": N_("Reversal"),
}
#: What a levy is besides the dues of a season.
LEVY_KINDS = {
    "event": N_("Event"),
    "fine": N_("Fine"),
    "journal": N_("Journal"),
    "other": N_("Other"),
}


class FinancialYear(Record):
    """A year of the books. Closed, nothing more is posted in it."""

    label = peewee.CharField(unique=True)
    starts_on = DateField(unique=True)
    ends_on = DateField()
    closed_on = DateField(null=True)

    def __str__(self) -> str:
        return str(self.label)


class Account(Record):
    """Where money is, where it comes from, where it goes."""

    code = peewee.CharField(unique=True, help_text="as the chart of accounts numbers it")
    name = peewee.CharField()
    kind = peewee.CharField(help_text="a key of ACCOUNT_KINDS")
    iban = peewee.CharField(default="", help_text="of a bank account; ISO 13616, without spaces")
    holder = peewee.CharField(default="", help_text="bank or operator")
    number = peewee.CharField(default="", help_text="of the wallet, or of an account without an IBAN")
    position = peewee.IntegerField(default=0)
    archived = peewee.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.name)


class Entry(Record):
    """One posted entry of the journal. Never changed: a mistake is reversed by another entry.

    `digest` is SHA-256 over what the entry says, its postings and the digest of the entry before.
    """

    year = peewee.ForeignKeyField(FinancialYear, on_delete="RESTRICT", backref="entries", index=False)
    number = peewee.IntegerField(help_text="of the voucher: 1, 2, 3 … in each year, without a gap")
    day = DateField()
    kind = peewee.CharField(help_text="a key of ENTRY_KINDS")
    method = peewee.CharField(default="", help_text="a key of METHODS; empty when no money moved")
    reference = peewee.CharField(default="", help_text="number of the cheque or of the transaction")
    through = peewee.CharField(default="", help_text="bank of the cheque, or operator")
    text_digest = peewee.CharField(
        help_text="SHA-256 of the text with its salt; stays when a person is erased"
    )
    reverses = peewee.ForeignKeyField(
        "self", null=True, unique=True, on_delete="RESTRICT", backref="reversed_by"
    )
    reason = peewee.CharField(default="", help_text="of a reversal")
    previous = peewee.CharField(default="", help_text="digest of the entry before; empty for the first")
    digest = peewee.CharField(unique=True)

    class Meta:
        indexes = ((("year", "number"), True), (("day",), False))


class EntryText(Record):
    """What an entry is about, in words, apart: a person's name can be taken out and the chain still holds."""

    entry = peewee.ForeignKeyField(Entry, on_delete="RESTRICT", unique=True, backref="texts")
    text = peewee.CharField(default="")
    party = peewee.CharField(default="", help_text="from whom or to whom, when it is no member")
    salt = peewee.CharField(help_text="16 random bytes in hexadecimal; empty once it was erased")


class Levy(Record):
    """What a member owes besides the dues of a season: an event, a fine, the journal."""

    owner = "member_id"

    member = peewee.ForeignKeyField(Member, on_delete="RESTRICT", backref="levies")
    kind = peewee.CharField(help_text="a key of LEVY_KINDS")
    text = peewee.CharField()
    season = peewee.ForeignKeyField(Season, null=True, on_delete="RESTRICT")
    account = peewee.ForeignKeyField(Account, on_delete="RESTRICT", index=False, help_text="its income")
    amount = MoneyField()
    due_on = DateField()
    cancelled_on = DateField(null=True)
    cancelled_because = peewee.CharField(default="")


class Posting(Record):
    """One line of an entry. The amounts of an entry's postings add up to nothing.

    Whom and what it is about is not part of the entry's digest: two records of one person may be brought together.
    """

    entry = peewee.ForeignKeyField(Entry, on_delete="RESTRICT", backref="postings")
    account = peewee.ForeignKeyField(Account, on_delete="RESTRICT", index=False)
    amount = MoneyField(help_text="minor units; more money in an account is positive, income is negative")
    member = peewee.ForeignKeyField(Member, null=True, on_delete="RESTRICT", index=False)
    membership = peewee.ForeignKeyField(Membership, null=True, on_delete="RESTRICT", index=False)
    levy = peewee.ForeignKeyField(Levy, null=True, on_delete="RESTRICT", index=False)

    class Meta:
        # Balances are read from these alone.
        indexes = (
            (("account", "amount"), False),
            (("membership", "amount"), False),
            (("levy", "amount"), False),
            (("member", "account", "amount"), False),
        )


class Receipt(Record):
    """A numbered receipt for money received. Issued once, never changed; reprints are marked."""

    year = peewee.ForeignKeyField(FinancialYear, on_delete="RESTRICT", index=False)
    number = peewee.IntegerField(help_text="1, 2, 3 … in each year, without a gap")
    entry = peewee.ForeignKeyField(Entry, on_delete="RESTRICT", unique=True, backref="receipts")
    kind = peewee.CharField(help_text="dues or donation")
    member = peewee.ForeignKeyField(
        Member, null=True, on_delete="RESTRICT", help_text="who paid, when a member did"
    )
    amount = MoneyField()
    issued_on = DateField()

    class Meta:
        indexes = ((("year", "number"), True),)


class ReceiptPrint(Record):
    """A receipt was printed; every print after the first says that it is a duplicate."""

    receipt = peewee.ForeignKeyField(Receipt, on_delete="RESTRICT", backref="prints")
    at = peewee.CharField(help_text="UTC, ISO 8601 to the second")


class Voucher(Record):
    """A scanned voucher of an entry."""

    entry = peewee.ForeignKeyField(Entry, on_delete="RESTRICT", backref="vouchers")
    scan = peewee.ForeignKeyField(Attachment, on_delete="RESTRICT", index=False)
    name = peewee.CharField(help_text="of the file it was")


class Instalment(Record):
    """A part of what is due, and when. Without instalments all is due when the membership starts."""

    membership = peewee.ForeignKeyField(Membership, on_delete="RESTRICT", backref="instalments")
    due_on = DateField()
    amount = MoneyField()


class Subsidy(Record):
    """A reduction of a membership that a fund pays; one without an account is simply not asked for."""

    membership = peewee.ForeignKeyField(Membership, on_delete="RESTRICT", unique=True, backref="subsidies")
    kind = peewee.CharField(help_text="remote, student, hardship or other")
    account = peewee.ForeignKeyField(Account, null=True, on_delete="RESTRICT", index=False)
    entry = peewee.ForeignKeyField(Entry, null=True, on_delete="RESTRICT", index=False)


class Budget(Record):
    """What an income or expenditure is expected to be in a year."""

    year = peewee.ForeignKeyField(FinancialYear, on_delete="RESTRICT", index=False)
    account = peewee.ForeignKeyField(Account, on_delete="RESTRICT")
    amount = MoneyField()

    class Meta:
        indexes = ((("year", "account"), True),)


class CashCount(Record):
    """The notes and coins of a cash box on a day, against what the books say."""

    account = peewee.ForeignKeyField(Account, on_delete="RESTRICT")
    day = DateField()
    pieces = peewee.TextField(help_text="JSON: value in minor units → how many")
    counted = MoneyField()
    expected = MoneyField()
    entry = peewee.ForeignKeyField(
        Entry, null=True, on_delete="RESTRICT", index=False, help_text="of the difference"
    )


class DepositedCheque(Record):
    """A cheque that went to the bank with a deposit. When the deposit is reversed, the cheque waits again."""

    deposit = peewee.ForeignKeyField(Entry, on_delete="RESTRICT", backref="deposited")
    cheque = peewee.ForeignKeyField(
        Entry, on_delete="RESTRICT", backref="deposits", help_text="by which it was received"
    )

    class Meta:
        indexes = ((("deposit", "cheque"), True),)


class StatementProfile(Record):
    """How the statements of a bank or operator are read."""

    name = peewee.CharField(unique=True)
    account = peewee.ForeignKeyField(Account, null=True, on_delete="RESTRICT", index=False)
    mapping = peewee.TextField(help_text="JSON, see statements.profiles")


class StatementLine(Record):
    """A line of a statement that was read, and what became of it."""

    account = peewee.ForeignKeyField(Account, on_delete="RESTRICT", index=False)
    mark = peewee.CharField(help_text="SHA-256 of what the line says and its place among equal ones")
    day = DateField()
    amount = MoneyField()
    text = peewee.TextField(default="")
    party = peewee.CharField(default="")
    reference = peewee.CharField(default="")
    source = peewee.CharField(help_text="name of the file")
    entry = peewee.ForeignKeyField(Entry, null=True, on_delete="RESTRICT", help_text="that books it")
    reconciled = peewee.BooleanField(default=False, help_text="the entry was in the books before the line")
    ignored_because = peewee.CharField(default="")

    class Meta:
        indexes = ((("account", "mark"), True), (("account", "day"), False))


class StatementRule(Record):
    """Lines that hold some words go to an account."""

    words = peewee.CharField(unique=True, help_text="folded")
    account = peewee.ForeignKeyField(Account, on_delete="RESTRICT", index=False)


class ReminderLevel(Record):
    """A step of the ladder: when, to whom, what is written."""

    level = peewee.IntegerField(unique=True)
    name = peewee.CharField()
    days = peewee.IntegerField(help_text="after the day due; negative: before it")
    to_payer = peewee.BooleanField(default=True, help_text="to the payer of a household, else to each")
    subject = peewee.CharField(default="")
    text = peewee.TextField(help_text="with {fields} of the letter")
    short_text = peewee.CharField(default="", help_text="for a telephone message")

    def __str__(self) -> str:
        return str(self.name)


class Reminder(Record):
    """A member was reminded: of what, when, how, and whether it went out."""

    owner = "member_id"

    member = peewee.ForeignKeyField(Member, on_delete="RESTRICT", backref="reminders")
    level = peewee.ForeignKeyField(ReminderLevel, on_delete="RESTRICT", index=False)
    round = peewee.CharField(help_text="of one printing: day and level")
    prepared_on = DateField()
    sent_on = DateField(null=True)
    channel = peewee.CharField(help_text="letter, hand, message or email")
    amount = MoneyField(help_text="that was due then")
