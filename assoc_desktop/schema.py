"""Every record class of the program, in creation order, and the upgrade steps of its files."""

from __future__ import annotations

import apsw

from assoc_desktop.association import records as association
from assoc_desktop.members import records as members
from assoc_desktop.storage.schema import Schema, Step


def _to_version_2(connection: apsw.Connection) -> None:
    # Hardly any file is old: what upgrades one is loaded when it is needed.
    from assoc_desktop.upgrades import version_2

    version_2.apply(connection)


SCHEMA = Schema(
    records=(
        association.Association,
        association.Season,
        association.NumberSeries,
        members.Category,
        members.CategoryFee,
        members.Member,
        members.Phone,
        members.EmailAddress,
        members.ContactPerson,
        members.Tag,
        members.MemberTag,
        members.CustomField,
        members.CustomValue,
        members.Membership,
        members.FormerNumber,
        members.Household,
        members.HouseholdMember,
        members.Proof,
        members.Consent,
        members.NotSame,
        members.SavedFilter,
        members.CardDesign,
        members.Card,
        members.ImportProfile,
    ),
    steps=(Step(2, _to_version_2),),
    fingerprint="8d9675ee6ffb83a83850291c1f78517e764fc79e1b7b38dcd40ba2ba85f52f22",
)
