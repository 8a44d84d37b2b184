"""Every record class of the program, in creation order, and the upgrade steps of its files."""

from __future__ import annotations

import apsw

from assoc_desktop.actions import records as actions
from assoc_desktop.association import records as association
from assoc_desktop.benefits import records as benefits
from assoc_desktop.listening import records as listening
from assoc_desktop.members import records as members
from assoc_desktop.storage.schema import Schema, Step
from assoc_desktop.surveys import records as surveys
from assoc_desktop.treasury import records as treasury


def _to_version_2(connection: apsw.Connection) -> None:
    # Hardly any file is old: what upgrades one is loaded when it is needed.
    from assoc_desktop.upgrades import version_2

    version_2.apply(connection)


def _to_version_3(connection: apsw.Connection) -> None:
    from assoc_desktop.upgrades import version_3

    version_3.apply(connection)


def _to_version_4(connection: apsw.Connection) -> None:
    from assoc_desktop.upgrades import version_4

    version_4.apply(connection)


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
        treasury.FinancialYear,
        treasury.Account,
        treasury.Entry,
        treasury.EntryText,
        treasury.Levy,
        treasury.Posting,
        treasury.Receipt,
        treasury.ReceiptPrint,
        treasury.Voucher,
        treasury.Instalment,
        treasury.Subsidy,
        treasury.Budget,
        treasury.CashCount,
        treasury.DepositedCheque,
        treasury.StatementProfile,
        treasury.StatementLine,
        treasury.StatementRule,
        treasury.ReminderLevel,
        treasury.Reminder,
        surveys.Survey,
        surveys.SurveySection,
        surveys.SurveyQuestion,
        surveys.SurveyChoice,
        surveys.SurveyInvitation,
        surveys.SurveyToken,
        surveys.SurveyResponse,
        surveys.SurveyAnswer,
        actions.Action,
        benefits.Benefit,
        benefits.Entitlement,
        benefits.BenefitUse,
        benefits.ReviewRound,
        benefits.ReviewItem,
        benefits.SolidarityCriterion,
        benefits.SolidarityRequest,
        benefits.SolidarityMet,
        listening.Prospect,
        listening.Conversation,
    ),
    steps=(Step(2, _to_version_2), Step(3, _to_version_3), Step(4, _to_version_4)),
    fingerprint="860fd6002f49cf5a4d590dc0cd5091009518c57d7d781a19ae6a93d9364f971c",
)
