"""What stands behind single indicators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class ScopeRow:
    """One class of payments of participants of a territory."""

    year: int
    territory_code: str
    rule: str
    name: str
    is_counted: bool
    payments: int
    amount_kzt: Decimal


@dataclass(frozen=True)
class Composition:
    """What counts towards an indicator or does not, all territories together; the ``item`` total is all of its side.

    Attributes:
        name: None where ``item`` is a code that the report has words for.
        sector: of private investment alone.
        parts: payments or organisational units.
    """

    indicator_code: str
    year: int
    is_counted: bool
    item: str
    name: str | None
    sector: str | None
    parts: int | None
    headcount: int | None
    fte: Decimal | None
    amount_kzt: Decimal | None
    committed_kzt: Decimal | None


@dataclass(frozen=True)
class CountOutlook:
    """Of a small count: 95 % range of the expected number, and percent chance of the next target's number or more, if
    the expected number is what was registered, or an end of the range.
    """

    year: int
    registered: Decimal
    range_low: Decimal
    range_high: Decimal
    target_year: int | None
    target_value: Decimal | None
    chance_percent: Decimal | None
    chance_at_low_percent: Decimal | None
    chance_at_high_percent: Decimal | None


@dataclass(frozen=True)
class ResearchUnit:
    """A unit of a participant in one year; whether its researchers count, and why. FTE is a memo item."""

    year: int
    territory_code: str
    bin: str
    unit: str
    is_counted: bool
    why: str
    headcount: int | None
    fte: Decimal | None


@dataclass(frozen=True)
class InvestmentSource:
    """Money spent in one year by sector and source of finance. Commitments are no money spent."""

    year: int
    territory_code: str
    sector: str
    finance_source: str
    is_private: bool
    amount_kzt: Decimal | None
    committed_kzt: Decimal | None


@dataclass(frozen=True)
class OutputKind:
    """Output of one year by kind, and whether the kind counts."""

    year: int
    territory_code: str
    kind: str
    is_counted: bool
    amount_kzt: Decimal


@dataclass(frozen=True)
class Patent:
    """A patent of a participant and territory.

    Attributes:
        owner: as printed.
        match_rule: by what it was matched.
        decision_id: of the person's decision that matched it, if one did.
    """

    gos_number: str
    registered_on: date
    bulletin: str
    territory_code: str
    owner: str
    participant_bin: str
    title: str
    is_annulled: bool
    match_rule: str
    decision_id: str | None


@dataclass(frozen=True)
class OwnerCandidate:
    """An owner of whom a person has to decide whether it is the participant that it resembles."""

    owner_key: str
    owner: str
    patents: int
    resembles_bin: str
    reason: str


@dataclass(frozen=True)
class UndecidedPatents:
    """What difference it could make to a territory, or to the programme (``total``), whom such owners turn out to be.

    Attributes:
        value_if_none: patents that count now.
        value_if_all: patents if each such owner were the participant it resembles.
        target_value, verdict_if_none, verdict_if_all: of the programme alone.
    """

    year: int
    territory_code: str
    undecided_patents: int
    value_if_none: Decimal
    value_if_all: Decimal
    target_value: Decimal | None
    verdict_if_none: str | None
    verdict_if_all: str | None


@dataclass(frozen=True)
class Details:
    """Rows of all years; a section takes those of its own."""

    composition: tuple[Composition, ...]
    tax_scope: tuple[ScopeRow, ...]
    research_units: tuple[ResearchUnit, ...]
    investment: tuple[InvestmentSource, ...]
    output: tuple[OutputKind, ...]
    patents: tuple[Patent, ...]
    patents_outlook: tuple[CountOutlook, ...]
    owner_candidates: tuple[OwnerCandidate, ...]
    undecided_patents: tuple[UndecidedPatents, ...]
