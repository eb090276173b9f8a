"""A whole report with figures of the size the indicators really have, and the ways tests bend it."""

from __future__ import annotations

import csv
import json
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

from naukograd.core.cell import cell
from naukograd.core.figure import figure
from naukograd.core.periods import ALMATY
from naukograd.core.settings import PROJECT
from naukograd.report.model import (
    Change,
    Check,
    Composition,
    CountOutlook,
    Details,
    GateRun,
    Heading,
    Indicator,
    InvestmentSource,
    LateFiling,
    OutputKind,
    OwnerCandidate,
    Patent,
    Quality,
    Reconciled,
    Report,
    ResearchUnit,
    ScopeRow,
    Source,
    Territory,
    TerritoryYear,
    Total,
    UndecidedPatents,
    YearProgress,
)
from naukograd.sources import DATASETS

from . import country

EXPECTATIONS = PROJECT / "expectations"
SEEDS = PROJECT / "dbt_project" / "seeds" / "concept"
NAMES = {
    "inp_park": "НТП на базе Института ядерной физики",
    "nu_park": "НТП на базе АОО «Назарбаев Университет»",
    "kurchatov": "Наукоград Курчатов",
}


def seed(name: str) -> list[dict[str, str]]:
    with Path(SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TARGETS: dict[str, dict[int, Decimal]] = {}
for _row in seed("indicator_targets"):
    TARGETS.setdefault(_row["indicator_code"], {})[int(_row["year"])] = Decimal(_row["value"])

# By territory in the order of NAMES, then the programme. Patents share owners: their total is not the sum.
VALUES: dict[str, dict[int, tuple[str, ...]]] = {
    "tax_receipts": {
        2025: ("0.914203", "0.803300", "0.567414", "2.284917"),
        2026: ("0.958411", "0.871622", "0.581175", "2.411208"),
        2027: ("0.301007", "0.288130", "0.203503", "0.792640"),
    },
    "gii_business_rd_rank": {2025: ("31",), 2026: ("32",)},
    "researchers": {2025: ("402", "221", "255", "878"), 2026: ("410", "238", "263", "911")},
    "private_investment": {
        2025: ("0.21", "0.28", "0.11", "0.6"),
        2026: ("0.2194", "0.27812", "0.1204817", "0.6180017"),
    },
    "science_output": {2025: ("1.9", "1.2", "0.9", "4"), 2026: ("1.97", "1.31", "0.93", "4.21")},
    "invention_patents": {2025: ("4", "3", "3", "9"), 2026: ("5", "4", "4", "11")},
}
CHANGES: dict[str, dict[str, str]] = {
    "tax_receipts": {"like_for_like": "-0.051382", "price": "0.198788", "joined": "0.031885", "left": "-0.053000"},
    "researchers": {"like_for_like": "21", "joined": "24", "left": "-9", "scope": "-3"},
    "private_investment": {
        "like_for_like": "-0.0201983",
        "price": "0.0522",
        "joined": "0.012",
        "left": "-0.018",
        "revision": "-0.008",
    },
    "science_output": {"like_for_like": "-0.148", "price": "0.348", "joined": "0.02", "revision": "-0.01"},
    "invention_patents": {"like_for_like": "1", "joined": "2", "left": "-1", "scope": "0"},
}


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ALMATY)


def year_row(code: str, year: int, actual: Decimal | str | None = None, **changes: Any) -> YearProgress:
    """A year by the rules of the mart: complete and judged when it has an actual value, not due otherwise."""
    target = TARGETS[code][year]
    following = year + 1 if year < 2035 else None
    found = None if actual is None else Decimal(actual)
    is_rank = code == "gii_business_rd_rank"
    verdict = "not_due"
    if found is not None:
        verdict = "met" if (found <= target if is_rank else found >= target) else "missed"
    row = YearProgress(
        year=year,
        target=target,
        is_baseline=year == 2025,
        actual=found,
        gap=None if found is None else found - target,
        percent_of_target=None if found is None or is_rank else round(found / target * 100, 2),
        next_target_year=following,
        pace_to_next_target=None if found is None or following is None else TARGETS[code][following] - found,
        pace_to_2035=None if found is None or following is None else (TARGETS[code][2035] - found) / (2035 - year),
        remaining_change_percent=round(
            (TARGETS[code][2035] - target) / (TARGETS[code][2035] - TARGETS[code][2025]) * 100, 6
        ),
        verdict="baseline" if year == 2025 else verdict,  # type: ignore[arg-type]
        stage=None if found is None else "final" if year == 2025 else "provisional",
        coverage=None if found is None else Decimal(1),
        continued_value=2 * found - Decimal(VALUES[code][2025][-1]) if found is not None and year == 2026 else None,
    )
    row = replace(row, **changes)
    return row if row.is_whole else replace(row, continued_value=None)


