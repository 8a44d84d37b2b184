"""What is remembered of the statements of each bank or operator, so that the next one is read without a question.

A profile's mapping is a JSON object: `headings` (folded, of a list), `columns` (heading → field), `order` and `decimal`
(see `exchange.statements.columns`), `number` (of the account, as the file gives it), and the last `closing` balance in
minor units with its `day`.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from typing import Any

from assoc_desktop.exchange.statements.columns import Columns, check_columns
from assoc_desktop.language import N_, _
from assoc_desktop.language.folding import fold
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import storable
from assoc_desktop.storage.history import operation
from assoc_desktop.treasury.records import Account, StatementProfile


@dataclass(frozen=True)
class Closing:
    """What a statement says was in an account at the end of a day, in minor units."""

    day: datetime.date
    amount: int


def folded_headings(headings: list[str]) -> str:
    """The headings of a list as one text, by which its columns are remembered."""
    return "\n".join(fold(heading) for heading in headings)


def remembered_columns(headings: list[str], account_id: int | None = None) -> Columns | None:
    """The columns that a list with these headings had before; those of the account first."""
    wanted = folded_headings(headings)
    found = [each for each in _profiles() if each[1].get("headings") == wanted and each[1].get("columns")]
    found.sort(key=lambda each: each[0].account_id != account_id)
    for _profile, mapping in found:
        # The headings may be spelt in another case now: columns are known by their place.
        fields = {heading: mapping["columns"].get(fold(heading), "") for heading in headings}
        named = {heading: name for heading, name in fields.items() if name}
        return Columns(named, str(mapping.get("order", "dmy")), str(mapping.get("decimal", ",")))
    return None


def remembered_account(number: str, headings: list[str]) -> int | None:
    """The account that statements of this number, or lists with these headings, went to before."""
    wanted = folded_headings(headings)
    for profile, mapping in _profiles():
        same_list = not number and headings and mapping.get("headings") == wanted
        if profile.account_id and (same_list or (number and mapping.get("number") == number)):
            return int(profile.account_id)
    return None


def last_closing(account_id: int) -> Closing | None:
    """The latest closing balance that a statement of an account said."""
    found = [
        Closing(datetime.date.fromisoformat(mapping["day"]), int(mapping["closing"]))
        for profile, mapping in _profiles()
        if profile.account_id == account_id and mapping.get("closing") is not None
    ]
    return max(found, key=lambda each: each.day, default=None)


def remember(
    account: Account, *, number: str, headings: list[str], columns: Columns | None, closing: Closing | None
) -> None:
    """Keep how a statement was read; call inside the operation that reads it in."""
    wanted = folded_headings(headings)
    kept = next(
        (
            (profile, mapping)
            for profile, mapping in _profiles()
            if profile.account_id == account.id
            and mapping.get("headings", "") == wanted
            and mapping.get("number", "") == number
        ),
        None,
    )
    profile, mapping = kept or (StatementProfile(name=_free_name(account.name), account=account), {})
    mapping |= {"headings": wanted, "number": number}
    if columns is not None:
        mapping |= {
            "columns": {fold(heading): name for heading, name in columns.fields.items()},
            "order": columns.order,
            "decimal": columns.decimal,
        }
    if closing is not None and str(mapping.get("day", "")) <= closing.day.isoformat():
        mapping |= {"closing": closing.amount, "day": closing.day.isoformat()}
    profile.mapping = json.dumps(mapping, ensure_ascii=False)
    profile.save(force_insert=kept is None)


@dataclass(frozen=True)
class ProfileFacts:
    """A profile as a person sees it.

    Attributes:
        account_id: None when any account may have such statements.
        number: of the account, as its files give it; empty for a list that does not say it.
        headings: of a list, folded; none for the other formats.
        columns: of a list: what they are, by folded heading.
    """

    id: int
    name: str
    account_id: int | None
    account: str
    number: str
    headings: tuple[str, ...]
    columns: Columns


def profiles() -> list[ProfileFacts]:
    """All profiles, in the order of their names."""
    found = [_facts(profile, mapping) for profile, mapping in _profiles()]
    return sorted(found, key=lambda each: fold(each.name))


def _facts(profile: StatementProfile, mapping: dict[str, Any]) -> ProfileFacts:
    columns = Columns(
        dict(mapping.get("columns", {})), str(mapping.get("order", "dmy")), str(mapping.get("decimal", ","))
    )
    return ProfileFacts(
        int(profile.id),
        str(profile.name),
        profile.account_id,
        str(profile.account.name) if profile.account_id else "",
        str(mapping.get("number", "")),
        tuple(filter(None, str(mapping.get("headings", "")).split("\n"))),
        columns,
    )


def change_profile(profile_id: int, name: str, account_id: int, columns: Columns) -> None:
    """Give a profile another name or account, and say anew what the columns of its lists are.

    Raises:
        Invalid: the name is empty or another profile's.
        Refused: it was removed meanwhile, or no statement can be read from such columns.
    """
    profile = _profile(profile_id)
    plain = storable(name).strip()
    if not plain:
        raise Invalid({"name": _("Write a name.")})
    if (
        StatementProfile.select()
        .where(StatementProfile.name == plain, StatementProfile.id != profile_id)
        .exists()
    ):
        raise Invalid({"name": _("Another profile has this name already.")})
    mapping = json.loads(profile.mapping)
    if mapping.get("headings"):
        check_columns(columns)
        mapping |= {"columns": dict(columns.fields), "order": columns.order, "decimal": columns.decimal}
    if account_id != profile.account_id:
        # What the last statement said was in the other account.
        mapping = {key: value for key, value in mapping.items() if key not in ("closing", "day")}
    with operation(N_("Change how statements are read: {name}"), name=plain):
        profile.name, profile.account = plain, account_id
        profile.mapping = json.dumps(mapping, ensure_ascii=False)
        profile.save()


def remove_profile(profile_id: int) -> None:
    """Forget how a statement was read: the next one is read as if it were the first. Lines and entries stay."""
    profile = _profile(profile_id)
    with operation(N_("Forget how statements are read: {name}"), name=profile.name):
        profile.delete_instance()


def _profile(profile_id: int) -> StatementProfile:
    profile = StatementProfile.get_or_none(StatementProfile.id == profile_id)
    if profile is None:
        raise Refused(_("This profile is no longer there."))
    return profile


def _profiles() -> list[tuple[StatementProfile, dict[str, Any]]]:
    return [
        (each, json.loads(each.mapping)) for each in StatementProfile.select().order_by(StatementProfile.id)
    ]


def _free_name(name: str) -> str:
    taken = {each.name for each in StatementProfile.select()}
    if name not in taken:
        return name
    return next(other for n in range(2, len(taken) + 3) if (other := f"{name} ({n})") not in taken)
