"""Guessing what the columns of a statement are, from their headings and from what stands below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from assoc_desktop.exchange.tables import Cell, Table, text_of
from assoc_desktop.exchange.values import date_order, decimal_sign, parse_date, parse_number
from assoc_desktop.language import N_, _
from assoc_desktop.language.folding import fold
from assoc_desktop.refusals import Refused

#: What a column can be → its name. A text, payer or payee may stand in several columns.
FIELDS = {
    "day": N_("Day"),
    "amount": N_("Amount, with its sign"),
    "debit": N_("Money out"),
    "credit": N_("Money in"),
    "direction": N_("In or out"),
    "text": N_("Text"),
    "party": N_("Other party"),
    "payer": N_("Payer"),
    "payee": N_("Receiver"),
    "reference": N_("Reference"),
    "balance": N_("Balance"),
    "currency": N_("Currency"),
    "fee": N_("Fee"),
    "status": N_("Status"),
    "account": N_("Account"),
}
REPEATED = ("text", "payer", "payee")
#: Field → headings of banks and operators, folded; the surest first.
_HEADINGS = {
    "day": (
        "date operation", "date de l operation", "date de loperation", "date d operation", "date doperation",
        "date comptable", "date transaction", "date de transaction", "transaction date", "posting date", "booking date",
        "completion time", "date posted", "buchungstag", "buchungsdatum", "date", "jour", "day", "date heure",
        "date et heure", "date time", "datum", "fecha", "date valeur", "date de valeur", "value date",
    ),
    "amount": ("montant", "amount", "montant transaction", "montant de l operation", "montant operation", "betrag", "valeur", "somme", "importe",
               "montant eur", "montant xaf", "montant xof", "amount xaf", "montant fcfa"),
    "debit": ("debit", "withdrawn", "withdrawal", "withdrawals", "money out", "paid out", "sortie", "sorties", "retrait", "depense", "soll", "montant debit", "debit eur", "debit amount", "debits"),
    "credit": ("credit", "paid in", "deposit", "deposits", "money in", "entree", "entrees", "versement", "recette", "haben", "montant credit", "credit eur", "credit amount", "credits"),
    "direction": ("sens", "direction", "d c", "dc", "debit credit", "credit debit", "cr dr", "dr cr", "soll haben", "s h", "sign", "signe", "credit debit indicator"),
    "text": ("libelle", "description", "details", "detail", "narrative", "narration", "memo", "motif", "message", "designation", "verwendungszweck", "buchungstext", "objet", "particulars", "transaction details",
             "libelle operation", "libelle simplifie", "informations complementaires", "detail operation", "commentaire", "remarks", "note", "payer message", "type", "type operation", "operation", "service", "transaction type"),
    "party": ("tiers", "nom", "name", "counterparty", "contrepartie", "correspondant", "auftraggeber empfanger", "beguenstigter zahlungspflichtiger", "nom du tiers", "client", "customer", "partenaire", "numero", "phone", "telephone", "msisdn"),
    "payer": ("expediteur", "donneur d ordre", "donneur dordre", "from", "from name", "sender", "payer", "payeur", "emetteur", "de", "compte emetteur"),
    "payee": ("destinataire", "beneficiaire", "to", "to name", "receiver", "recipient", "payee", "a", "vers", "compte destinataire"),
    "reference": ("reference", "ref", "receipt no", "transaction id", "id transaction", "id de transaction", "numero de transaction", "reference operation", "numero operation", "cheque", "n cheque", "cheque number", "id", "financial transaction id", "reference transaction", "numero de piece", "num ope", "txn id", "no piece"),
    "balance": ("solde", "balance", "solde apres", "solde progressif", "running balance", "saldo", "nouveau solde", "new balance", "solde apres operation"),
    "currency": ("devise", "currency", "monnaie", "wahrung", "ccy"),
    "fee": ("frais", "fee", "fees", "commission", "charges", "transaction fee"),
    "status": ("statut", "status", "etat", "transaction status"),
    "account": ("compte", "account", "numero de compte", "n compte", "account number", "iban", "kontonummer", "auftragskonto"),
}  # fmt: skip
_NEAR = 90
_LOOKED_AT = 300
_ENOUGH = 0.7


@dataclass(frozen=True)
class Columns:
    """What the columns of a statement are.

    Attributes:
        fields: heading → a key of `FIELDS`; headings that say nothing are not there.
        order: of dates, see `values.date_order`.
        decimal: the decimal sign.
    """

    fields: dict[str, str] = field(default_factory=dict)
    order: str = "dmy"
    decimal: str = ","

    def headings(self, name: str) -> list[str]:
        """The headings of a field."""
        return [heading for heading, each in self.fields.items() if each == name]


def guess_columns(table: Table) -> Columns:
    """What the columns seem to be: by their headings; the day and the amount also by what stands below them."""
    fields: dict[str, str] = {}
    for heading, name in _ranked(table.headings):
        taken = name in fields.values() and name not in REPEATED
        if heading not in fields and not taken and _fits(table, heading, name):
            fields[heading] = name
    if "day" not in fields.values():
        _add_first(table, fields, "day")
    if not {"amount", "debit", "credit"} & set(fields.values()):
        _add_first(table, fields, "amount")
    if not {"text", "party", "payer"} & set(fields.values()):
        _add_longest(table, fields)
    return with_habits(table, {heading: fields[heading] for heading in table.headings if heading in fields})


def with_habits(table: Table, fields: dict[str, str]) -> Columns:
    """Columns that were named, with the order of dates and the decimal sign that their cells show."""
    days = [cell for heading, name in fields.items() if name == "day" for cell in cells_of(table, heading)]
    numbers = [
        cell
        for heading, name in fields.items()
        if name in ("amount", "debit", "credit", "balance")
        for cell in cells_of(table, heading)
    ]
    return Columns(fields, date_order(days), _decimal(numbers))


def check_columns(columns: Columns) -> None:
    """Refuse columns from which no statement can be read.

    Raises:
        Refused: there is no day, or no amount.
    """
    if not columns.headings("day"):
        raise Refused(_("No column holds the day of each line. Say which one does."))
    if not any(columns.headings(name) for name in ("amount", "debit", "credit")):
        raise Refused(
            _("No column holds amounts. Say which one does, or which ones hold money in and money out.")
        )


def cells_of(table: Table, heading: str) -> list[Cell]:
    """The cells of a column that hold something."""
    at = table.headings.index(heading)
    return [row.cells[at] for row in table.rows if row.cells[at] != ""]


def _ranked(headings: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of heading and field, the surest first."""
    known = {word: (rank, name) for name, words in _HEADINGS.items() for rank, word in enumerate(words)}
    exact, near = [], []
    for place, heading in enumerate(headings):
        bare = " ".join(
            word for word in fold(heading).split() if word not in ("eur", "xaf", "xof", "fcfa", "usd")
        )
        if bare in known:
            rank, name = known[bare]
            exact.append((0 if name in REPEATED else rank, place, heading, name))
        elif len(bare) > 3 and (
            found := process.extractOne(bare, list(known), scorer=fuzz.token_sort_ratio, score_cutoff=_NEAR)
        ):
            rank, name = known[found[0]]
            near.append((rank, place, heading, name))
    return [(heading, name) for _rank, _place, heading, name in (*sorted(exact), *sorted(near))]


