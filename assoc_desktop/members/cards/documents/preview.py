"""Which cards of a selection show best whether a design holds."""

from __future__ import annotations

from collections.abc import Iterable

from assoc_desktop.members.cards.faces import CardFace
from assoc_desktop.pdf import images, text


def card_preview_faces(faces: Iterable[CardFace]) -> list[CardFace]:
    """The cards of a selection that show best whether a design holds: the longest name, and the widest photo.

    One card when it has both; none for an empty selection. Several thousand faces are looked at in a moment.
    """
    longest: CardFace | None = None
    widest: CardFace | None = None
    length, breadth = -1.0, 0.0
    measured: dict[int, float] = {}
    for face in faces:
        here = text.measure(face.name, bold=True)
        if here > length:
            longest, length = face, here
        if face.photo is None:
            continue
        # By its hash: the photos of all members must not stay in memory.
        key = hash(face.photo)
        if key not in measured:
            measured[key] = images.aspect(face.photo)
        if measured[key] > breadth:
            widest, breadth = face, measured[key]
    return [face for face in dict.fromkeys((longest, widest)) if face is not None]
