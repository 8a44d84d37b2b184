"""Texts to copy into telephone messages, and drafts of e-mails."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from assoc_desktop.association.records import the_association
from assoc_desktop.language import _, speaking
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.treasury.reminders.arrears import Debt
from assoc_desktop.treasury.reminders.grouping import Letter
from assoc_desktop.treasury.reminders.levels import filled, spoken
from assoc_desktop.treasury.reminders.planning import Round
from assoc_desktop.treasury.reminders.receivers import Receiver, receivers_of, values_for

_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Message:
    """A text for a telephone. Without numbers there is none, or calls are refused."""

    receiver: Receiver
    numbers: tuple[str, ...]
    text: str


def messages(planned: Round) -> list[Message]:
    """A text for each receiver, in the receiver's language, in the order of the letters."""
    association = the_association()
    known = receivers_of(planned, association)
    found = []
    for letter in planned.letters:
        receiver = known[letter.receiver_id]
        say = association.conventions_in(receiver.language)
        with speaking(receiver.language):
            values = values_for(letter, planned, known, association.name, say)
            text = filled(spoken(planned.level).short_text, values)
        found.append(Message(receiver, tuple(say.phone(each) for each in receiver.phones), text))
    return found


@dataclass(frozen=True)
class Draft:
    """An e-mail that a person sends: the name of its file, and what it holds."""

    name: str
    content: bytes


def drafts(planned: Round) -> tuple[list[Draft], list[Receiver]]:
    """The drafts of a round, and who gets none: without an address, or they refuse e-mail."""
    association = the_association()
    known = receivers_of(planned, association)
    made: list[Draft] = []
    without: list[Receiver] = []
    for place, letter in enumerate(planned.letters, 1):
        receiver = known[letter.receiver_id]
        if not receiver.emails:
            without.append(receiver)
            continue
        name = _NOT_IN_NAMES.sub("-", receiver.name).strip("-.")[:_LONGEST_NAME]
        made.append(Draft(f"{place:04} {name}.eml".replace(" ", "-"), _draft(letter, planned, known)))
    return made, without


def _debt_line(debt: Debt, letter: Letter, known: dict[int, Receiver], say: Conventions) -> str:
    """A debt in words; with the name of whose it is, unless it can only be the receiver's."""
    words = " · ".join(filter(None, (debt.text, debt.category)))
    if letter.people != [letter.receiver_id]:
        words = _("{name}: {what}").format(name=known[debt.member_id].name, what=words)
    return _("{name}: {amount}").format(name=words, amount=say.money(debt.amount))


def _draft(letter: Letter, planned: Round, known: dict[int, Receiver]) -> bytes:
    from assoc_desktop.treasury.reminders.documents.paying import ways_to_pay

    association = the_association()
    receiver = known[letter.receiver_id]
    say = association.conventions_in(receiver.language)
    with speaking(receiver.language):
        level = spoken(planned.level)
        values = values_for(letter, planned, known, association.name, say)
        subject, text = filled(level.subject, values), filled(level.text, values)
        lines = [_debt_line(debt, letter, known, say) for debt in letter.debts]
        body = "\n".join([text, "", *lines, "", *ways_to_pay(receiver.number), "", association.name, ""])
    mail = EmailMessage(policy=SMTP)
    mail["To"] = receiver.emails[0]
    if association.email:
        mail["From"] = association.email
    mail["Subject"] = " ".join(subject.split())
    # Mail programs open such a file as a draft, ready to be sent.
    mail["X-Unsent"] = "1"
    mail.set_content(body)
    return bytes(mail)
