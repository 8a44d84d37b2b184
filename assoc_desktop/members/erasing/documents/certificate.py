"""The certificate that a person was erased: the last place that has the name, and not kept in the file."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import letterhead
from assoc_desktop.language import _, ngettext, speaking
from assoc_desktop.members.erasing.rules.applying import Erased
from assoc_desktop.members.erasing.rules.backups import told_backups
from assoc_desktop.members.erasing.rules.planning import Plan
from assoc_desktop.pdf.flowing import FlowingPaper, Letterhead, day_and_place
from assoc_desktop.storage.backup import Backup


@dataclass(frozen=True)
class Certified:
    """What a certificate says; every text in the receiver's language.

    Attributes:
        goes, stays: sentences of the dry run.
        backups: sentences on the backups that still hold the person.
        elsewhere: how many places on other pages were changed.
    """

    name: str
    day: str
    town: str
    goes: Sequence[str]
    stays: Sequence[str]
    backups: Sequence[str] = ()
    elsewhere: str = ""


def certificate(told: Certified, letterhead: Letterhead, language: str) -> bytes:
    """The PDF of a certificate, in its receiver's language."""
    with speaking(language):
        paper = FlowingPaper(_("Certificate of erasure"), letterhead, language)
        paper.paragraph(
            _("{association} confirms that on {day} it erased what it held on").format(
                association=letterhead.name, day=told.day
            )
        )
        paper.heading(told.name)
        paper.heading(_("What was erased"))
        for sentence in (*told.goes, *filter(None, (told.elsewhere,))):
            paper.point(sentence)
        paper.heading(_("What is kept without a name, and why"))
        for sentence in told.stays:
            paper.point(sentence)
        if told.backups:
            paper.heading(_("Backups"))
            for sentence in told.backups:
                paper.point(sentence)
        paper.signature(
            day_and_place(told.town, told.day), _("For the association: name, function, signature")
        )
        paper.paragraph(
            _("This paper is the last one with the name. No copy of it is kept in the association's file."),
            small=True,
        )
        return paper.finish()


def certificate_of(plan: Plan, done: Erased, backups: Sequence[Backup], *, today: datetime.date) -> bytes:
    """The certificate of what was just done, from the dry run before it.

    Args:
        backups: those that still hold the person.
    """
    association = the_association()
    conventions = association.conventions_in(plan.language)
    with speaking(plan.language):
        told = Certified(
            name=plan.name,
            day=conventions.date(today, "long"),
            town=association.town,
            goes=plan.paper_goes,
            stays=plan.paper_stays,
            backups=told_backups(backups, conventions),
            elsewhere=_told_elsewhere(done.mentions),
        )
    return certificate(told, letterhead(plan.language), plan.language)


def _told_elsewhere(n: int) -> str:
    if not n:
        return ""
    sentence = ngettext("{n} mention on the pages of others", "{n} mentions on the pages of others", n)
    return sentence.format(n=n)
