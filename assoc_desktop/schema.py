"""Every record class of the program, in creation order, and the upgrade steps of its files."""

from __future__ import annotations

from assoc_desktop.association import records as association
from assoc_desktop.members import records as members
from assoc_desktop.storage.schema import Schema

SCHEMA = Schema(
    records=(
        association.Association,
        association.Season,
        association.NumberSeries,
        members.Category,
        members.Member,
        members.Phone,
        members.EmailAddress,
        members.ContactPerson,
        members.Tag,
        members.MemberTag,
        members.CustomField,
        members.CustomValue,
        members.Membership,
        members.CardDesign,
        members.Card,
        members.ImportProfile,
    ),
    fingerprint="6e5cdd1734965d44a9c743809e4080db99fd0cb531e8af9b2b119c2b18b61374",
)
