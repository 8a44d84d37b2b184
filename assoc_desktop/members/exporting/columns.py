"""The columns of an exported list: what they are called, what they hold, and the sets of them that are offered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assoc_desktop.exchange.tables import Cell
from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.language.folding import fold
from assoc_desktop.members.consents import PURPOSES
from assoc_desktop.members.custom_fields import custom_fields
from assoc_desktop.members.data import ContactData
from assoc_desktop.members.exporting.reading import (
    ARCHIVE,
    CONSENTS,
    EMPLOYER,
    HOUSEHOLD,
    REASON,
    SEASON,
    Exported,
)
from assoc_desktop.members.importing.targets import TARGETS, target_label
from assoc_desktop.members.records import CONTACT_ROLES, INSTITUTION, LIBRARY_KINDS, CustomField, list_name
from assoc_desktop.members.status import STATUSES
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database

CUSTOM = "custom."
_CONSENT = "consent_"
#: Columns that stand as often as the fullest member needs.
_REPEATED = {"phones": "phone", "emails": "email"}
#: Parts of a contact person → field of the import; each person takes one column for each part that somebody has.
_CONTACT_PARTS = {
    "contact_title": "title", "contact_given_name": "given_name", "contact_name": "family_name",
    "contact_role": "role", "contact_phone": "phone", "contact_email": "email", "contact_main": "main",
}  # fmt: skip
#: Column → its name, where it is not the name of a field that the import knows.
_NAMES = {
    "list_name": N_("Name"),
    "addressee": N_("Addressee"),
    "phones": N_("Phone"),
    "emails": N_("E-mail"),
    "contacts": N_("Contact people"),
    "season": N_("Season"),
    "status": N_("Status"),
    "reason": N_("Reason of the status"),
    "starts_on": N_("Membership from"),
    "ends_on": N_("Membership to"),
    "fee_due": N_("Fee due"),
    "reduction": N_("Reduction"),
    "reduction_reason": N_("Reason for the reduction"),
    "to_pay": N_("Left to pay"),
    "card": N_("Card"),
    "household": N_("Household"),
    "former_numbers": N_("Former numbers"),
    "archived_on": N_("Archived on"),
}
#: All columns but the treasurer's own fields, in the order in which they are offered.
_ALL = (
    "number", "kind", "list_name", "addressee", "full_name", "title", "family_name", "given_name", "name", "birth_date",
    "profession", "employer", "library_kind", "isil", "registration_number", "address", "postcode", "town", "region",
    "country", "phones", "emails", "website", "languages", "contacts", "tags", "notes", "season", "category", "starts_on",
    "ends_on", "fee_due", "reduction", "reduction_reason", "to_pay", "status", "reason", "card", "household",
    "prospect_since", "joined_on", "resigned_on", "struck_off_on", "struck_off_reason", "deceased_on", "archived_on",
    "former_numbers", *(_CONSENT + purpose for purpose in PURPOSES),
)  # fmt: skip
_NEEDS = {
    "employer": EMPLOYER, "household": HOUSEHOLD, "archived_on": ARCHIVE, "reason": REASON,
    **dict.fromkeys(
        ("season", "category", "starts_on", "ends_on", "fee_due", "reduction", "reduction_reason", "to_pay", "status",
         "card"), SEASON,
    ),
    **{_CONSENT + purpose: CONSENTS for purpose in PURPOSES},
}  # fmt: skip
#: Column → what of a member must be allowed for it to be passed on.
_PURPOSES = {"phones": ("phone",), "emails": ("email",), "contacts": ("phone", "email")}

LIST, EVERYTHING, ADDRESSES, IMPORT = "list", "everything", "addresses", "import"
#: Set of columns that is always offered → its name.
SETS = {
    LIST: N_("As in the list"),
    ADDRESSES: N_("Address list"),
    IMPORT: N_("As the import expects"),
    EVERYTHING: N_("Everything"),
}
#: What the list shows when nobody chose otherwise, for the command line.
_USUAL = ("number", "list_name", "category", "town", "status", "to_pay")
_ADDRESSES = (
    "addressee",
    "title",
    "family_name",
    "given_name",
    "address",
    "postcode",
    "town",
    "region",
    "country",
)
_NOT_IMPORTED = {"full_name"}
#: Column of the members' list → column of an export, where they differ.
_OF_LIST = {"name": "list_name", "phone": "phones", "email": "emails"}


@dataclass(frozen=True)
class Head:
    """One column of the file: its heading and what gives its cells."""

    title: str
    cell: Callable[[Exported], Cell | None]


def all_keys() -> list[str]:
    """The keys of all columns, with the treasurer's own fields before the consents."""
    own = [f"{CUSTOM}{each.id}" for each in custom_fields()]
    place = _ALL.index(_CONSENT + next(iter(PURPOSES)))
    return [*_ALL[:place], *own, *_ALL[place:]]


