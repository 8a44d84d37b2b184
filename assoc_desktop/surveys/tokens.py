"""Codes that allow one anonymous answer each: drawn by chance, printed at once, and known to nobody afterwards.

The file keeps only digests. Rows of tokens and of anonymous answers have ids drawn at random: ids that follow the clock,
or the order in which forms were printed, would pair them with the people who were asked.
"""

from __future__ import annotations

import hashlib
import secrets

from assoc_desktop.language import N_, _
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import Document, operation
from assoc_desktop.surveys.records import Survey, SurveyToken

#: Without letters and digits that are taken for one another in handwriting or bad print.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_SIGNS, _GROUP = 12, 4


def random_ids(count: int) -> list[int]:
    """Ids that tell neither when nor in which order rows were written: 63 bits drawn at random."""
    return [secrets.randbelow(2**63 - 1) + 1 for _each in range(count)]


def digest_of(typed: str) -> str:
    """What is kept of a code, however it is typed: spaces, hyphens and small letters do not matter."""
    plain = "".join(sign for sign in typed.upper() if sign.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def draw_tokens(survey: Survey, count: int, *, anew: bool = False) -> list[str]:
    """Draw that many new codes for a survey and keep their digests; the codes themselves are not kept.

    Args:
        anew: codes that nobody used yet hold no longer, because their forms were lost or spoiled.

    Raises:
        Refused: the survey is none with codes, or takes no answers.
    """
    if survey.mode != "token" or survey.state != "open":
        raise Refused(_("Codes are drawn for an open survey whose answers need one."))
    codes = [_draw() for _each in range(count)]
    one, many = N_("Draw a code for {name}"), N_("Draw {n} codes for {name}")
    if anew:
        one, many = N_("Draw a code anew for {name}"), N_("Draw {n} codes anew for {name}")
    label = one if count == 1 else many
    with operation(label, undoable=False, n=count, name=survey.name) as running:
        # Drawn for one more member alone, a code would be known for theirs: the history tells none.
        running.censor = forget_codes
        rows = [
            (row_id, survey.id, digest_of(code), 0)
            for row_id, code in zip(random_ids(count), codes, strict=True)
        ]
        if anew:
            SurveyToken.delete().where(SurveyToken.survey == survey, ~SurveyToken.used).execute()
        secrets.SystemRandom().shuffle(rows)
        database.connection().cursor().executemany(
            "INSERT INTO survey_token (id, survey_id, digest, used) VALUES (?, ?, ?, ?)", rows
        )
    secrets.SystemRandom().shuffle(codes)
    return codes


def forget_codes(document: Document) -> None:
    """Take the codes out of a part of the history."""
    document.pop("survey_token", None)


def _draw() -> str:
    signs = "".join(secrets.choice(ALPHABET) for _each in range(_SIGNS))
    return "-".join(signs[start : start + _GROUP] for start in range(0, _SIGNS, _GROUP))


def usable_token(survey: Survey, typed: str) -> SurveyToken:
    """The token of a code that was typed in, as long as nobody answered with it.

    Raises:
        Refused: the code is none of this survey, or was used.
    """
    found = SurveyToken.get_or_none((SurveyToken.survey == survey) & (SurveyToken.digest == digest_of(typed)))
    if found is None:
        raise Refused(
            _("The code {code} is none of this survey. Compare it with the form.").format(code=typed.strip())
        )
    if found.used:
        raise Refused(
            _("The code {code} was used already: each allows one answer.").format(code=typed.strip())
        )
    return found