def _fits(table: Table, heading: str, name: str) -> bool:
    cells = cells_of(table, heading)[:_LOOKED_AT]
    if name == "day":
        order = date_order(cells)
        return _share(cells, lambda cell: parse_date(cell, order=order) is not None) >= _ENOUGH
    if name in ("amount", "debit", "credit", "balance", "fee"):
        return not cells or _share(cells, lambda cell: number_in(cell, ",") is not None) >= _ENOUGH
    return True


def _share(cells: Sequence[Cell], reads: object) -> float:
    good = 0
    for cell in cells:
        try:
            good += bool(reads(cell))  # type: ignore[operator]
        except Refused:
            continue
    return good / len(cells) if cells else 0.0


def _add_first(table: Table, fields: dict[str, str], name: str) -> None:
    for heading in table.headings:
        cells = cells_of(table, heading)
        if heading not in fields and cells and _fits(table, heading, name):
            fields[heading] = name
            return


def _add_longest(table: Table, fields: dict[str, str]) -> None:
    free = [heading for heading in table.headings if heading not in fields]
    if free:
        fields[
            max(free, key=lambda each: sum(len(text_of(cell)) for cell in cells_of(table, each)[:_LOOKED_AT]))
        ] = "text"


def _decimal(cells: list[Cell]) -> str:
    """The decimal sign; where no cell tells, a sign before three digits separates thousands."""
    bare = [bare_number(cell) if isinstance(cell, str) else cell for cell in cells]
    swapped = [cell.translate(str.maketrans(",.", ".,")) if isinstance(cell, str) else cell for cell in bare]
    told = decimal_sign(bare)
    if told != decimal_sign(swapped):
        return told
    return "." if any(isinstance(cell, str) and "," in cell for cell in bare) else ","


def bare_number(text: str) -> str:
    """An amount without its currency, with the minus in front: `12,50- €` and `(12,50)` are `-12,50`."""
    bare = "".join(
        sign for sign in text.replace("−", "-") if sign in "0123456789.,+-()'’ \u00a0\u202f"
    ).strip()
    if bare.startswith("(") and bare.endswith(")"):
        return "-" + bare[1:-1].strip()
    bare = bare.strip("()").strip().rstrip(".,") if not bare.endswith("-") else "-" + bare[:-1].strip()
    return bare.replace("+ ", "+").replace("- ", "-")


def number_in(cell: Cell, decimal: str) -> object:
    """The number of a cell that may name its currency; None when it is empty.

    Raises:
        Refused: it is no number.
    """
    if not isinstance(cell, str):
        return parse_number(cell, decimal=decimal)
    letters = sum(sign.isalpha() for sign in cell)
    if letters > 5:
        raise Refused(_("“{text}” is not an amount.").format(text=cell[:60]))
    bare = bare_number(cell)
    if not bare:
        if letters:
            raise Refused(_("“{text}” is not an amount.").format(text=cell[:60]))
        return None
    return parse_number(bare, decimal=decimal)
