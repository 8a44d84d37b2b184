"""What a line of a statement may be: with a score, and the reasons in words."""

from __future__ import annotations

from dataclasses import dataclass, replace

#: No proposal is surer: a person decides.
SUREST = 99


@dataclass(frozen=True)
class Part:
    """What of a line goes to one due, in minor units; never more than is left to pay for it."""

    member_id: int
    amount: int
    membership_id: int | None = None
    levy_id: int | None = None


@dataclass(frozen=True)
class Proposal:
    """What a line may be.

    Attributes:
        kind: `dues`, `entry` (it is in the books already), `transfer` (with another line), `account`, or `twin` (it
            was read before from another file).
        score: 1 to 99.
        told: what it is, in a few words.
        reasons: why, in words.
        parts: of `dues`.
        rest: what of a payment is more than is due, in minor units.
        member_id: who pays; of `dues`.
        entry_id: of `entry`.
        other_line_id: the line of the other account; of `transfer`. The line read before; of `twin`.
        account_id: where it comes from or goes to; of `account`.
    """

    kind: str
    score: int
    told: str
    reasons: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    rest: int = 0
    member_id: int | None = None
    entry_id: int | None = None
    other_line_id: int | None = None
    account_id: int | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """Two proposals of one key would post the same."""
        return (
            self.kind,
            self.parts,
            self.rest and self.member_id,
            self.entry_id,
            self.other_line_id,
            self.account_id,
        )


def sorted_proposals(found: list[Proposal], most: int = 8) -> list[Proposal]:
    """The best first, each once, with scores between 1 and 99."""
    best: dict[tuple[object, ...], Proposal] = {}
    for each in found:
        kept = best.get(each.key)
        if kept is None or each.score > kept.score:
            best[each.key] = each
    bounded = [replace(each, score=min(SUREST, max(1, each.score))) for each in best.values()]
    return sorted(bounded, key=lambda each: -each.score)[:most]
