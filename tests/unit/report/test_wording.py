"""Sentences: they say what the figures say, and never more."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from naukograd.report.messages import catalogue
from naukograd.report.model import Report, reporting_year
from naukograd.report.page import Points
from naukograd.report.sections.ahead import ahead
from naukograd.report.sections.summary import summary
from naukograd.report.sections.verdict import standing

from .factory import moment, report, with_years, year_row

say = catalogue("ru")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def told(code: str, year: int = 2026, actual: str | None = None, **changes: Any) -> str:
    indicator = next(each for each in report().indicators if each.code == code)
    return plain(standing(indicator, year_row(code, year, actual, **changes), say))


TAX, RANK = "tax_receipts", "gii_business_rd_rank"


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            told(TAX, actual="2.411208"),
            "2,411 млрд ₸ при цели 2,350 млрд ₸: цель достигнута (102,6 %), данные предварительные, охват 100,0 %",
        ),
        (
            told(TAX, actual="2.1", stage="final"),
            "2,100 млрд ₸ при цели 2,350 млрд ₸: цель не достигнута (89,4 %, отклонение −0,250 млрд ₸), "
            "данные окончательные, охват 100,0 %",
        ),
        (
            told(TAX, actual="2.1", verdict="incomplete", coverage=Decimal("0.91336")),
            "по полученным данным 2,100 млрд ₸ при цели 2,350 млрд ₸; данные неполные (охват 91,3 %), "
            "достижение цели не оценивается",
        ),
        (
            told(TAX, verdict="no_data", coverage=Decimal(0)),
            "данных нет; достижение цели 2,350 млрд ₸ не оценивается: отсутствие данных не означает, "
            "что цель не достигнута",
        ),
        (
            told(TAX, actual="1.94", verdict="not_due"),
            "год не завершен, с начала года 1,940 млрд ₸ при годовой цели 2,350 млрд ₸; "
            "достижение цели оценивается по завершении года",
        ),
        (told(RANK, actual="29"), "29 место при цели 30 место: цель достигнута, данные предварительные"),
        (
            told(RANK, actual="35"),
            "35 место при цели 30 место: цель не достигнута (отклонение +5 мест), данные предварительные",
        ),
        (
            told(TAX, 2025, "2.284917"),
            "Концепцией установлено 2,300 млрд ₸, пересчетом по данным получено 2,285 млрд ₸; "
            "базовый год не оценивается",
        ),
        (
            told(TAX, 2025, verdict="baseline"),
            "Концепцией установлено 2,300 млрд ₸, данных для пересчета нет; базовый год не оценивается",
        ),
    ],
    ids=[
        "met",
        "missed",
        "incomplete",
        "no_data",
        "not_due",
        "rank_met",
        "rank_missed",
        "baseline",
        "baseline_no_data",
    ],
)
def test_a_sentence_says_where_the_indicator_stands(sentence: str, said: str) -> None:
    assert sentence == said


def test_a_narrow_miss_does_not_read_as_a_hit() -> None:
    said = told(TAX, actual="2.349996", percent_of_target=Decimal("99.999829787234"))
    assert "2,349996 млрд ₸ при цели 2,350000 млрд ₸" in said
    assert "100,0 %, отклонение" not in said


def test_what_is_withheld_is_not_missing() -> None:
    indicator = report().indicators[2]
    hidden = tuple(replace(year, value=None, status="Q") for year in indicator.total.years)
    told = standing(
        replace(indicator, total=replace(indicator.total, years=hidden)),  # type: ignore[arg-type]
        year_row("researchers", 2026, verdict="no_data"),
        say,
    )
    assert "не публикуется по условиям конфиденциальности" in told


def leads(whole: Report) -> str:
    return plain(summary(whole, say)[0].text)  # type: ignore[union-attr]


def test_the_first_sentence_counts_all_six() -> None:
    whole = report()
    assert (
        leads(whole) == "За 2026 год: цель достигнута по 4 из 6 индикаторов (1, 3, 5 и 6); не достигнута по 2 (2 и 4)."
    )
    empty = with_years(whole, RANK, y2026=year_row(RANK, 2026, verdict="no_data"))
    partial = year_row("science_output", 2026, "3", verdict="incomplete", coverage=Decimal("0.5"))
    assert leads(with_years(empty, "science_output", y2026=partial)) == (
        "За 2026 год: цель достигнута по 3 из 6 индикаторов (1, 3 и 6); не достигнута по 1 (4); "
        "данные неполные по 1 (5); нет данных по 1 (2)."
    )


def test_no_target_met_is_not_all_targets_missed() -> None:
    whole = report()
    for each in whole.indicators:
        whole = with_years(whole, each.code, y2026=year_row(each.code, 2026, verdict="no_data"))
    assert leads(whole) == (
        "За 2026 год: достижение цели не подтверждено ни по одному из 6 индикаторов; "
        "нет данных по 6 (1, 2, 3, 4, 5 и 6)."
    )


def next_steps(whole: Report, number: int) -> list[str]:
    [points] = ahead(whole, whole.indicators[number - 1], say).blocks
    assert isinstance(points, Points)
    return [plain(item) for item in points.items]


def test_the_pace_is_measured_to_the_next_target_and_to_the_last() -> None:
    done = with_years(report(), TAX, y2026=year_row(TAX, 2026, "2.3"))
    assert next_steps(done, 1)[:2] == [
        "Чтобы достичь цели 2027 года (2,400 млрд ₸), от уровня 2026 года нужно улучшение "
        "в среднем на 0,100 млрд ₸ в год.",
        "Чтобы достичь цели 2035 года (8,000 млрд ₸), от уровня 2026 года нужно улучшение "
        "в среднем на 0,633 млрд ₸ в год.",
    ]
    assert next_steps(report(), 2)[:2] == [
        "Чтобы достичь цели 2027 года (29 место), от уровня 2026 года нужно улучшение в среднем на 3 места в год.",
        "Чтобы достичь цели 2035 года (20 место), от уровня 2026 года нужно улучшение в среднем на 1,3 места в год.",
    ]


def test_a_target_already_reached_needs_no_pace() -> None:
    assert next_steps(report(), 1)[0] == "Уровень 2026 года уже отвечает цели 2027 года (2,400 млрд ₸)."
    ahead_of_time = with_years(report(), RANK, y2026=year_row(RANK, 2026, "28"))
    assert next_steps(ahead_of_time, 2)[0] == "Уровень 2026 года уже отвечает цели 2027 года (29 место)."


def test_an_incomplete_year_is_no_level() -> None:
    partial = year_row(TAX, 2026, "1.2", verdict="incomplete", coverage=Decimal("0.5"))
    said = next_steps(with_years(report(), TAX, y2026=partial), 1)
    assert said[0].startswith("Значение 2026 года не годится для расчета темпа")
    assert len(said) == 2, "nothing but how the path is spread"


def test_only_small_counts_have_a_chance() -> None:
    assert sum("вероятность" in item for item in next_steps(report(), 6)) == 1
    for number in range(1, 6):
        assert not any("вероятность" in item for item in next_steps(report(), number))


@pytest.mark.parametrize(
    ("at", "year"),
    [
        ("2025-06-01", 2025),
        ("2026-05-01", 2025),
        ("2026-12-31T23:59:59", 2025),
        ("2027-01-01T00:00:01", 2026),
        ("2027-04-20T18:00", 2026),
        ("2041-01-01", 2035),
    ],
)
def test_the_reporting_year_is_the_last_that_is_over_in_almaty(at: str, year: int) -> None:
    assert reporting_year(moment(at)) == year