def path(code: str, **years: YearProgress) -> tuple[YearProgress, ...]:
    """2025 and 2026 computed, 2027 begun where it has a figure, the rest not due, except the years ``y2026=…``."""
    rows = {year: year_row(code, year, VALUES[code][year][-1]) for year in (2025, 2026)}
    if 2027 in VALUES[code]:
        begun = {"verdict": "not_due", "gap": None, "percent_of_target": None}
        rows[2027] = year_row(code, 2027, VALUES[code][2027][-1], **begun)
    return tuple(years.get(f"y{year}") or rows.get(year) or year_row(code, year) for year in TARGETS[code])


def territory(code: str, name: str, values: dict[int, str | None], wholes: dict[int, str] | None = None) -> Territory:
    """``wholes``: values of the programme, where there are shares of it."""

    def less_before(year: int, value: str | None) -> Decimal | None:
        before = values.get(year - 1)
        return None if value is None or before is None else Decimal(value) - Decimal(before)

    def share(year: int, value: str | None) -> Decimal | None:
        return None if value is None or not wholes else round(Decimal(value) / Decimal(wholes[year]) * 100, 6)

    return Territory(
        code,
        name,
        tuple(
            TerritoryYear(
                year,
                None if value is None else Decimal(value),
                "final" if year == 2025 else "provisional",
                "M" if value is None else "A" if year == 2025 else "P",
                Decimal(1),
                12,
                less_before(year, value),
                share(year, value),
            )
            for year, value in values.items()
        ),
    )


