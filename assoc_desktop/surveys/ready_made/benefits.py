"""The review of benefits and categories: made for those that are put to members."""

from __future__ import annotations

from collections.abc import Sequence

from assoc_desktop.language import N_
from assoc_desktop.surveys.building import Question
from assoc_desktop.surveys.building.checking import LONGEST_TEXT
from assoc_desktop.surveys.ready_made.model import ReadyMade, ask, french, rating, section, words

#: Benefit or category: id and name.
Named = tuple[int, str]
_NAME = LONGEST_TEXT - 150


def benefits_review(benefits: Sequence[Named], categories: Sequence[Named]) -> ReadyMade:
    """The survey for a round of review.

    Args:
        benefits: those that are put to members; what is said of each stands under `asks` “benefit:ID”.
        categories: likewise, “category:ID”.
    """
    parts = [
        section(
            "Benefits: how much is each worth to you?",
            "Les avantages : que vaut chacun pour vous ?",
            *(_of_benefit(each) for each in benefits),
        ),
        section(
            "Categories: is what each gives worth its dues?",
            "Les catégories : ce que chacune donne vaut-il sa cotisation ?",
            *(_of_category(each) for each in categories),
        ),
        _WISHES,
        _ALL_IN_ALL,
    ]
    return ReadyMade(
        "benefits",
        N_("Review of benefits and categories"),
        N_("What each benefit is worth to members, whether the categories fit, and what is missing."),
        "anonymous",
        "What should your dues buy?",
        french("Que doit vous apporter votre cotisation ?"),
        "Rate only what you know, and leave the rest empty. We decide on benefits and categories with your answers.",
        french(
            "Ne notez que ce que vous connaissez et laissez le reste vide. Vos réponses nous servent à décider des "
            "avantages et des catégories."
        ),
        tuple(part for part in parts if part.questions),
    )


def _of_benefit(benefit: Named) -> Question:
    name = benefit[1][:_NAME]
    return rating(
        f"{name}: this is worth having.", f"{name} : cela m’est utile.", asks=f"benefit:{benefit[0]}"
    )


def _of_category(category: Named) -> Question:
    name = category[1][:_NAME]
    return rating(
        f"{name}: what it gives is worth its dues.",
        f"{name} : ce qu’elle donne vaut sa cotisation.",
        asks=f"category:{category[0]}",
    )


_WISHES = section(
    "What is missing",
    "Ce qui manque",
    ask(
        "several",
        "What would be worth most to you?",
        "Qu’est-ce qui vous serait le plus utile ?",
        ("Training nearby", "Des formations près de chez moi"),
        ("Lower prices with partners", "Des remises chez des partenaires"),
        ("Publications and documents", "Des publications et des documents"),
        ("Meeting colleagues", "Rencontrer des collègues"),
        ("Advice and legal help", "Des conseils et une aide juridique"),
        ("Help with the cost of travel", "Une aide aux frais de voyage"),
        ("Something else", "Autre chose"),
    ),
    words("Which benefit should be new?", "Quel nouvel avantage souhaitez-vous ?"),
    words("Which could go?", "Lequel pourrait disparaître ?"),
)

_ALL_IN_ALL = section(
    "All in all",
    "En somme",
    rating("My category suits me.", "Ma catégorie me convient."),
    rating("Membership is worth its price.", "L’adhésion vaut son prix."),
    ask(
        "recommend",
        "How likely are you to recommend us to a colleague?",
        "Nous recommanderiez-vous à un collègue ?",
    ),
)
