"""What participants say at the end of a workshop."""

from __future__ import annotations

from assoc_desktop.language import N_
from assoc_desktop.surveys.ready_made.model import ReadyMade, ask, french, rating, section, words

WORKSHOP = ReadyMade(
    "workshop",
    N_("Evaluation of a workshop"),
    N_("What participants say at the end of a training: content, trainer, place, and what they will use."),
    "anonymous",
    "What did you think of the workshop?",
    french("Que pensez-vous de l’atelier ?"),
    "Please fill this in before you leave. Your name is not asked.",
    french("Merci de remplir cette feuille avant de partir. Votre nom n’est pas demandé."),
    (
        section(
            "Content",
            "Le contenu",
            rating("I learned what I came for.", "J'ai appris ce que je suis venu apprendre.", required=True),
            rating("The level was right for me.", "Le niveau me convenait."),
            rating("There was enough practice.", "Il y a eu assez de pratique."),
            rating("The documents are useful.", "Les documents sont utiles."),
        ),
        section(
            "The trainer",
            "Le formateur",
            rating("The trainer knew the subject.", "Le formateur connaissait son sujet."),
            rating("Things were explained clearly.", "Les explications étaient claires."),
            rating("My questions were answered.", "Mes questions ont reçu une réponse."),
        ),
        section(
            "Place and time",
            "Le lieu et la durée",
            rating("The place suited the work.", "Le lieu convenait au travail."),
            ask(
                "one",
                "The time was",
                "La durée était",
                ("too short", "trop courte"),
                ("right", "bonne"),
                ("too long", "trop longue"),
            ),
        ),
        section(
            "Afterwards",
            "Et après",
            ask(
                "yes_no",
                "Will you use what you learned in your work?",
                "Utiliserez-vous dans votre travail ce que vous avez appris ?",
            ),
            words("What will you do first?", "Que ferez-vous en premier ?"),
            ask(
                "recommend",
                "How likely are you to recommend this workshop?",
                "Recommanderiez-vous cet atelier ?",
            ),
            words("What should be better next time?", "Que faudrait-il améliorer la prochaine fois ?"),
            words("Which subject should come next?", "Quel sujet traiter ensuite ?"),
        ),
    ),
)
