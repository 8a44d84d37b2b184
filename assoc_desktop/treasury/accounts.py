"""The chart of accounts: where money is, where it comes from, where it goes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from assoc_desktop.language import N_, _
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import database, storable
from assoc_desktop.storage.history import operation
from assoc_desktop.treasury.ledger import Draft, Line, post
from assoc_desktop.treasury.records import ACCOUNT_KINDS, MONEY_KINDS, Account, Entry, Posting


@dataclass
class AccountData:
    """All of an account that a person edits."""

    code: str
    name: str
    kind: str
    iban: str = ""
    holder: str = ""
    number: str = ""
    position: int = 0


#: Charts to start from: key → (code, name, kind) of each account, free to change. The numbers follow the French plan for
#: associations (règlement ANC 2018-06: 756 cotisations, 7541 dons manuels, 740 subventions, 1068 réserves pour projet de
#: l'entité) and OHADA's plan for non-profit entities (SYCEBNL, in force since 2024: 701 cotisations, 704 revenus liés à la
#: générosité, 706 revenus des manifestations, 71 subventions, 118 autres réserves, 121 report à nouveau des excédents).
CHARTS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "fr": (
        ("530", N_("Cash box"), "cash"),
        ("512", N_("Bank"), "bank"),
        ("5112", N_("Cheques to deposit"), "cheques"),
        ("756", N_("Dues"), "income"),
        ("7541", N_("Donations"), "income"),
        ("740", N_("Grants"), "income"),
        ("706", N_("Events and services"), "income"),
        ("758", N_("Other income"), "income"),
        ("606", N_("Supplies"), "expense"),
        ("613", N_("Rent"), "expense"),
        ("623", N_("Printing and publications"), "expense"),
        ("625", N_("Travel and meetings"), "expense"),
        ("626", N_("Post and telephone"), "expense"),
        ("627", N_("Bank charges"), "expense"),
        ("658", N_("Other expenditure"), "expense"),
        ("419", N_("Members' credit"), "credit"),
        ("1068", N_("Solidarity fund"), "fund"),
        ("110", N_("Carried forward"), "capital"),
    ),
    "ohada": (
        ("571", N_("Cash box"), "cash"),
        ("521", N_("Bank"), "bank"),
        ("552", N_("Mobile money"), "mobile"),
        ("513", N_("Cheques to deposit"), "cheques"),
        ("701", N_("Dues"), "income"),
        ("704", N_("Donations"), "income"),
        ("71", N_("Grants"), "income"),
        ("706", N_("Events and services"), "income"),
        ("758", N_("Other income"), "income"),
        ("605", N_("Supplies"), "expense"),
        ("622", N_("Rent"), "expense"),
        ("627", N_("Printing and publications"), "expense"),
        ("618", N_("Travel and meetings"), "expense"),
        ("628", N_("Post and telephone"), "expense"),
        ("631", N_("Bank charges"), "expense"),
        ("658", N_("Other expenditure"), "expense"),
        ("419", N_("Members' credit"), "credit"),
        ("118", N_("Solidarity fund"), "fund"),
        ("121", N_("Carried forward"), "capital"),
    ),
}
#: Members of OHADA, ISO 3166 alpha-2.
OHADA = ("BF", "BJ", "CD", "CF", "CG", "CI", "CM", "GA", "GN", "GQ", "GW", "KM", "ML", "NE", "SN", "TD", "TG")


def chart_for(country: str) -> str:
    """The key of the chart that suits a country."""
    return "ohada" if country in OHADA else "fr"


def start_chart(key: str) -> None:
    """Write the accounts of a chart that are not there yet, with their names in the language spoken now."""
    taken = {code for (code,) in Account.select(Account.code).tuples()}
    with operation(N_("Start the chart of accounts")):
        for position, (code, name, kind) in enumerate(CHARTS[key]):
            if code not in taken:
                Account.create(code=code, name=_(name), kind=kind, position=position)


def accounts(*, kinds: Iterable[str] = tuple(ACCOUNT_KINDS), archived: bool = False) -> list[Account]:
    """Accounts of some kinds in their order, without those that are archived."""
    query = Account.select().where(Account.kind.in_(tuple(kinds))).order_by(Account.position, Account.code)
    return list(query if archived else query.where(~Account.archived))


def money_accounts() -> list[Account]:
    """Where money is kept: cash boxes, banks, wallets, cheques."""
    return accounts(kinds=MONEY_KINDS)


def first_account(kind: str, code: str = "") -> Account:
    """The account of a kind that is taken when nobody chose another: the one of that code, else the first.

    Raises:
        Refused: there is none.
    """
    found = accounts(kinds=(kind,))
    if not found:
        raise Refused(
            _("There is no account of the kind “{kind}” yet. Add one to the chart of accounts.").format(
                kind=_(ACCOUNT_KINDS[kind])
            )
        )
    return next((account for account in found if account.code == code), found[0])


def check_account(data: AccountData, *, account_id: int | None = None) -> dict[str, str]:
    """Field → what is wrong with an account."""
    problems = {}
    code, name = data.code.strip(), data.name.strip()
    if not code:
        problems["code"] = _("The account needs a code, such as 512.")
    elif Account.select().where((Account.code == code) & (Account.id != (account_id or 0))).exists():
        problems["code"] = _("There is an account with the code {code} already.").format(code=code)
    if not name:
        problems["name"] = _("The account needs a name.")
    if data.kind not in ACCOUNT_KINDS:
        problems["kind"] = _("Choose what kind of account it is.")
    if data.iban.strip() and not is_iban(data.iban):
        problems["iban"] = _("“{iban}” is not an IBAN: a digit is wrong or missing.").format(iban=data.iban)
    return problems


def save_account(data: AccountData, *, account_id: int | None = None) -> Account:
    """Add an account, or change one.

    Raises:
        Invalid: see `check_account`.
        Refused: another kind is asked for, and entries are posted in the account.
    """
    if problems := check_account(data, account_id=account_id):
        raise Invalid(problems)
    account = Account() if account_id is None else Account.get_by_id(account_id)
    if account_id is not None and account.kind != data.kind and is_used(account_id):
        raise Refused(
            _("Entries are posted in {account}: its kind stays as it is. Add another account.").format(
                account=account.name
            )
        )
    label = N_("Add the account {name}") if account_id is None else N_("Change the account {name}")
    with operation(label, name=data.name.strip()):
        for name, value in asdict(data).items():
            setattr(account, name, storable(value).strip() if isinstance(value, str) else value)
        account.iban = "".join(data.iban.split()).upper()
        account.save(force_insert=account_id is None)
    return account


def is_used(account_id: int) -> bool:
    """Whether anything is posted in an account."""
    return Posting.select().where(Posting.account == account_id).exists()


def archive_account(account_id: int, archived: bool = True) -> None:
    """Offer an account no more (or again); what is posted in it stays.

    Raises:
        Refused: there is money in it.
    """
    account = Account.get_by_id(account_id)
    if archived and account.kind in MONEY_KINDS and balance_of(account_id):
        raise Refused(
            _("There is money in {account}. Move it to another account first.").format(account=account.name)
        )
    label = N_("Archive the account {name}") if archived else N_("Bring back the account {name}")
    with operation(label, name=account.name):
        Account.update(archived=archived).where(Account.id == account_id).execute()


def move_account(account_id: int, step: int) -> None:
    """Move an account up (-1) or down (1) in the chart; at its end it stays."""
    order = accounts(archived=True)
    place = next(at for at, each in enumerate(order) if each.id == account_id)
    other = place + step
    if not 0 <= other < len(order):
        return
    order[place], order[other] = order[other], order[place]
    with operation(N_("Move the account {name}"), name=order[other].name):
        for position, account in enumerate(order):
            if account.position != position:
                Account.update(position=position).where(Account.id == account.id).execute()


def opening_of(account_id: int) -> Entry | None:
    """The entry with which an account was opened, if it stands."""
    taken_back = Entry.select(Entry.reverses).where(Entry.reverses.is_null(False))
    return (
        Entry.select()
        .join(Posting)
        .where((Entry.kind == "opening") & (Posting.account == account_id) & Entry.id.not_in(taken_back))
        .first()
    )


def open_account(account_id: int, amount: int, day: datetime.date, *, today: datetime.date) -> Entry:
    """Say how much was in an account of money or a fund when the books were begun.

    Args:
        amount: what was in it; below zero for an overdraft.

    Raises:
        Refused: the account is another kind, was opened before, or the ledger does not take the entry.
    """
    account = Account.get_by_id(account_id)
    if account.kind not in (*MONEY_KINDS, "fund", "credit"):
        raise Refused(_("Only an account of money or a fund has an opening balance."))
    if opening_of(account_id) is not None:
        raise Refused(
            _("{account} has an opening balance already. Reverse that entry first.").format(
                account=account.name
            )
        )
    # What is set aside in a fund stands on the side of where money comes from.
    sign = 1 if account.kind in MONEY_KINDS else -1
    carried = first_account("capital")
    lines = (Line(account_id, sign * amount), Line(carried.id, -sign * amount))
    text = _("Opening balance of {account}").format(account=account.name)
    return post(Draft("opening", day, lines, text=text), today=today)


def balance_of(account_id: int, *, until: str = "9999-12-31") -> int:
    """What is in an account at the end of a day (ISO), in minor units; of an income it is negative."""
    sql = """SELECT coalesce(sum(amount), 0) FROM posting JOIN entry ON entry.id = posting.entry_id
        WHERE account_id = ? AND entry.day <= ?"""
    return int(database.execute_sql(sql, (account_id, until)).fetchone()[0])


def is_iban(text: str) -> bool:
    """Whether a text is an IBAN with the right check digits (ISO 13616, modulo 97 of ISO 7064)."""
    plain = "".join(text.split()).upper()
    if not (15 <= len(plain) <= 34 and plain.isascii() and plain.isalnum() and plain[:2].isalpha()):
        return False
    if not plain[2:4].isdecimal():
        return False
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def spaced_iban(iban: str) -> str:
    """An IBAN as it is printed: in groups of four."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))
