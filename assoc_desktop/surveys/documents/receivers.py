"""For whom forms are printed, and in which language."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.association.records import the_association
from assoc_desktop.language import LANGUAGES
from assoc_desktop.members.records import full_name
from assoc_desktop.storage.database import database
from assoc_desktop.surveys.asking import codes_drawn, invited
from assoc_desktop.surveys.records import Survey
from assoc_desktop.surveys.tokens import draw_tokens


@dataclass(frozen=True)
class Form:
    """One form to print.

    Attributes:
        name, number: of the member; empty without names.
        code: what allows one answer; empty unless the survey has codes.
    """

    language: str
    name: str = ""
    number: str = ""
    code: str = ""


_SQL = """
    SELECT id, coalesce(number, ''), kind, name, family_name, given_name, languages FROM member
    WHERE id IN (SELECT value FROM json_each(?))
"""


def forms_for(survey: Survey, member_ids: Sequence[int] | None = None) -> list[Form]:
    """The forms with names, in the order in which letters are carried; without names, as many, in no order.

    Args:
        member_ids: some of those who were asked; None for all. Only with names.
    """
    ids = invited(survey) if member_ids is None else list(member_ids)
    otherwise = the_association().language
    found = {}
    for row in database.execute_sql(_SQL, (json.dumps(ids),)):
        member_id, number, kind, name, family, given, languages = row
        spoken = (each.strip()[:2] for each in languages.split(","))
        language = next((each for each in spoken if each in LANGUAGES), otherwise)
        found[member_id] = Form(language, full_name(kind, name, family, given), number)
    forms = [found[each] for each in ids if each in found]
    if survey.mode == "named":
        return forms
    # Handed out at random: neither a name nor a place in the pile says whose a form is, but its language does not either.
    forms = [Form(form.language) for form in forms]
    return sorted(forms, key=lambda form: form.language)


def forms_with_codes(survey: Survey, *, anew: bool = False) -> list[Form]:
    """One form with a new code for each who was asked and has none yet; the codes are nowhere else than here.

    Args:
        anew: codes that nobody used hold no longer, and all who may still answer get a new one.

    Raises:
        Refused: the survey is not open; see `draw_tokens`.
    """
    forms = forms_for(survey)
    used = _used(survey)
    missing = len(forms) - (used if anew else codes_drawn(survey))
    codes = draw_tokens(survey, max(0, missing), anew=anew)
    # Which of the languages were answered in is not known, so the share of each stays as it is.
    chosen = forms if missing >= len(forms) else secrets.SystemRandom().sample(forms, max(0, missing))
    chosen = sorted(chosen, key=lambda form: form.language)
    return [Form(form.language, code=code) for form, code in zip(chosen, codes, strict=True)]


def _used(survey: Survey) -> int:
    sql = "SELECT count(*) FROM survey_token WHERE survey_id = ? AND used"
    return int(database.execute_sql(sql, (survey.id,)).fetchone()[0])