def indicator(row: dict[str, str]) -> Indicator:
    code = row["indicator_code"]
    values = VALUES[code]
    is_national = row["level"] == "country"
    changes = [Change("total", 2026, c, Decimal(v), 7) for c, v in CHANGES.get(code, {}).items()]  # type: ignore[arg-type]
    whole = row["unit"] in ("persons", "patents")
    changes += [
        replace(each, territory_code="nu_park", value=each.value // 2 if whole else each.value / 2, participants=3)
        for each in changes
    ]
    both = code in ("researchers", "private_investment", "science_output")
    wholes = {y: v[-1] for y, v in values.items()}
    shared = wholes if row["unit"] not in ("patents", "rank") else None
    more = Decimal(4 if code == "researchers" else "0.01")
    filed = [
        Reconciled(place, 2025, Decimal(v) - more, Decimal(v), more)
        for place, v in zip([*NAMES, "total"], values[2025], strict=False)
    ]
    later = [Reconciled("total", 2026, Decimal(values[2026][-1]), None, None)]
    return Indicator(
        code=code,
        number=int(row["number"]),
        name=row["name_ru"],
        unit=row["unit"],  # type: ignore[arg-type]
        is_lower_better=row["polarity"] == "lower_is_better",
        is_national=is_national,
        path=path(code),
        territories=()
        if is_national
        else tuple(
            territory(place, name, {y: v[at] for y, v in values.items()}, shared)
            for at, (place, name) in enumerate(NAMES.items())
        ),
        total=territory("total", "", wholes, shared),  # type: ignore[arg-type]
        reconciliation=(*filed, *later) if both else (),
        changes=tuple(changes),
    )


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
    return (*deliveries, GateRun("mart", f"build {build_id}", None, True, marts))


def composed(code: str, *rows: tuple[Any, ...]) -> tuple[Composition, ...]:
    """The rows, and of what counts and what does not the sums of what is known."""

    def whole(is_counted: bool, at: int, kind: type) -> Any:
        known = [kind(row[at]) for row in rows if row[3] == is_counted and row[at] is not None]
        return sum(known, kind(0)) if known else None

    told = [
        Composition(
            *(code, 2026, yes, item, name, sector, parts, heads),
            *(None if each is None else Decimal(each) for each in measured),
        )
        for item, name, sector, yes, parts, heads, *measured in rows
    ]
    sums = (
        Composition(
            *(code, 2026, yes, "total", None, None, whole(yes, 4, int), whole(yes, 5, int)),
            *(whole(yes, at, Decimal) for at in (6, 7, 8)),
        )
        for yes in (True, False)
    )
    return (*told, *sums)


def totals(verdicts: dict[int, list[str]]) -> tuple[Total, ...]:
    """Of the years, given the verdicts of each."""
    found = {
        "datasets_read": "3",
        "decisions_in_force": "2",
        "late_filings": "1",
        "rows_quarantined": "3",
        "rows_read": "20000",
        "tax_bins_compared": "37",
        "tax_bins_differing": "2",
        "tax_difference_kzt": "1284500.00",
    }
    return tuple(
        Total(year, code, Decimal(value))
        for year, each in verdicts.items()
        for code, value in {
            **found,
            **{f"indicators_{verdict}": each.count(verdict) for verdict in ("met", "missed", "incomplete", "no_data")},
            "indicators": len(each),
        }.items()
    )


def judged(whole: Report) -> Report:
    """With the totals that its verdicts have."""
    verdicts = {year: [each.of(year).verdict for each in whole.indicators] for year in (2025, 2026)}
    return replace(whole, totals=totals(verdicts))  # type: ignore[arg-type]


def identified(value: Any, number: Any = None) -> Any:
    """The same, each number of it a cell of an invented mart; what is no figure but a year or a number stays."""
    number = count() if number is None else number
    if isinstance(value, tuple):
        return tuple(identified(each, number) for each in value)
    if not is_dataclass(value):
        return value
    row = next(number)
    found = {}
    for each in fields(value):
        content = getattr(value, each.name)
        if isinstance(content, int | Decimal) and "year" not in each.name and each.name != "number":
            mart = type(value).__name__.lower()
            found[each.name] = cell(content, figure(mart, row, column=each.name))
        else:
            found[each.name] = identified(content, number)
    return type(value)(**found)


def details() -> Details:
    mover, owner = "000140001237", "РГП на ПХВ «Институт ядерной физики» (KZ)"
    scope = (
        ("tax", "Налоги", True, 4_310, "1502311870.22"),
        (
            "withheld_income_tax",
            "Индивидуальный подоходный налог, удержанный у источника выплаты",
            True,
            2_816,
            "774120054",
        ),
        ("import_vat", "НДС на ввозимые товары", True, 96, "134776075.78"),
        ("penalty", "Пени и штрафы по налогам", False, 211, "4310322.15"),
        ("social_contribution", "Социальные отчисления", False, 2_790, "201876450"),
        ("non_tax", "Административные штрафы", False, 18, "-920150"),
    )
    units = (
        ("Лаборатория 1", True, "Исследователи по основному месту работы в пределах охвата участия", 911, "843.5"),
        ("Лаборатория 1", False, "Исследователи, работающие по совместительству", 62, None),
        ("Опытный завод", False, "Опытно-производственное подразделение", 140, "131.25"),
        ("Кафедра", False, "Подразделение не входит в охват участия организации", None, None),
    )
    investment = (
        ("предпринимательский частный", "собственные средства", True, "403001700", "120000000"),
        ("иностранный частный", "заем материнской компании", True, "215000000", None),
        ("квазигосударственный", "заем института развития", False, "310500000", "0"),
    )
    output = (
        ("rd_services", True, "2710000000"),
        ("science_intensive_products", True, "1500000000"),
        *(
            (kind, False, "120500000.55")
            for kind in ("not_listed", "intragroup", "outside_scope", "not_participating", "vat")
        ),
    )
    patents = tuple(
        Patent(
            f"{37000 + at}",
            date(2026, 1 + at, 11),
            f"{at + 2}/2026",
            list(NAMES)[at % 3],
            owner,
            mover,
            f"Способ получения изотопа {at + 1} (учебные данные)",
            at == 4,
            ("name_ru", "name_kk", "decision")[at % 3],
            "mnvo/1" if at % 3 == 2 else None,
        )
        for at in range(6)
    )
    shared = replace(patents[0], territory_code="kurchatov", owner="РГП на ПХВ «Национальный ядерный центр» (KZ)")
    return Details(
        composition=(
            *composed("tax_receipts", *((r, n, None, yes, p, None, None, v, None) for r, n, yes, p, v in scope)),
            *composed("researchers", *((w, w, None, yes, 1, h, f, None, None) for _, yes, w, h, f in units)),
            *composed(
                "private_investment",
                *((f"{sec}: {src}", src, sec, yes, None, None, None, v, c) for sec, src, yes, v, c in investment),
            ),
            *composed("science_output", *((k, None, None, yes, None, None, None, v, None) for k, yes, v in output)),
        ),
        tax_scope=tuple(ScopeRow(2026, "nu_park", r, name, yes, n, Decimal(v)) for r, name, yes, n, v in scope),
        research_units=tuple(
            ResearchUnit(2026, "nu_park", mover, unit, yes, why, heads, None if fte is None else Decimal(fte))
            for unit, yes, why, heads, fte in units
        ),
        investment=tuple(
            InvestmentSource(2026, "nu_park", sector, source, yes, Decimal(v), None if c is None else Decimal(c))
            for sector, source, yes, v, c in investment
        ),
        output=tuple(OutputKind(2026, "inp_park", kind, yes, Decimal(v)) for kind, yes, v in output),
        patents=(*patents, shared),
        patents_outlook=(
            CountOutlook(
                *(2026, Decimal(11), Decimal("5.483836"), Decimal("19.683126"), 2027, Decimal(11)),
                *(Decimal("54.011166"), Decimal("2.417803"), Decimal("97.878312")),
            ),
        ),
        owner_candidates=(
            OwnerCandidate('АО "Изотоп"', 'АО "Изотоп"', 2, mover, "другая организационно-правовая форма"),
            OwnerCandidate("ИЯФ", "ИЯФ", 1, mover, "сокращение «ияф» совпадает с первыми буквами наименования"),
        ),
        undecided_patents=(
            *(
                UndecidedPatents(2026, code, undecided, Decimal(value), Decimal(value + undecided), None, None, None)
                for code, undecided, value in (("inp_park", 1, 3), ("kurchatov", 1, 4), ("nu_park", 0, 5))
            ),
            UndecidedPatents(2026, "total", 2, Decimal(9), Decimal(11), Decimal(10), "missed", "met"),
        ),
    )


def source(dataset: str, rows: int = 12_480, quarantined: int = 0) -> Source:
    return Source(dataset, 3, moment("2027-04-01T12:00"), rows, quarantined, True)


def report(**changes: Any) -> Report:
    """The first reporting year as it stands on the day of the freeze."""
    ran, build = moment("2027-04-20T07:12"), "7f3a9c05fb5e"
    whole = Report(
        heading=Heading(moment("2027-04-20T18:00"), build, "0.1.0", is_sample=True),
        year=2026,
        indicators=tuple(indicator(row) for row in seed("indicators")),
        territories=country.territories(seed("concept_territories")),
        details=details(),
        regions=country.regions(),
        comparisons=country.comparisons(),
        facts=country.facts(),
        expected_results=country.expected_results(),
        decisions=country.decisions(),
        quality=Quality(
            gates=gates(ran, build, failed="kgd.payments_by_bin.unknown_pay_type"),
            sources=tuple(source(name, quarantined=3 if name == "kgd.payments_by_bin" else 0) for name in DATASETS),
            late_filings=(
                LateFiling(
                    "filings.participants", "kurchatov", 2026, moment("2027-04-07T09:30"), moment("2027-04-12T10:00")
                ),
            ),
        ),
        totals=(),
        freeze="04-20",
    )
    return judged(replace(whole, **changes))


def with_years(whole: Report, code: str, **years: YearProgress) -> Report:
    """``whole`` with other years on the path of one indicator."""
    changed = (replace(each, path=path(code, **years)) if each.code == code else each for each in whole.indicators)
    return judged(replace(whole, indicators=tuple(changed)))


def short(whole: Report) -> Report:
    """With the first indicator alone: drawing takes most of the time."""
    return judged(replace(whole, indicators=whole.indicators[:1]))


def real(whole: Report) -> Report:
    """The same report as if nothing in it were made up."""
    sources = tuple(replace(each, is_sample=False) for each in whole.quality.sources)
    heading = replace(whole.heading, is_sample=False)
    return replace(whole, heading=heading, quality=replace(whole.quality, sources=sources))
