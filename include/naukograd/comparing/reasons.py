"""A large revision needs a written reason before it is sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from naukograd.comparing.told import plain
from naukograd.core.errors import GateFailed
from naukograd.report.model.country import Decision
from naukograd.report.model.revisions import RevisedFigure, Revisions, Tolerance

DECISION_KIND = "revision_reason"
"""Kind of the decision that gives the reason: its subject is ``<release>/<indicator>``, such as
``2026.2/tax_receipts``, its value empty, its grounds the reason."""


@dataclass(frozen=True)
class Unjustified:
    """A revision beyond its indicator's tolerance for which nobody has given a reason."""

    figure: RevisedFigure
    tolerance: Tolerance
    subject: str

    def __str__(self) -> str:
        allowed = self.tolerance.allowed(self.figure.earlier or Decimal(0))
        kind = f"{self.tolerance.value} percent" if self.tolerance.kind == "percent" else "in units"
        return (
            f"{self.figure.id} was {plain(self.figure.earlier)}, is {plain(self.figure.later)}: revised by "
            f"{plain(self.figure.difference)} {self.figure.unit}, tolerance {plain(allowed)} ({kind}), "
            f"and no decision on {self.subject} is in force"
        )


def unjustified(revisions: Revisions, decisions: Sequence[Decision], release_id: str) -> tuple[Unjustified, ...]:
    """Indicators whose revision is beyond tolerance and that lack a reason, with the figure furthest beyond.

    Args:
        decisions: those in force at the moment of the release.
        release_id: the release to be sealed, such as ``2026.2``.
    """
    given = {each.subject for each in decisions if each.kind == DECISION_KIND}
    return tuple(
        Unjustified(each.beyond, each.tolerance, f"{release_id}/{each.indicator_code}")
        for each in revisions.summaries
        if each.beyond is not None and f"{release_id}/{each.indicator_code}" not in given
    )


def require_reasons(revisions: Revisions, decisions: Sequence[Decision], release_id: str) -> None:
    """
    Raises:
        GateFailed: naming each figure, by how much it was revised, its tolerance, and how to hand in the reason.
    """
    if found := unjustified(revisions, decisions, release_id):
        subjects = ", ".join(each.subject for each in found)
        raise GateFailed(
            "; ".join(map(str, found)),
            where=f"release {release_id} against {revisions.earlier}",
            remedy=f"Hand in a register of decisions with a row of kind {DECISION_KIND} for each of: {subjects}; "
            "the reason stands under «Обоснование», «Значение» stays empty. It is printed in the report.",
        )
