"""Faces of cards from the file: what is printed for each member."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from assoc_desktop.association.records import Association, Season, the_association
from assoc_desktop.language import LANGUAGES, _, speaking
from assoc_desktop.members.cards import records
from assoc_desktop.members.cards.codes import CardClaim, sign
from assoc_desktop.members.cards.design import QR, CardDesign
from assoc_desktop.members.cards.faces import CardFace
from assoc_desktop.members.consents import refused
from assoc_desktop.members.records import INSTITUTION, CustomField
from assoc_desktop.members.telling import custom_value_in_words
from assoc_desktop.storage import attachment


def faces_for(season: Season, member_ids: Sequence[int], design: CardDesign) -> Iterator[CardFace]:
    """The cards of members for a season, in the order of the ids, read from the file some hundred at a time.

    Members who are not enrolled in the season get none (see `records.enrolled_ids`). A member who had a card
    already gets the next copy: its code says so, and the older one is known as replaced once it is marked as printed.
    Who refuses their photo gets a card without one.
    """
    filling = _Filling(season, design)
    for rows in records.face_rows(season.id, member_ids):
        yield from filling.faces(rows)


class _Filling:
    """Turns rows of the file into faces."""

    def __init__(self, season: Season, design: CardDesign) -> None:
        self._season = season
        self._design = design
        self._association: Association = the_association()
        self._without_photo = refused("photo") if design.shows_photos else set()
        self._key = bytes.fromhex(self._association.card_key)
        wanted = list(CustomField.select().where(CustomField.id.in_(design.custom_fields)))
        by_id = {field.id: field for field in wanted}
        self._custom = [by_id[field_id] for field_id in design.custom_fields if field_id in by_id]

    def faces(self, rows: Sequence[records.FaceRow]) -> Iterator[CardFace]:
        photos = self._photos(rows)
        values = records.custom_values([row.member_id for row in rows], [field.id for field in self._custom])
        for row in rows:
            language = self._language(row)
            with speaking(language):
                face = self._face(row, language, photos.get(row.member_id), values.get(row.member_id, {}))
            # Given away outside: who takes the faces goes on in the language spoken there.
            yield face

    def _photos(self, rows: Sequence[records.FaceRow]) -> dict[int, bytes]:
        """Member id → photo, of those who have one and do not refuse that it is shown."""
        if not self._design.shows_photos:
            return {}
        wanted = {
            row.member_id: row.photo for row in rows if row.photo and row.member_id not in self._without_photo
        }
        read = attachment.read_many(set(wanted.values()))
        return {member_id: read[photo] for member_id, photo in wanted.items() if photo in read}

    def _language(self, row: records.FaceRow) -> str:
        """The first language of the member's that the program speaks, else the association's."""
        spoken = [code.strip() for code in row.languages.split(",")]
        return next((code for code in spoken if code in LANGUAGES), str(self._association.language))

    def _face(
        self, row: records.FaceRow, language: str, photo: bytes | None, values: dict[int, str]
    ) -> CardFace:
        return CardFace(
            number=row.number,
            name_lines=(row.name,) if row.kind == INSTITUTION else (row.given_name, row.family_name),
            category=row.category,
            colour=row.colour,
            season=self._season.label,
            valid_until=self._until(row.ends_on, language),
            kind=row.kind,
            institution=row.employer,
            profession=row.profession,
            town=row.town,
            joined=str(row.joined_on.year) if row.joined_on and "joined" in self._design.fields else "",
            extra=self._extra(values, language) if self._custom else (),
            photo=photo,
            code=self._code(row),
            language=language,
        )

    def _until(self, day: datetime.date | None, language: str) -> str:
        return self._association.conventions_in(language).date(day) if day else _("for life")

    def _extra(self, values: dict[int, str], language: str) -> tuple[tuple[str, str], ...]:
        conventions = self._association.conventions_in(language)
        return tuple(
            (field.name, custom_value_in_words(field, values[field.id], conventions))
            for field in self._custom
            if field.id in values
        )

    def _code(self, row: records.FaceRow) -> str:
        if self._design.code != QR or not row.number:
            return ""
        claim = CardClaim(row.number, self._season.label, row.ends_on, row.copies + 1)
        return sign(claim, self._key)
