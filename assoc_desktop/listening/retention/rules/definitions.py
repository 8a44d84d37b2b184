"""What each figure is, in words and as a formula, and who is left out."""

from __future__ import annotations

from assoc_desktop.language import N_, _
from assoc_desktop.listening.retention.rules.engagement import ON_TIME_DAYS, SOURCES
from assoc_desktop.listening.retention.rules.rates import (
    DIED,
    EARLIER,
    FIRST_YEAR,
    FOR_LIFE,
    LAPSE,
    RENEWAL,
    RETENTION,
    RUNNING,
)

TENURE, WORTH, ENGAGEMENT, STAYING = "tenure", "worth", "engagement", "staying"
COHORTS, COHORT_SHARES, REASONS = "cohorts", "cohort_shares", "reasons"
#: Below so many members no per cent and no mean is told.
LEAST = 10

TITLES = {
    RENEWAL: N_("Renewal rate"),
    RETENTION: N_("Retention"),
    LAPSE: N_("Lapse rate"),
    FIRST_YEAR: N_("First-year renewal"),
    TENURE: N_("Tenure"),
    STAYING: N_("Staying, season by season"),
    WORTH: N_("Lifetime value"),
    ENGAGEMENT: N_("Engagement"),
    COHORTS: N_("Cohorts, members"),
    COHORT_SHARES: N_("Cohorts, per cent"),
    REASONS: N_("Reasons by season"),
}
#: Why somebody is not asked about.
EXCLUDED = {
    DIED: N_("deaths"),
    FOR_LIFE: N_("members for life"),
    RUNNING: N_("not due yet: the membership still runs"),
    EARLIER: N_("members for longer"),
}
_WORDS = {
    RENEWAL: N_(
        "Of the members of the season before, those who renewed. Formula: renewed ÷ (renewed + not renewed + resigned or "
        "struck off) × 100. Left out, because they could not renew: who died, members for life, and whose membership "
        "still runs."
    ),
    RETENTION: N_(
        "Of all members of the season before, members for life included, those who are members in the season. Formula: "
        "still members ÷ members of the season before × 100. Left out: whose membership still runs and who has not "
        "renewed yet. Who died or resigned counts as gone."
    ),
    LAPSE: N_(
        "Of the members of the season before, those whose membership is over and who neither renewed nor resigned. "
        "Formula: not renewed ÷ (renewed + not renewed + resigned or struck off) × 100. Left out: who died, members for "
        "life, and whose membership still runs."
    ),
    FIRST_YEAR: N_(
        "The renewal rate of those whose first membership was that of the season before. Formula: renewed ÷ (renewed + "
        "not renewed + resigned or struck off) × 100. Left out: who could not renew, who had been a member in an earlier "
        "season, and who joined before the first season in the file."
    ),
    TENURE: N_(
        "Seasons from the first membership to the last, both counted, pauses included. Over: by status lapsed, resigned, "
        "struck off or died; within the days of grace it goes on. Observed median: the middle tenure of those for whom it "
        "is over; it is short, because who stays long is not over yet. Expected tenure: the average that is estimated "
        "from all, after Kaplan and Meier. Formula: S(0) + S(1) + … up to the longest tenure seen, where S(t) is the "
        "share who stay longer than t seasons, see “Staying, season by season”. Nobody is left out. Seasons before the "
        "first in the file are not known, and no tenure can be longer than the file: what is expected is rather too "
        "short."
    ),
    STAYING: N_(
        "How the expected tenure is found (E. L. Kaplan and P. Meier, “Nonparametric estimation from incomplete "
        "observations”, 1958). Formula: share that goes on = 1 − then over ÷ reached it; stay longer than t seasons, S(t) = the "
        "shares that go on after 1, 2 … t, multiplied. Who is still a member has a tenure of which only the least is known: they count as "
        "having reached it, and after it drop out of the count without counting as gone. Nobody is left out."
    ),
    WORTH: N_(
        "What a member pays in dues from joining to leaving, on average. Formula: dues paid ÷ seasons of all members × "
        "expected tenure, rounded half to even to the smallest unit. Dues paid: postings of the treasury that name a "
        "membership of these seasons, reversals taken off, also what a fund paid for a member; levies and donations do "
        "not count. Seasons: each season of each member, for members for life also those that follow. Nobody is left "
        "out: whoever was ever a member counts."
    ),
}
_COHORTS = N_(
    "A cohort is everybody whose first membership was for the same season. Column 0 is that season, column 1 the next, and "
    "so on: who of them is enrolled, or a member for life, who came back after a pause included. Formula: members after "
    "t seasons ÷ members of the cohort × 100. Nobody is left out; who died counts as gone. The last row adds up the "
    "cohorts that are old enough."
)
_REASONS = N_(
    "Why people do not join or renew for a season: the reason as they state it, and the cause as it was assessed later. Of "
    "each person the latest conversation counts that gives one. The same: stated and assessed agree. The "
    "bars: the latest season, below each reason stated, hatched, how often it was assessed. Numbers only: a per cent of so "
    "few would mislead."
)


def definition(figure: str) -> str:
    """What a figure is, in words and as a formula."""
    if figure == REASONS:
        return _(_REASONS)
    small = _("Of fewer than {n} members, only numbers are told, no per cent and no mean.").format(n=LEAST)
    if figure in (COHORTS, COHORT_SHARES):
        return f"{_(_COHORTS)} {small}"
    if figure == STAYING:
        return f"{_(_WORDS[figure])} {small}"
    words = _engagement() if figure == ENGAGEMENT else _(_WORDS[figure])
    return f"{words} {small} {_grouped(figure)}"


def _engagement() -> str:
    weights = " · ".join(
        _("{words}: {weight} points, full from {most}").format(
            words=_(each.words), weight=each.weight, most=each.most
        )
        for each in SOURCES
    )
    words = _(
        "How much the members of the season take part, from 0 to 100. The weights: {weights}. Formula: the sum of weight × "
        "min(number, full) ÷ full, as a share of all weights × 100, rounded half to even. Renewals are the seasons in a row "
        "right before; the others are those of the season. In time: all paid {days} days after the membership began or "
        "the member joined, or by the last day of a plan; who owes nothing has paid. Anonymous answers cannot count. Left "
        "out: who is no member of the season."
    )
    return words.format(weights=weights, days=ON_TIME_DAYS)


def _grouped(figure: str) -> str:
    """How members are told apart."""
    if figure in (RENEWAL, RETENTION, LAPSE, FIRST_YEAR):
        return _("The category is that of the season before, the region that of the address now.")
    return _("The category is that of the latest membership, the region that of the address now.")
