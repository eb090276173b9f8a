"""The breakdowns and lists of a report, of the size that they really have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from naukograd.report.model import (
    Composition,
    CountOutlook,
    Details,
    InvestmentSource,
    OutputKind,
    OwnerCandidate,
    Patent,
    ResearchUnit,
    ScopeRow,
    UndecidedPatents,
)

NAMES = {
    "inp_park": "НТП на базе Института ядерной физики",
    "nu_park": "НТП на базе АОО «Назарбаев Университет»",
    "kurchatov": "Наукоград Курчатов",
}


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