def name_of(key: str) -> str:
    """What a column is called."""
    if key.startswith(CUSTOM):
        return next((each.name for each in custom_fields() if f"{CUSTOM}{each.id}" == key), key)
    return _(_NAMES[key]) if key in _NAMES else target_label(key)


def names() -> dict[str, str]:
    """Key → name, of all columns."""
    own = {f"{CUSTOM}{each.id}": str(each.name) for each in custom_fields()}
    return {key: own[key] if key in own else name_of(key) for key in all_keys()}


def set_of(name: str, shown: Sequence[str] = _USUAL) -> list[str]:
    """The columns of one of `SETS`.

    Args:
        shown: the columns that the members' list shows, for “as in the list”.
    """
    keys = all_keys()
    if name == LIST:
        wanted = [_OF_LIST.get(key, key) for key in shown]
        return [key for key in wanted if key in keys]
    if name == ADDRESSES:
        return list(_ADDRESSES)
    if name == IMPORT:
        return [key for key in keys if is_imported(key)]
    return keys


def is_imported(key: str) -> bool:
    """Whether the import has a field for a column, and no other column tells the same."""
    if key in ("phones", "emails", "contacts") or key.startswith(CUSTOM):
        return True
    return key in TARGETS and key not in _NOT_IMPORTED


def keys_named(wanted: Iterable[str]) -> list[str]:
    """The columns that a person named, by key or by heading.

    Raises:
        Refused: there is no such column; the sentence lists them.
    """
    known = names()
    by_name = {fold(name): key for key, name in reversed(known.items())}
    found = []
    for each in wanted:
        key = each if each in known else by_name.get(fold(each))
        if key is None:
            raise Refused(
                _("There is no column “{name}”. Columns: {columns}.").format(
                    name=each, columns=", ".join(known.values())
                )
            )
        found.append(key)
    return list(dict.fromkeys(found))


def derived_names() -> list[str]:
    """The headings of what a list tells and the import does not keep: it follows from other things."""
    return [name_of(key) for key in _ALL if not is_imported(key) and key not in _NOT_IMPORTED]


def needs_of(keys: Iterable[str]) -> set[str]:
    """What has to be read besides the members' own data."""
    return {_NEEDS[key] for key in keys if key in _NEEDS}


def purposes_of(keys: Iterable[str]) -> set[str]:
    """What members may refuse of what these columns tell."""
    return {purpose for key in keys for purpose in _PURPOSES.get(key, ())}


def heads_of(keys: Sequence[str], conventions: Conventions, ids: Sequence[int]) -> list[Head]:
    """The columns of the file, with as many for phones, e-mails and contact people as the fullest member needs."""
    own = {f"{CUSTOM}{each.id}": each for each in custom_fields()}
    heads: list[Head] = []
    taken = {fold(name_of(key)) for key in keys if key not in own}
    for key in keys:
        if key in _REPEATED:
            heads += _repeated_heads(key, _fullest(_REPEATED[key], ids))
        elif key == "contacts":
            heads += _contact_heads(ids)
        elif key in own:
            title = own[key].name
            # A field of one's own may be called like one of ours; a list needs two different headings.
            title = _("{name} (own field)").format(name=title) if fold(title) in taken else title
            heads.append(Head(title, _custom_cell(own[key])))
        else:
            heads.append(Head(name_of(key), _cell_of(key, conventions)))
    return heads


def _numbered(name: str, place: int) -> str:
    return name if place == 0 else f"{name} {place + 1}"


def _repeated_heads(key: str, count: int) -> list[Head]:
    name = name_of(key)
    return [
        Head(_numbered(name, place), lambda each, place=place: _nth(getattr(each.data, key), place))  # type: ignore[misc]
        for place in range(count)
    ]


def _contact_heads(ids: Sequence[int]) -> list[Head]:
    heads = []
    for place in range(_fullest("contact", ids)):
        for target, part in _CONTACT_PARTS.items():
            heads.append(Head(_numbered(target_label(target), place), _contact_cell(place, part)))
    return heads


