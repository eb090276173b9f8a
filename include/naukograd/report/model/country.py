"""The territories, the regions, the country, and other countries: what the programme is seen against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

NATION = "000000000"
"""KATO of the whole country."""


@dataclass(frozen=True)
class TerritoryFacts:
    """A territory of section 5. The share of researchers decides on the status of a science city, elsewhere None."""

    code: str
    name: str
    core_organization: str
    region: str
    launch_deadline: date | None
    participants_now: int
    rd_researchers: int | None
    employed_population: int | None
    status_share_percent: Decimal | None
    status_threshold_percent: Decimal | None


@dataclass(frozen=True)
class Region:
    """A region in a year in which it existed; the row of `NATION` is the country's own, never a sum."""

    kato: str
    name: str
    year: int
    population: int | None
    grp_per_capita_thousand_kzt: Decimal | None
    grp_bn_kzt: Decimal | None
    rd_expenditure_bn_kzt: Decimal | None
    rd_personnel: int | None
    rd_cost_per_worker_mln_kzt: Decimal | None
    researchers_fte_per_mln_inhabitants: Decimal | None
    exists_from: date | None
    exists_to: date | None


@dataclass(frozen=True)
class Comparison:
    """A measure of an economy or of a cluster that the Concept names.

    Attributes:
        year: None where the Concept gives none.
        source: ``worldbank`` or ``concept``.
        previous_value: what an earlier vintage had said, where ``is_revised``.
    """

    measure_code: str
    measure: str
    unit: str
    economy_code: str
    economy: str
    year: int | None
    value: Decimal | None
    source: str
    published: str | None
    is_revised: bool
    previous_value: Decimal | None


@dataclass(frozen=True)
class Fact:
    """A national fact as the Concept prints it, beside what its own figures give; or a series of the Bureau.

    Attributes:
        source: ``concept`` or ``taldau``.
        place: where it stands in the Concept.
    """

    code: str
    name: str
    year: int | None
    value: Decimal | None
    unit: str
    source: str
    place: str | None
    checked_value: Decimal | None
    note: str | None


@dataclass(frozen=True)
class ExpectedResult:
    """One of the two results expected by 2035; ``value`` is the latest known."""

    code: str
    number: int
    name: str
    unit: str
    year: int | None
    value: Decimal | None
    baseline_year: int | None
    baseline_value: Decimal | None
    target_year: int
    target_value: Decimal
    stage: str | None
    note: str | None


@dataclass(frozen=True)
class Decision:
    """A person's decision in force: who (a position), when, why, until when."""

    decision_id: str
    kind: str
    subject: str
    value: str | None
    decided_by: str
    decided_on: date
    valid_until: date | None
    because: str


@dataclass(frozen=True)
class Total:
    """A total that the report of a year states: a number of things, or tenge where the code ends in ``_kzt``."""

    year: int
    code: str
    value: Decimal
