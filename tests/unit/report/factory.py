"""A whole report with figures of the size the indicator really has, and the ways tests bend it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from naukograd.core.periods import ALMATY
from naukograd.report.model import (
    Check,
    GateRun,
    Heading,
    Indicator,
    Reconciliation,
    Report,
    Scope,
    ScopeRow,
    Source,
    Territory,
    TerritoryYear,
    YearProgress,
)

EXPECTATIONS = Path(__file__).parents[3] / "expectations"

# The Concept, section 6, indicator 1.
TARGETS = dict(
    zip(
        range(2025, 2036),
        map(Decimal, ("2.3", "2.35", "2.4", "2.5", "3", "3.5", "4.1", "4.7", "5.5", "6", "8")),
        strict=True,
    )
)
ACTUALS = {2025: Decimal("2.284917"), 2026: Decimal("2.411208"), 2027: Decimal("0.792640")}


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ALMATY)


def year_row(year: int, actual: Decimal | None = None, **changes: Any) -> YearProgress:
    """A year by the rules of the mart: complete and judged when it has an actual value, not due otherwise."""
    target = TARGETS[year]
    following = year + 1 if year < 2035 else None
    row = YearProgress(
        year=year,
        target=target,
        is_baseline=year == 2025,
        actual=actual,
        gap=None if actual is None else actual - target,
        percent_of_target=None if actual is None or year == 2025 else actual / target * 100,
        next_target_year=following,
        pace_to_next_target=None if actual is None or following is None else TARGETS[following] - actual,
        pace_to_2035=None if actual is None or following is None else (TARGETS[2035] - actual) / (2035 - year),
        verdict="not_due" if actual is None else "met" if actual >= target else "missed",
        stage=None if actual is None else "provisional",
        coverage=None if actual is None else Decimal(1),
    )
    return replace(row, **changes)


def path(**years: YearProgress) -> tuple[YearProgress, ...]:
    """2025 computed, the rest not due, except the years given as ``y2026=…``."""
    rows = {"y2025": year_row(2025, ACTUALS[2025], verdict="baseline", stage="final")} | years
    return tuple(rows.get(f"y{year}", year_row(year)) for year in TARGETS)


def territory(name: str, values: dict[int, str], contributors: int) -> Territory:
    return Territory(name, tuple(TerritoryYear(y, Decimal(v), contributors) for y, v in values.items()))


def suites(folder: str) -> dict[str, list[dict[str, Any]]]:
    """The expectations of every suite in ``expectations/<folder>``, by dataset or mart."""
    found = {}
    for path in sorted((EXPECTATIONS / folder).glob("*.json")):
        subject = path.stem.replace("_", ".", 1) if folder == "deliveries" else path.stem
        found[subject] = json.loads(path.read_text("utf-8"))["expectations"]
    return found


def gates(ran_at: datetime, build_id: str, failed: str) -> tuple[GateRun, ...]:
    """A run of every suite there is; all checks pass but ``failed``, a ``<dataset or mart>.<name>``."""

    def check(subject: str, expectation: dict[str, Any], prefix: str = "") -> Check:
        name = expectation["meta"]["name"]
        passed = f"{subject}.{name}" != failed
        return Check(prefix + name, expectation["severity"], passed, 0 if passed else 3, 12_480)

    deliveries = (
        GateRun("delivery", dataset, ran_at, True, tuple(check(dataset, each) for each in suite))
        for dataset, suite in suites("deliveries").items()
    )
    marts = tuple(check(mart, each, f"{mart}.") for mart, suite in suites("marts").items() for each in suite)
    return (*deliveries, GateRun("mart", f"build {build_id}", ran_at, True, marts))


def report(**changes: Any) -> Report:
    """The first reporting year, met, seen in May 2027, before the year's own data are complete."""
    ran = moment("2027-05-04T07:12")
    whole = Report(
        heading=Heading(
            title="Ход исполнения целевых индикаторов",
            as_of=moment("2027-05-04T23:59:59"),
            build_id="20270504T021500Z-7f3a9c",
            code_version="0.1.0",
            is_sample=True,
        ),
        indicator=Indicator(
            code="tax_receipts",
            name="Налоговые поступления в бюджетную систему от участников наукоемких территорий",
            path=path(
                y2026=year_row(2026, ACTUALS[2026]),
                y2027=year_row(2027, ACTUALS[2027], verdict="not_due", percent_of_target=None, gap=None),
            ),
        ),
        territories=(
            territory(
                "Научно-технологический парк на базе Института ядерной физики",
                {2025: "0.914203", 2026: "0.958411", 2027: "0.301007"},
                11,
            ),
            territory(
                "Научно-технологический парк Назарбаев Университета",
                {2025: "0.803300", 2026: "0.871622", 2027: "0.288130"},
                17,
            ),
            territory("Наукоград Курчатов", {2025: "0.567414", 2026: "0.581175", 2027: "0.203503"}, 9),
        ),
        total=tuple(TerritoryYear(y, v, 36) for y, v in ACTUALS.items()),
        scope=Scope(
            2026,
            (
                ScopeRow("tax", "Налоги", True, 4_310, Decimal("1502311870.22")),
                ScopeRow(
                    "withheld_income_tax",
                    "Индивидуальный подоходный налог, удержанный у источника выплаты",
                    True,
                    2_816,
                    Decimal("774120054.00"),
                ),
                ScopeRow("import_vat", "НДС на ввозимые товары", True, 96, Decimal("134776075.78")),
                ScopeRow("penalty", "Пени и штрафы по налогам", False, 211, Decimal("4310322.15")),
                ScopeRow("social_contribution", "Социальные отчисления", False, 2_790, Decimal("201876450.00")),
                ScopeRow("non_tax", "Административные штрафы", False, 18, Decimal("-920150.00")),
            ),
        ),
        reconciliation=Reconciliation(compared=74, differing=2, difference_kzt=Decimal("1284500.00")),
        gates=gates(ran, "20270504T021500Z-7f3a9c", failed="kgd.payments_by_bin.unknown_pay_type"),
        sources=(
            Source("filings.participants", 3, moment("2027-04-01T12:00"), 41, 0, True),
            Source("kgd.payments_by_bin", 111, moment("2027-05-03T06:10"), 12_480, 3, True),
            Source("kgd.payments_bulk", 28, moment("2027-05-02T05:00"), 1_204_551, 17, True),
            Source("wipo.gii", 3, moment("2027-05-05T06:10"), 41_300, 0, True),
            Source("filings.output", 6, moment("2027-03-30T09:00"), 1_110, 0, True),
            Source("bns.innovation_form", 1, moment("2026-07-03T10:00"), 84, 0, True),
            Source("bns.science_output_form", 1, moment("2026-07-15T10:00"), 8, 0, True),
        ),
        freeze="04-20",
    )
    return replace(whole, **changes)


def real(whole: Report) -> Report:
    """The same page as if nothing on it were made up."""
    return replace(whole, heading=replace(whole.heading, is_sample=False))
