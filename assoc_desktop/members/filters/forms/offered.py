"""What a line of a filter offers: fields, seasons, and the values a choice has. Read once for a page."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from assoc_desktop.association.records import Season, seasons
from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.language.folding import fold
from assoc_desktop.language.names import country_names
from assoc_desktop.members.filters.fields import CHAPTERS, OWN_FIELD, Field
from assoc_desktop.members.filters.model import ANY_SEASON, Condition, Ref
from assoc_desktop.members.filters.queries import known_texts, used_codes
from assoc_desktop.members.filters.telling import SEASON_WORDS
from assoc_desktop.members.memberships import categories
from assoc_desktop.members.records import CustomField, Tag

#: Key of a field, and the id of one's own.
FieldKey = tuple[str, int]


class Offered:
    """The choices of a page, in the language of the screen."""

    def __init__(self, conventions: Conventions) -> None:
        self.conventions = conventions
        self._texts: dict[str, list[str]] = {}

    @cached_property
    def fields(self) -> list[tuple[FieldKey, str]]:
        """Every field that can be asked about, under headings; then those of one's own.

        The key of a heading begins with an empty text.
        """
        known: list[tuple[FieldKey, str]] = []
        for place, (heading, chapter) in enumerate(CHAPTERS.items()):
            known.append((("", place), _(heading)))
            known += [((key, 0), _(field.label)) for key, field in chapter.items()]
        own = [
            ((OWN_FIELD, each.id), _("{name} (your own field)").format(name=each.name))
            for each in self.own.values()
            if not each.archived
        ]
        return [*known, *own]

    @cached_property
    def own(self) -> dict[int, CustomField]:
        """Id → field of one's own, those in the archive too."""
        return {each.id: each for each in CustomField.select().order_by(CustomField.position)}

    @cached_property
    def seasons(self) -> list[tuple[Ref, str]]:
        """Seasons that follow the calendar, then those of the file."""
        by_calendar = [(Ref(key), _(words)) for key, words in SEASON_WORDS.items()]
        return [*by_calendar, *((Ref(each.id, each.label), each.label) for each in self._known_seasons)]

    @cached_property
    def _known_seasons(self) -> list[Season]:
        return list(seasons())

    def texts(self, key: str) -> list[str]:
        """What members have in a text field, to complete what is typed."""
        if key not in self._texts:
            self._texts[key] = known_texts(key)
        return self._texts[key]

    def values(self, field: Field, condition: Condition) -> list[tuple[Any, str]]:
        """What a choice of a field offers: (value, word)."""
        if field.of == "tag":
            return [(Ref(each.id, each.name), each.name) for each in Tag.select().order_by(Tag.folded)]
        if field.of == "season":
            return [(ref, words) for ref, words in self.seasons if ref.id != ANY_SEASON]
        if field.of == "category":
            return [(Ref(each.id, each.name), each.name) for each in categories(archived=True)]
        if field.words:
            return [(key, _(word)) for key, word in field.words.items()]
        if condition.field == "country":
            return _used_first("country", country_names())
        if condition.field == "languages":
            languages = self.conventions.locale.languages
            names = {code: str(name) for code, name in languages.items() if code.isalpha()}
            return _used_first("languages", names)
        own = self.own.get(condition.about.id) if condition.about else None
        return [(choice, choice) for choice in own.choices.splitlines()] if own else []


def _used_first(key: str, names: dict[str, str]) -> list[tuple[Any, str]]:
    """Codes and names in alphabetical order, those that members have before the others."""
    used = used_codes(key)
    return sorted(names.items(), key=lambda pair: (pair[0] not in used, fold(pair[1])))
