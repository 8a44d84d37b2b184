"""Everything held on one member, as a paper to read: tables with the names of their fields, and the history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import letterhead
from assoc_desktop.language import N_, _, ngettext, speaking
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.consents import PURPOSES
from assoc_desktop.members.erasing.rules.disclosing import Held, disclosed_history
from assoc_desktop.members.records import CustomField
from assoc_desktop.members.telling import custom_value_in_words, tell
from assoc_desktop.members.telling.names import FIELD_NAMES
from assoc_desktop.members.telling.values import Wording
from assoc_desktop.pdf.flowing import FlowingPaper
from assoc_desktop.storage.history import record_classes

#: Table → heading of its part.
_HEADINGS = {
    "member": N_("Member"),
    "phone": N_("Phones"),
    "email_address": N_("E-mail addresses"),
    "contact_person": N_("Contact people"),
    "member_tag": N_("Tags"),
    "custom_value": N_("Your own fields"),
    "membership": N_("Memberships"),
    "former_number": N_("Former numbers"),
    "household_member": N_("Household"),
    "proof": N_("Proofs"),
    "consent": N_("Consents"),
    "not_same": N_("Not the same as"),
    "card": N_("Cards"),
    "levy": N_("Other levies"),
    "reminder": N_("Reminders"),
    "survey_invitation": N_("Asked in surveys"),
    "survey_response": N_("Surveys answered with a name"),
    "survey_answer": N_("What was answered"),
    "solidarity_request": N_("Requests to the solidarity fund"),
    "conversation": N_("Conversations"),
    "action": N_("Actions"),
    "prospect": N_("Possible member"),
}
#: Table → column → its name, where the history tells it otherwise.
_COLUMNS = {
    "phone": {"number": N_("Phone")},
    "email_address": {"address": N_("E-mail")},
    "member_tag": {"tag_id": N_("Tag")},
    "former_number": {"number": N_("Number")},
    "household_member": {"household_id": N_("Household")},
    "not_same": {"other_id": N_("Member")},
    "card": {"serial": N_("Card"), "season_id": N_("Season"), "replaces_id": N_("Replaces")},
    "consent": {"purpose": N_("For what")},
    "levy": {
        "kind": N_("Kind"), "text": N_("For what"), "season_id": N_("Season"), "account_id": N_("Account"),
        "amount": N_("Amount"), "due_on": N_("Due on"), "cancelled_on": N_("Cancelled on"),
        "cancelled_because": N_("Reason"),
    },
    "reminder": {
        "level_id": N_("Level"), "round": N_("Round"), "prepared_on": N_("Prepared on"), "sent_on": N_("Sent on"),
        "channel": N_("How"), "amount": N_("Amount"),
    },
    "survey_invitation": {"survey_id": N_("Survey"), "given_on": N_("Asked on")},
    "survey_response": {
        "survey_id": N_("Survey"), "answered_on": N_("Answered on"), "language": N_("Language"),
    },
    "survey_answer": {
        "question_id": N_("Question"), "choice_id": N_("Choice"), "value": N_("Value"), "text": N_("In their words"),
    },
    "solidarity_request": {"season_id": N_("Season")},
    "conversation": {
        "whom": N_("Is a"), "way": N_("How"), "stated": N_("Reason as stated"), "assessed": N_("Cause as assessed"),
    },
    "prospect": {"stage": N_("Stage")},
}  # fmt: skip
#: Why somebody does not join or renew, in the words of listening.
_REASONS = {
    "cost": N_("Cannot afford it"), "value": N_("Does not see the value"), "distance": N_("Nothing near them"),
    "interest": N_("Not interested in professional development"), "time": N_("No time"),
    "moved": N_("Moved or left the field"), "employer": N_("Employer stopped paying"), "forgot": N_("Forgot"),
    "other": N_("Other"),
}  # fmt: skip
#: Table and column → what its keys mean, in the own words of the feature whose table it is.
_KEYS = {
    ("levy", "kind"): {
        "event": N_("Event"), "fine": N_("Fine"), "journal": N_("Journal"), "other": N_("Other"),
    },
    ("reminder", "channel"): {
        "letter": N_("Letters"), "hand": N_("Hand delivery"), "message": N_("Telephone messages"),
        "email": N_("E-mail"),
    },
    ("conversation", "stated"): _REASONS,
    ("conversation", "assessed"): _REASONS,
    ("conversation", "whom"): {
        "member": N_("Member"), "possible": N_("Possible member"), "lapsed": N_("Former member"),
        "colleague": N_("Colleague"), "board": N_("Board"), "other": N_("Other"),
    },
    ("conversation", "way"): {
        "visit": N_("Visit"), "phone": N_("Phone"), "letter": N_("Letter"), "meeting": N_("Meeting"),
        "email": N_("E-mail"), "other": N_("Other"),
    },
    ("prospect", "stage"): {
        "known": N_("Known"), "invited": N_("Invited"), "applied": N_("Applied"), "declined": N_("Declined"),
    },
}  # fmt: skip
#: Texts that stand for something: a code of a country, a kind, a number to dial.
_WORDED = {
    ("member", "kind"), ("member", "country"), ("member", "languages"), ("member", "library_kind"),
    ("phone", "number"), ("contact_person", "phone"), ("contact_person", "role"),
}  # fmt: skip
_HIDDEN = {"id", "position", "grace_until", "copy_number", "about_table", "about_id"}


def disclosure(held: Held, language: str) -> bytes:
    """The PDF of everything held on a member, in a language."""
    with speaking(language):
        conventions = the_association().conventions_in(language)
        paper = FlowingPaper(
            _("What is kept on {name}").format(name=held.name), letterhead(language), language
        )
        paper.paragraph(
            _(
                "This is everything that the association's file holds on {day}, as it is written there."
            ).format(day=conventions.date(held.made_on, "long"))
        )
        for table, rows in held.tables.items():
            paper.heading(_(_HEADINGS[table]) if table in _HEADINGS else table)
            for row in rows:
                paper.pairs(list(_pairs(table, row, held, conventions)))
        if held.photos:
            paper.heading(_("Photo"))
            paper.paragraph(_("A photo is kept. It is in the JSON file, or can be seen at the office."))
        _write_others(paper, held)
        _write_history(paper, held, conventions)
        return paper.finish()


def _pairs(
    table: str, row: dict[str, Any], held: Held, conventions: Conventions
) -> Iterator[tuple[str, str]]:
    names = {**FIELD_NAMES.get(table, {}), **_COLUMNS.get(table, {})}
    owner = record_classes()[table].owner
    if table == "custom_value":
        field = CustomField.get_by_id(row["field_id"])
        yield field.name, custom_value_in_words(field, row["value"], conventions)
        return
    for column, value in row.items():
        if column in _HIDDEN or column == owner or value in (None, ""):
            continue
        caption = _(names[column]) if column in names else column
        yield caption, _value(table, column, value, held, conventions)


def _value(table: str, column: str, value: Any, held: Held, conventions: Conventions) -> str:
    if column == "photo_id":
        return _("yes")
    if column == "purpose":
        return _(PURPOSES.get(value, value))
    if name := held.names.get((table, column, value)):
        return name
    if (table, column) in _KEYS:
        return _(_KEYS[table, column].get(value, value))
    if isinstance(value, str) and (table, column) not in _WORDED and not _is_day(column):
        return value
    return Wording(conventions).value(column, value, table)


def _is_day(column: str) -> bool:
    return column.endswith(("_on", "_date", "_since", "_until"))


def _write_others(paper: FlowingPaper, held: Held) -> None:
    told = []
    if n := sum(held.pointing.values()):
        told.append(
            ngettext(
                "{n} record of others points to this one.", "{n} records of others point to this one.", n
            ).format(n=n)
        )
    for kind, where in held.mentioned:
        on_page = where or _("the page of another member")
        sentence = _("Contact person on: {where}") if kind == "contact" else _("Mentioned on: {where}")
        told.append(sentence.format(where=on_page))
    if told:
        paper.heading(_("Elsewhere in the file"))
        for sentence in told:
            paper.point(sentence)


def _write_history(paper: FlowingPaper, held: Held, conventions: Conventions) -> None:
    paper.heading(_("History"))
    for told in tell(disclosed_history(held.member_id), conventions):
        paper.pairs(
            [(f"{conventions.date(told.at.date())} {told.at:%H:%M}", "\n".join((told.label, *told.lines)))]
        )
