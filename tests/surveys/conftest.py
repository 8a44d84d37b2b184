"""Surveys in an open file of an association with a few members."""

import shutil

import pytest

from assoc_desktop.members.data import MemberData
from assoc_desktop.members.rules import save_member
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.database import database
from assoc_desktop.storage.file import open_file
from assoc_desktop.storage.history import operation
from assoc_desktop.surveys.building import Choice, Question, Section, new_survey
from tests.conftest import TODAY
from tests.members.conftest import conventions, desk, founded, save

__all__ = ("conventions", "desk", "founded", "save")

HOSTILE = "<b>&amp;</b> “quotes” %s {name} \u202e𝔘ñí 很长 'x'; DROP TABLE survey; --"
SECTIONS = (
    Section(
        "Joining", "Adhérer",
        (
            Question("rating", "How was joining?", "Comment s’est passée l’adhésion ?", required=True),
            Question("yes_no", "Would you join again?", "Adhéreriez-vous de nouveau ?"),
            Question(
                "several", "What do you use?", "Qu’utilisez-vous ?",
                choices=(Choice("Training", "Formation"), Choice("Loans", "Prêts"), Choice("News", "Nouvelles")),
            ),
        ),
    ),
    Section(
        "The rest", "Le reste",
        (
            Question("recommend", "Would you recommend us?", "Nous recommanderiez-vous ?"),
            Question(
                "one", "Which day?", "Quel jour ?", choices=(Choice("Monday", "Lundi"), Choice("Friday", "Vendredi"))
            ),
            Question("number", "How many books?", "Combien de livres ?"),
            Question("date", "Since when?", "Depuis quand ?"),
            Question("text", "Anything else?", "Autre chose ?"),
        ),
    ),
)  # fmt: skip


def make_survey(name="Joining 2026", mode="anonymous", sections=SECTIONS):
    """A survey in preparation, with every kind of question."""
    return new_survey(name, mode, title_en=name, title_fr=f"{name} (fr)", sections=sections)


@pytest.fixture
def file(founded, tmp_path):
    """A copy of the new association, open; nothing waits for the disk, because no test here cuts the power."""
    with open_file(shutil.copy(founded, tmp_path / "example.assoc"), SCHEMA) as opened:
        database.execute_sql("PRAGMA synchronous = OFF")
        yield opened


@pytest.fixture
def survey(file):
    """An anonymous survey with every kind of question, in preparation."""
    return make_survey()


@pytest.fixture
def make_members(file, conventions):
    """Make persons in two towns; gives their ids."""

    def make(count, **fields):
        fields = {"joined_on": TODAY} | fields
        with operation("Add members"):
            return [
                save_member(
                    MemberData(
                        family_name=f"Kwam{number}", given_name="Awa", town=("Yaoundé", "Douala")[number % 2], **fields
                    ),
                    today=TODAY,
                    conventions=conventions,
                ).id
                for number in range(count)
            ]  # fmt: skip

    return make
