"""What members allow or refuse: their photo, the directory, e-mail, telephone; since when, and how we know."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager

from assoc_desktop.language import N_, _
from assoc_desktop.members.records import Consent, Member
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import database, marks, portions
from assoc_desktop.storage.history import Running, operation
from assoc_desktop.storage.ids import new_ids

#: What is asked → its name.
PURPOSES = {
    "photo": N_("Photo on cards and lists"),
    "directory": N_("Entry in the directory"),
    "email": N_("E-mail"),
    "phone": N_("Telephone"),
}
#: How an answer came, offered while the source is typed.
SOURCES = (
    N_("paper form"),
    N_("by word of mouth"),
    N_("e-mail"),
    N_("telephone"),
)
#: Purpose → what is written into the history, of one member and of many.
_LABELS = {
    "photo": (N_("Consent of {name}: photo"), N_("Consent of {n} members: photo")),
    "directory": (N_("Consent of {name}: directory"), N_("Consent of {n} members: directory")),
    "email": (N_("Consent of {name}: e-mail"), N_("Consent of {n} members: e-mail")),
    "phone": (N_("Consent of {name}: telephone"), N_("Consent of {n} members: telephone")),
}
_LONGEST_SOURCE = 200


def refused(purpose: str) -> set[int]:
    """Ids of the members who said no."""
    return _who_said(purpose, given=False)


def agreed(purpose: str) -> set[int]:
    """Ids of the members who said yes."""
    return _who_said(purpose, given=True)


def _who_said(purpose: str, *, given: bool) -> set[int]:
    sql = "SELECT member_id FROM consent WHERE purpose = ? AND given = ?"
    return {row[0] for row in database.execute_sql(sql, (purpose, given))}


def answers() -> dict[tuple[int, str], bool]:
    """(member, purpose) → yes or no, for every answer that was given."""
    rows = database.execute_sql("SELECT member_id, purpose, given FROM consent")
    return {(member_id, purpose): bool(given) for member_id, purpose, given in rows}


def consents_of(member_id: int) -> dict[str, Consent]:
    """Purpose → what the member said; purposes that were never asked are left out."""
    found = {row.purpose: row for row in Consent.select().where(Consent.member == member_id)}
    return {purpose: found[purpose] for purpose in PURPOSES if purpose in found}


def refusals_in_words(member_id: int) -> str:
    """What the member refuses, in one short line: “no photo · no calls”; empty when nothing."""
    words = {
        "photo": _("no photo"),
        "directory": _("not in the directory"),
        "email": _("no e-mail"),
        "phone": _("no calls"),
    }
    said = consents_of(member_id)
    return " · ".join(words[purpose] for purpose, row in said.items() if not row.given)


def check_consent(
    purpose: str, given: bool | None, said_on: datetime.date | None, source: str, *, today: datetime.date
) -> dict[str, str]:
    """Field → what is wrong with an answer, before it is kept. An answer that is taken back needs no day."""
    problems = {}
    if purpose not in PURPOSES:
        problems["purpose"] = _("“{purpose}” is none of what is asked. Known are: {known}.").format(
            purpose=purpose, known=", ".join(PURPOSES)
        )
    if given is None:
        return problems
    if said_on is None:
        problems["said_on"] = _("Say on which day the answer came.")
    elif said_on > today:
        problems["said_on"] = _("The day of the answer lies in the future.")
    if len(source.strip()) > _LONGEST_SOURCE:
        problems["source"] = _("The source is longer than {n} signs. Shorten it.").format(n=_LONGEST_SOURCE)
    return problems


def save_consent(
    member_id: int,
    purpose: str,
    given: bool | None,
    said_on: datetime.date | None = None,
    source: str = "",
    *,
    today: datetime.date,
) -> None:
    """Write down what a member allows or refuses; see `save_consents`."""
    save_consents([member_id], purpose, given, said_on, source, today=today)


def save_consents(
    member_ids: Iterable[int],
    purpose: str,
    given: bool | None,
    said_on: datetime.date | None = None,
    source: str = "",
    *,
    today: datetime.date,
) -> int:
    """Write down the same answer of many members, in one operation; answers that are the same already stay untouched.

    Args:
        given: yes or no; None: they were never asked, and what was written is taken away.

    Returns:
        How many answers were changed.

    Raises:
        Invalid: see `check_consent`; nothing is written.
        Refused: a member is no longer in the list, or was erased.
    """
    if problems := check_consent(purpose, given, said_on, source, today=today):
        raise Invalid(problems)
    ids = list(dict.fromkeys(member_ids))
    _expect_living(ids)
    wanted = None if given is None else (given, said_on.isoformat() if said_on else "", source.strip())
    stored = _stored(ids, purpose)
    changed = [member_id for member_id in ids if stored.get(member_id) != wanted]
    with _operation_on(changed, purpose):
        if wanted is None:
            _remove(changed, purpose)
        else:
            _write(changed, purpose, wanted, stored)
    return len(changed)


def _expect_living(ids: Sequence[int]) -> None:
    found = {
        row[0] for row in _rows("SELECT id FROM member WHERE erased_on IS NULL AND id IN ({marks})", ids)
    }
    if len(found) < len(ids):
        raise Refused(_("A member was erased or is no longer in the list. Nothing was changed."))


def _stored(ids: Sequence[int], purpose: str) -> dict[int, tuple[bool, str, str]]:
    sql = "SELECT member_id, given, said_on, source FROM consent WHERE purpose = ? AND member_id IN ({marks})"
    return {row[0]: (bool(row[1]), row[2], row[3]) for row in _rows(sql, ids, purpose)}


def _rows(sql: str, ids: Sequence[int], *before: object) -> Iterable[tuple]:  # type: ignore[type-arg]
    for part in portions(ids):
        yield from database.execute_sql(sql.format(marks=marks(part)), (*before, *part))


def _operation_on(ids: Sequence[int], purpose: str) -> AbstractContextManager[Running]:
    one, many = _LABELS[purpose]
    if len(ids) == 1:
        return operation(one, name=Member.get_by_id(ids[0]).full_name)
    return operation(many, n=len(ids))


def _remove(ids: Sequence[int], purpose: str) -> None:
    database.connection().cursor().executemany(
        "DELETE FROM consent WHERE member_id = ? AND purpose = ?", [(each, purpose) for each in ids]
    )


def _write(
    ids: Sequence[int],
    purpose: str,
    wanted: tuple[bool, str, str],
    stored: dict[int, tuple[bool, str, str]],
) -> None:
    cursor = database.connection().cursor()
    cursor.executemany(
        "UPDATE consent SET given = ?, said_on = ?, source = ? WHERE member_id = ? AND purpose = ?",
        [(*wanted, each, purpose) for each in ids if each in stored],
    )
    fresh = [each for each in ids if each not in stored]
    cursor.executemany(
        "INSERT INTO consent (id, member_id, purpose, given, said_on, source) VALUES (?, ?, ?, ?, ?, ?)",
        [(row_id, each, purpose, *wanted) for row_id, each in zip(new_ids(len(fresh)), fresh, strict=True)],
    )
