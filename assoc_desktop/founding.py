"""Making a new association's file: identity, first season and the categories to start from, whole or not at all."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from assoc_desktop.association import rules as association
from assoc_desktop.language import N_
from assoc_desktop.members.memberships import CategoryData, save_category
from assoc_desktop.refusals import Invalid
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import AssociationFile, create_file
from assoc_desktop.storage.history import operation


def found_association(
    path: Path,
    identity: association.Identity,
    categories: Sequence[CategoryData],
    *,
    today: datetime.date,
    logo: bytes | None = None,
) -> AssociationFile:
    """Create the file, write who the association is, and open the season of today.

    Raises:
        Invalid: a field cannot be kept; no file is made.
        Refused: a file of that name exists, or the folder cannot be written to.
    """
    if problems := association.check_identity(identity):
        raise Invalid(problems)
    file = create_file(path, SCHEMA)
    try:
        with operation(N_("Found the association {name}"), undoable=False, name=identity.name):
            association.found(identity, logo=logo)
            association.open_season(today)
            for category in categories:
                save_category(category)
    except BaseException:
        file.close()
        path.unlink()
        raise
    return file
