"""Satisfaction with joining, services and support."""

from __future__ import annotations

from assoc_desktop.language import N_
from assoc_desktop.surveys.ready_made.model import ReadyMade, ask, french, rating, section, words

#: Why somebody does not go on; the keys are those of the reasons in conversations.
_REASONS = (
    ("I cannot afford it", "Je ne peux pas la payer", "cost"),
    ("I do not see what it gives me", "Je ne vois pas ce qu'elle m'apporte", "value"),
    ("There is nothing near me", "Il n'y a rien près de chez moi", "distance"),
    ("I have no time", "Je n'ai pas le temps", "time"),
    ("I leave the field, or move away", "Je quitte le métier ou la région", "moved"),
    ("My employer no longer pays", "Mon employeur ne paie plus", "employer"),
    ("Another reason", "Une autre raison", "other"),
)

JOINING = ReadyMade(
    "joining",
    N_("Satisfaction with joining, services and support"),
    N_("How joining went, what our services are worth to members, whether help comes when it is needed."),
    "named",
    "How satisfied are you with us?",
    french("Êtes-vous satisfait de nous ?"),
    "It takes five minutes. Say what you think: it helps us to do better.",
    french("Cela prend cinq minutes. Dites ce que vous pensez : cela nous aide à faire mieux."),
    (
        section(
            "Joining",
            "L'adhésion",
            rating("Joining was simple.", "Il a été simple d'adhérer."),
            rating(
                "I knew beforehand what I would get for my dues.",
                "Je savais d'avance ce que ma cotisation m'apporterait.",
            ),
            rating(
                "I was well received when I joined.",
                "On m'a bien accueilli quand j'ai adhéré.",
            ),
            ask(
                "one",
                "How did you hear of us?",
                "Comment nous avez-vous connus ?",
                ("From a colleague", "Par un collègue"),
                ("From my employer", "Par mon employeur"),
                ("At a meeting or a training", "Lors d'une réunion ou d'une formation"),
                ("From the press or the internet", "Par la presse ou par internet"),
                ("Otherwise", "Autrement"),
            ),
            words("What would have made joining easier?", "Qu'est-ce qui aurait facilité votre adhésion ?"),
        ),
        section(
            "Services",
            "Les services",
            rating("I am satisfied with our training.", "Je suis satisfait de nos formations."),
            rating(
                "Our news and publications are useful to me.",
                "Nos nouvelles et publications me sont utiles.",
            ),
            rating("Our meetings are worth coming to.", "Nos rencontres valent le déplacement."),
            rating("Membership is worth its price.", "L'adhésion vaut son prix.", required=True),
            words("Which service do you miss?", "Quel service vous manque-t-il ?"),
        ),
        section(
            "Support",
            "L'aide",
            ask(
                "yes_no",
                "Did you ask us for something in the last twelve months?",
                "Nous avez-vous demandé quelque chose ces douze derniers mois ?",
            ),
            rating("If so: the answer came soon.", "Si oui : la réponse est venue vite."),
            rating("If so: the answer helped me.", "Si oui : la réponse m'a aidé."),
        ),
        section(
            "All in all",
            "En somme",
            ask(
                "recommend",
                "How likely are you to recommend us to a colleague?",
                "Nous recommanderiez-vous à un collègue ?",
                required=True,
            ),
            ask("yes_no", "Will you renew your membership?", "Renouvellerez-vous votre adhésion ?"),
            ask("several", "If not: why?", "Si non : pourquoi ?", *_REASONS),
            words("What should we change first?", "Que devrions-nous changer en premier ?"),
        ),
    ),
)
