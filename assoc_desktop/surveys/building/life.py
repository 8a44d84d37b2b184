"""The life of a survey: opened, closed, and asked again in a further round."""

from __future__ import annotations

import datetime

from assoc_desktop.language import N_, _
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.history import operation
from assoc_desktop.surveys.building.checking import check_ready
from assoc_desktop.surveys.building.model import questions_of, sections_of, the_survey
from assoc_desktop.surveys.building.writing import new_survey
from assoc_desktop.surveys.records import Survey


def open_survey(survey: Survey | int, today: datetime.date) -> Survey:
    """Let a survey be answered: from now on its questions stand. A closed one is opened again for late forms.

    Raises:
        Refused: it is open already, or not ready; see `check_ready` and `groups.check_groups`.
    """
    record = the_survey(survey)
    if record.state == "open":
        raise Refused(_("“{name}” is open already.").format(name=record.name))
    check_ready(record)
    if record.state == "draft":
        _check_groups(record, today)
    label = N_("Open the survey {name}") if record.state == "draft" else N_("Open the survey {name} again")
    with operation(label, name=record.name):
        opened_on = record.opened_on or today
        Survey.update(state="open", opened_on=opened_on, closed_on=None).where(
            Survey.id == record.id
        ).execute()
    return the_survey(record)


def _check_groups(survey: Survey, today: datetime.date) -> None:
    # These topics read the questions themselves.
    from assoc_desktop.surveys.asking import population
    from assoc_desktop.surveys.groups import check_groups

    check_groups(survey, questions_of(survey), population(survey, today), today)


def close_survey(survey: Survey | int, today: datetime.date) -> Survey:
    """Take no more answers.

    Raises:
        Refused: it is not open.
    """
    record = the_survey(survey)
    if record.state != "open":
        raise Refused(_("“{name}” is not open.").format(name=record.name))
    with operation(N_("Close the survey {name}"), name=record.name):
        Survey.update(state="closed", closed_on=today).where(Survey.id == record.id).execute()
    return the_survey(record)


def next_round(survey: Survey | int, name: str) -> Survey:
    """Begin a further round: the same questions with the same codes, in preparation.

    Raises:
        Invalid: the name is missing or taken.
        Refused: the survey was never opened, so it may still be changed itself.
    """
    record = the_survey(survey)
    if record.state == "draft":
        raise Refused(_("“{name}” was not opened yet: change it as it is.").format(name=record.name))
    return new_survey(
        name, record.mode, made_from=record.made_from, previous=record, sections=sections_of(record),
        title_en=record.title_en, title_fr=record.title_fr, intro_en=record.intro_en, intro_fr=record.intro_fr,
    )  # fmt: skip
