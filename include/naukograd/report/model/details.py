"""What stands behind single indicators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class ScopeRow:
    """One class of payments of participants, all territories together; from ``marts.tax_receipts_by_scope``."""

    year: int
    rule: str
    name: str
    is_counted: bool
    payments: int
    amount_kzt: Decimal


@dataclass(frozen=True)
class TaxReconciliation:
    """Payments per BIN against payments in bulk, of one year.

    Attributes:
        compared: BINs of the year present in either dataset.
        differing: those whose sums differ.
        difference_kzt: sum of the absolute differences, so that opposite ones do not cancel out.
    """

    year: int
    compared: int
    differing: int
    difference_kzt: Decimal


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
    """A patent of a participant and territory. The owner is as printed; ``match_rule`` says how it was matched."""

    gos_number: str
    registered_on: date
    bulletin: str
    territory_code: str
    owner: str
    participant_bin: str
    title: str
    is_annulled: bool
    match_rule: str


@dataclass(frozen=True)
class OwnerCandidate:
    """An owner that looks like a participant and is not matched: a person has to decide."""

    owner_key: str
    owner: str
    patents: int
    resembles_bin: str | None
    reason: str


@dataclass(frozen=True)
class Details:
    """Rows of all years; a section takes those of its own."""

    tax_scope: tuple[ScopeRow, ...]
    tax_reconciliation: tuple[TaxReconciliation, ...]
    research_units: tuple[ResearchUnit, ...]
    investment: tuple[InvestmentSource, ...]
    output: tuple[OutputKind, ...]
    patents: tuple[Patent, ...]
    owner_candidates: tuple[OwnerCandidate, ...]
