"""The page that opens a season: who is enrolled, in what and for what, told before it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer

from assoc_desktop.association.records import Season
from assoc_desktop.language import _, ngettext
from assoc_desktop.members.records import Member
from assoc_desktop.refusals import Refused
from assoc_desktop.treasury.dues.forms.who import BEFORE, DuesWhoField
from assoc_desktop.treasury.dues.opening import (
    LEFT_OUT,
    Opening,
    propose_opening,
    proposed_season,
    season_offers,
    who_belonged_before,
)
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import ChoiceField
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.job import Progress
from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from assoc_desktop.widgets.theme import card_around
from assoc_desktop.widgets.wide_form import plain_label

_LIST_HEIGHT = 200


class OpenSeasonPage(FormPage):
    """Season and members above; what opening would do, in sentences, and whom to look at, below.

    Args:
        desk: the open file.
        chosen: the members chosen in the list.
        shown: all members that the list shows.
    """

    def __init__(self, desk: Desk, chosen: Sequence[int], shown: Sequence[int]) -> None:
        super().__init__(_("Open a season"))
        self._desk, self._today = desk, desk.today()
        offers = season_offers(self._today)
        first = proposed_season(self._today)
        self._seasons = {each.id: each for each in offers}
        self._first = next(each.id for each in offers if each.label == first.label)
        self._opening: Opening | None = None
        self._asked = 0
        self.season = ChoiceField([(each.id, self._label(each)) for each in offers])
        self.add_field("season", _("&Season"), self.season)
        before = (_("Everybody who belonged in the season before"), self._before)
        self.who = DuesWhoField(desk, chosen if len(chosen) > 1 else (), shown, before)
        self.add_field("who", _("&Who"), self.who)
        self._told = plain_label("")
        self.add_widget(self._told)
        columns = [
            Column("name", _("Name"), 220, sortable=False),
            Column("what", _("To look at"), 360, stretch=True, sortable=False),
        ]
        self.table = RecordTable("open season", columns, self._rows)
        self.table.view.setAccessibleName(_("Members to look at"))
        self._card = card_around(self.table)
        self._card.setMinimumHeight(_LIST_HEIGHT)
        self.add_widget(self._card)
        self.save_button.setText(_("Open the season"))
        self.start()
        for field in (self.season, self.who):
            field.changed.connect(self._look)
        # Once the page is laid upon the tab: a progress dialog lies over its window.
        QTimer.singleShot(0, self, self._look)

    def load(self) -> dict[str, Any]:
        return {"season": self._first, "who": BEFORE}

    def is_changed(self) -> bool:
        """Nothing is typed here that could be lost."""
        return False

    def save(self, values: dict[str, Any]) -> object:
        """What the place then writes in the background: the page is gone by then."""
        del values
        opening = self._opening
        if opening is None:
            raise Refused(
                _("First it is worked out who is enrolled: choose the season or the members again.")
            )
        if not opening.enrolment.rows:
            raise Refused(_("Nobody is to be enrolled for this season."))
        return opening

    def _label(self, season: Season) -> str:
        is_there = Season.get_or_none(Season.id == season.id) is not None
        return season.label if is_there else _("{season} (new)").format(season=season.label)

    def _before(self) -> list[int]:
        return who_belonged_before(self._seasons[self.season.value()])

    def _look(self) -> None:
        """Say anew what opening would do, once it is worked out; what was asked before is then of no interest."""
        season, ids, today = self._seasons[self.season.value()], self.who.ids(), self._today
        self._opening = None
        self._asked += 1
        asked = self._asked
        self._told.setText(_("Working out who is enrolled…"))
        self._card.hide()

        def work(progress: Progress) -> Opening:
            return propose_opening(ids, season, today=today, progress=progress)

        run_in_background(
            work,
            title=_("Working out who is enrolled…"),
            done=lambda opening: self._show_opening(opening) if asked == self._asked else None,
            cancelled=lambda: self._told.setText(
                _("This was stopped. Choose the season or the members again to work it out.")
            ),
            parent=self,
        )

    def _show_opening(self, opening: Opening) -> None:
        self._opening = opening
        self._told.setText("\n".join(self._sentences(opening)))
        self._remarks = _remarks(opening)
        self.table.show_ids(self._remarks)
        self._card.setVisible(bool(self._remarks))

    def _sentences(self, opening: Opening) -> list[str]:
        say = self._desk.conventions
        n = len(opening.enrolment.rows)
        enrolled = ngettext(
            "{n} member is enrolled; {due} due.", "{n} members are enrolled; {due} due in all.", n
        )
        told = [enrolled.format(n=say.number(n), due=say.money(opening.due))]
        for change in opening.fees:
            words = ngettext(
                "{category}: {n} pays {now}, {before} before.",
                "{category}: {n} pay {now} each, {before} before.",
                change.members,
            )
            told.append(
                words.format(
                    category=change.category,
                    n=say.number(change.members),
                    now=say.money(change.now),
                    before=say.money(change.before),
                )
            )
        for count, words in (
            (len(opening.moved), _("To another category by its limits: {n}.")),
            (len(opening.lacking), _("Proof missing or run out: {n}.")),
        ):
            if count:
                told.append(words.format(n=say.number(count)))
        reasons = Counter(opening.left_out.values())
        if reasons:
            parts = [
                _("{n} {reason}").format(n=say.number(reasons[key]), reason=_(words))
                for key, words in LEFT_OUT.items()
                if key in reasons
            ]
            told.append(_("Left out: {reasons}.").format(reasons=", ".join(parts)))
        if opening.is_new:
            told.append(_("The season {season} is made with it.").format(season=opening.season.label))
        return told

    def _rows(self, ids: list[int]) -> list[Row]:
        names = {each.id: each.full_name for each in Member.select().where(Member.id.in_(ids))}
        return [Row({"name": names.get(each, ""), "what": self._remarks[each]}) for each in ids]


def _remarks(opening: Opening) -> dict[int, str]:
    """Member → what to look at before the season is opened; who is enrolled already needs no look."""
    told: dict[int, list[str]] = {}
    for member_id, (before, now) in opening.moved.items():
        told.setdefault(member_id, []).append(
            _("from {before} to {category}").format(before=before, category=now)
        )
    for member_id, proof in opening.lacking.items():
        told.setdefault(member_id, []).append(_("no valid proof: {proof}").format(proof=proof))
    for member_id, reason in opening.left_out.items():
        if reason != "already":
            told.setdefault(member_id, []).append(_("left out: {reason}").format(reason=_(LEFT_OUT[reason])))
    return {member_id: ", ".join(words) for member_id, words in told.items()}
