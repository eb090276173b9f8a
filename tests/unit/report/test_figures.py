from __future__ import annotations

from dataclasses import replace

import pytest

from naukograd.report.figures import changes_figure, path_figure
from naukograd.report.messages import catalogue

from .factory import report, with_years, year_row

say = catalogue("ru")


def alt(whole, number: int) -> str:  # type: ignore[no-untyped-def]
    return path_figure(whole, whole.indicators[number - 1], say).alt.replace("\u00a0", " ")


def test_a_column_that_misses_its_target_by_little_does_not_read_as_met() -> None:
    missed = with_years(report(), "tax_receipts", y2026=year_row("tax_receipts", 2026, "2.3465"))
    assert "2026: цель 2,35, факт 2,347." in alt(missed, 1)


def test_the_whole_decreed_path_is_told_in_words_too() -> None:
    told = alt(report(), 2)
    assert "2025, базовый год: по Концепции 31, пересчет 31." in told
    assert "2026: цель 30, факт 32." in told
    assert told.endswith("2035: цель 20.")


def test_every_indicator_is_drawn_and_differs_with_its_stage() -> None:
    whole = report()
    for each in whole.indicators:
        final = replace(each, path=tuple(replace(row, stage=row.stage and "final") for row in each.path))
        assert path_figure(whole, each, say).svg != path_figure(whole, final, say).svg


@pytest.mark.parametrize("number", [1, 3, 4, 5, 6])
def test_the_parts_of_a_change_end_in_their_sum(number: int) -> None:
    whole = report()
    each = whole.indicators[number - 1]
    parts = tuple(part for part in each.changes if part.territory_code == "total")
    before, after = (each.total.of(year) for year in (2025, 2026))
    assert before is not None
    assert after is not None
    assert after.value is not None
    assert before.value is not None
    assert sum(part.value for part in parts) == after.value - before.value, "the invented parts add up"
    assert after.change_from_previous is not None
    drawn = changes_figure(whole, each, parts, after.change_from_previous, say)
    assert "Всего: " in drawn.alt