def _fullest(what: str, ids: Sequence[int]) -> int:
    """How many of something the fullest of these members has; one at least."""
    table = {"phone": "phone", "email": "email_address", "contact": "contact_person"}[what]
    wanted = set(ids)
    counts = database.execute_sql(f"SELECT member_id, count(*) FROM {table} GROUP BY member_id")
    return max((count for member_id, count in counts if member_id in wanted), default=int(what != "contact"))


def _nth(values: Sequence[str], place: int) -> str:
    return values[place] if place < len(values) else ""


def _contact_cell(place: int, part: str) -> Callable[[Exported], Cell | None]:
    def cell(each: Exported) -> Cell | None:
        if place >= len(each.data.contacts):
            return None
        contact: ContactData = each.data.contacts[place]
        if part == "main":
            return _yes_no(contact.main)
        value: str = getattr(contact, part)
        return _(CONTACT_ROLES[value]) if part == "role" and value in CONTACT_ROLES else value

    return cell


def _custom_cell(field: CustomField) -> Callable[[Exported], Cell | None]:
    field_id, kind = field.id, field.kind

    def cell(each: Exported) -> Cell | None:
        return _custom_value(kind, each.data.custom.get(field_id, ""))

    return cell


def _custom_value(kind: str, value: str) -> Cell | None:
    """Dates and numbers as such, so that a spreadsheet can reckon with them."""
    if not value:
        return None
    if kind == "yes_no":
        return _yes_no(value == "1")
    if kind == "date":
        import datetime

        return datetime.date.fromisoformat(value)
    if kind == "number":
        number = float(value)
        return number if Decimal(repr(number)) == Decimal(value) else value
    return value


def _yes_no(value: bool) -> str:
    return _("yes") if value else _("no")


def _cell_of(key: str, conventions: Conventions) -> Callable[[Exported], Cell | None]:
    """What gives the cells of a column that stands once."""
    if key.startswith(_CONSENT):
        purpose = key.removeprefix(_CONSENT)
        return lambda each: _yes_no(each.consents[purpose]) if purpose in each.consents else None
    if key in _SAID:
        return _SAID[key]
    if key == "country":
        return lambda each: conventions.country_name(each.data.country) if each.data.country else None
    if key == "languages":
        known = conventions.locale.languages
        return lambda each: ", ".join(
            str(known.get(code, code)) for code in filter(None, each.data.languages.split(","))
        )
    if key in _MEMBERSHIP:
        return _membership_cell(_MEMBERSHIP[key], 10**conventions.decimals)
    return lambda each: getattr(each.data, key)


def _membership_cell(value: Callable[[Any], Any], unit: int) -> Callable[[Exported], Cell | None]:
    def cell(each: Exported) -> Cell | None:
        if each.membership is None:
            return None
        found = value(each.membership)
        if isinstance(found, int):
            return found / unit if unit > 1 else found
        return found

    return cell


_MEMBERSHIP: dict[str, Callable[[Any], Any]] = {
    "season": lambda row: row.season,
    "category": lambda row: row.category,
    "starts_on": lambda row: row.starts_on,
    "ends_on": lambda row: row.ends_on,
    "fee_due": lambda row: row.fee_due,
    "reduction": lambda row: row.reduction,
    "reduction_reason": lambda row: row.reduction_reason,
    "to_pay": lambda row: row.left,
}
_SAID: dict[str, Callable[[Exported], Cell | None]] = {
    "kind": lambda each: _("Institution") if each.data.kind == INSTITUTION else _("Person"),
    "full_name": lambda each: each.data.full_name,
    "list_name": lambda each: list_name(
        each.data.kind, each.data.name, each.data.family_name, each.data.given_name
    ),
    "addressee": lambda each: each.addressee,
    "employer": lambda each: each.employer,
    "library_kind": lambda each: _(LIBRARY_KINDS[each.data.library_kind]) if each.data.library_kind else None,
    "tags": lambda each: ", ".join(each.data.tags),
    "former_numbers": lambda each: ", ".join(each.data.former_numbers),
    "status": lambda each: _(STATUSES[each.status]),
    "reason": lambda each: each.reason,
    "card": lambda each: each.card,
    "household": lambda each: each.household,
    "archived_on": lambda each: each.archived_on,
}
