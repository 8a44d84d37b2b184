"""The culture of the association: trust, open communication, shared knowledge, celebration, open decisions, no blame."""

from __future__ import annotations

from assoc_desktop.language import N_
from assoc_desktop.surveys.ready_made.model import ReadyMade, ask, french, rating, section, words

CULTURE = ReadyMade(
    "culture",
    N_("Culture of the association"),
    N_(
        "Trust, open communication, shared knowledge, celebration, open decisions, and learning without blame."
    ),
    "token",
    "How we work together",
    "Comment nous travaillons ensemble",
    "Nobody learns who said what. Answer as it is, not as it should be.",
    french("Personne ne saura qui a dit quoi. Répondez ce qui est, non ce qui devrait être."),
    (
        section(
            "Trust",
            "La confiance",
            rating("People here keep what they promise.", "Ici, chacun tient ce qu'il promet."),
            rating("I can ask for help without embarrassment.", "Je peux demander de l'aide sans gêne."),
            rating("The board acts for all members.", "Le bureau agit pour tous les membres."),
        ),
        section(
            "Open communication",
            "La parole ouverte",
            rating("I learn in time what concerns me.", "J'apprends à temps ce qui me concerne."),
            rating("I can say openly when I disagree.", "Je peux dire ouvertement mon désaccord."),
            rating("What I say is listened to.", "On écoute ce que je dis."),
        ),
        section(
            "Shared knowledge",
            "Le savoir partagé",
            rating("We share what we know with one another.", "Nous partageons ce que nous savons."),
            rating(
                "What one person knows stays when they leave.",
                "Ce que sait une personne reste quand elle part.",
            ),
        ),
        section(
            "Celebration",
            "La reconnaissance",
            rating("What succeeds is celebrated.", "Ce qui réussit est fêté."),
            rating("Work done for us is thanked for.", "Le travail accompli pour nous est remercié."),
        ),
        section(
            "Open decisions",
            "Les décisions ouvertes",
            rating("I know how decisions are made.", "Je sais comment les décisions sont prises."),
            rating(
                "Reasons are given for decisions, also for those I do not like.",
                "Les décisions sont expliquées, même celles qui ne me plaisent pas.",
            ),
            rating("I can have a part in decisions.", "Je peux prendre part aux décisions."),
        ),
        section(
            "Learning, not blaming",
            "Apprendre sans accuser",
            rating(
                "After a mistake we look for its cause, and not for a culprit.",
                "Après une erreur, nous cherchons la cause et non un coupable.",
            ),
            rating("I can admit a mistake without fear.", "Je peux avouer une erreur sans crainte."),
        ),
        section(
            "In your words",
            "Avec vos mots",
            ask(
                "recommend",
                "How likely are you to advise a colleague to take part here?",
                "Conseilleriez-vous à un collègue de participer ici ?",
            ),
            words("What do we do well together?", "Que faisons-nous bien ensemble ?"),
            words("What stands in the way?", "Qu'est-ce qui nous freine ?"),
        ),
    ),
)
