"""A survey with every kind of question, and forms that answer it."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import open_file
from assoc_desktop.storage.history import operation
from assoc_desktop.surveys.answering import save_response
from assoc_desktop.surveys.building import Choice, Question, Section, new_survey, open_survey
from assoc_desktop.surveys.records import Survey
from tests.conftest import TODAY

CATEGORIES = ("Individual", "Student", "Institution", "Honorary")


def sections(*, grouped: bool = True) -> list[Section]:
    """Ten questions in two sections; A1 must be answered. A2 asks for the category where there are no names."""
    group = Question(
        "one", "Your category", "Votre catégorie", asks="group:category" if grouped else "",
        choices=tuple(Choice(name, name) for name in CATEGORIES),
    )  # fmt: skip
    topics = tuple(Choice(f"Topic {n}", f"Thème {n}") for n in range(1, 5))
    return [
        Section("Services", "Services", (
            Question("rating", "How good is our help?", "Notre aide est-elle bonne ?", required=True), group,
            Question("yes_no", "Did you come?", "Êtes-vous venu ?"),
            Question("several", "What shall we teach?", "Que faut-il enseigner ?", choices=topics),
            Question("recommend", "Would you recommend us?", "Nous recommanderiez-vous ?"),
        )),
        Section("You", "Vous", (
            Question("number", "Hours a week", "Heures par semaine"),
            Question("date", "First day", "Premier jour"),
            Question("text", "What would you change?", "Que changeriez-vous ?"),
            Question("rating", "How good is our room?", "Notre salle est-elle bonne ?"),
        )),
    ]  # fmt: skip


def open_sample(mode: str = "anonymous", name: str = "Joining") -> Survey:
    """The survey, open: A1 rating, A2 category, A3 yes or no, A4 several, A5 recommendation, B1 number, B2 date,
    B3 text, B4 rating."""
    survey = new_survey(
        name,
        mode,
        title_en="Joining us",
        title_fr="Nous rejoindre",
        sections=sections(grouped=mode != "named"),
    )
    return open_survey(survey, TODAY)


def form(chance: random.Random) -> dict[str, Any]:
    """What one form says, by code, as it is typed; some questions are left open."""
    full = {
        "A1": str(chance.randint(1, 5)),
        "A2": str(chance.choices(range(1, 5), (30, 18, 9, 3))[0]),
        "A3": chance.choice("yn"),
        "A4": "".join(sorted(chance.sample("1234", chance.randint(1, 3)))),
        "A5": str(chance.randint(0, 10)),
        "B1": str(chance.randint(0, 40)),
        "B2": f"{chance.randint(1, 28):02}/03/2026",
        "B3": chance.choice(["more light", "nothing", "<b>more</b> & less", "=1+1"]),
        "B4": str(chance.randint(1, 5)),
    }
    return {code: typed for code, typed in full.items() if code == "A1" or chance.random() > 0.1}


def filled_copy(founded: Path, folder: Path, *, forms: int, seed: int) -> Path:
    """A copy of the association with the survey of `open_sample`, which so many forms answer."""
    path = shutil.copy(founded, folder / "example.assoc")
    with open_file(path, SCHEMA):
        survey, chance = open_sample(), random.Random(seed)
        with operation("Type in forms"):
            for _n in range(forms):
                save_response(survey, form(chance), today=TODAY)
    return path
