"""The pages that the tab lays upon its list; each is loaded when it is first wanted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assoc_desktop.association.records import Season
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.pages import Page

if TYPE_CHECKING:
    from assoc_desktop.members.cards.forms.page import CardsPage
    from assoc_desktop.members.erasing.forms.retention_page import RetentionPage
    from assoc_desktop.members.exporting.forms.page import ExportPage
    from assoc_desktop.members.statistics.forms.page import StatisticsPage


def member_page(desk: Desk, member_id: int | None, kind: str) -> FormPage:
    """The page of a member; without an id, of a new one."""
    from assoc_desktop.members.forms.member_page import MemberPage

    return MemberPage(desk, member_id, kind=kind)


def history_page(desk: Desk, member_id: int) -> FormPage:
    """The page of a member, open at the changes of its timeline."""
    from assoc_desktop.members.forms.member_page import MemberPage

    page = MemberPage(desk, member_id)
    page.show_part("timeline")
    page.timeline().show_changes()
    return page


def import_page(desk: Desk, list_path: Path | None = None) -> Page:
    """The import assistant, on a list if one is given."""
    from assoc_desktop.members.importing.forms.assistant import ImportAssistant

    return ImportAssistant(desk, list_path=list_path)


def cards_page(desk: Desk, member_ids: Sequence[int] | None, season: Season | None) -> CardsPage:
    """The page of membership cards: printing, register, designs.

    Args:
        member_ids: whose cards; None stands for everybody who has none yet.
    """
    from assoc_desktop.members.cards.forms.page import CardsPage

    return CardsPage(desk, member_ids, season)


def proposals_page(desk: Desk, season: Season | None, part: str) -> Page:
    """The page of proofs that run out and limits passed, open at a part."""
    from assoc_desktop.members.forms.proposals import ProposalsPage

    return ProposalsPage(desk, season, part)


def statistics_page(
    desk: Desk, shown: Sequence[int] | None, told: str, place: dict[str, Any]
) -> StatisticsPage:
    """The page of statistics.

    Args:
        shown: what the list shows, when that is not everybody; `told` says it in words.
        place: what the page showed last.
    """
    from assoc_desktop.members.statistics.forms.page import StatisticsPage

    return StatisticsPage(desk, shown, told, place)


def export_page(
    desk: Desk, chosen: Sequence[int], shown: Sequence[int], columns: Sequence[str], season: Season | None
) -> ExportPage:
    """The page that exports members; see `ExportPage`."""
    from assoc_desktop.members.exporting.forms.page import ExportPage

    return ExportPage(desk, chosen, shown, columns, season)


def enrol_page(desk: Desk, member_ids: Sequence[int], season: Season) -> Page:
    """The page that enrols members for a season."""
    from assoc_desktop.members.tab.enrol import EnrolPage

    return EnrolPage(desk, member_ids, season)


def households_page(desk: Desk) -> Page:
    """The page of all households."""
    from assoc_desktop.members.forms.households import HouseholdsPage

    return HouseholdsPage(desk)


def duplicates_page(
    desk: Desk, *, ids: Sequence[int] | None = None, pair: tuple[int, int] | None = None
) -> Page:
    """The page of duplicates: among all, of some members, or two that were chosen."""
    from assoc_desktop.members.duplicates.forms.page import DuplicatesPage

    return DuplicatesPage(desk, ids=ids, pair=pair)


def retention_page(desk: Desk) -> RetentionPage:
    """The page that proposes those gone for years for erasing."""
    from assoc_desktop.members.erasing.forms.retention_page import RetentionPage

    return RetentionPage(desk)


def change_page(desk: Desk, chosen: Sequence[int], shown: Sequence[int]) -> Page:
    """The page on which many members are changed at once.

    Args:
        chosen: the members chosen in the list.
        shown: all members that the list shows.
    """
    from assoc_desktop.members.changing.forms.page import ChangePage

    return ChangePage(desk, chosen, shown)
