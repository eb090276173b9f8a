from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from naukograd.report.messages import catalogue
from naukograd.report.model import Report
from naukograd.report.wording import focus, lead, points

from .factory import moment, path, report, year_row

say = catalogue("ru")


def seen(at: str, **years: Any) -> Report:
    whole = report()
    heading = replace(whole.heading, as_of=moment(at))
    return replace(whole, heading=heading, indicator=replace(whole.indicator, path=path(**years)))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("whole", "sentence"),
    [
        (
            seen("2027-05-04", y2026=year_row(2026, Decimal("2.411208"))),
            "За 2026 год поступило 2,41 млрд ₸ при цели 2,35 млрд ₸: цель достигнута (102,6 %), "
            "данные предварительные.",
        ),
        (
            seen("2027-05-04", y2026=year_row(2026, Decimal("2.1"), stage="final")),
            "За 2026 год поступило 2,10 млрд ₸ при цели 2,35 млрд ₸: цель не достигнута "
            "(89,4 %, недостает 0,25 млрд ₸), данные окончательные.",
        ),
        (
            seen("2027-05-04", y2026=year_row(2026, Decimal("2.1"), verdict="incomplete", coverage=Decimal("0.91336"))),
            "За 2026 год по полученным данным (охват 91,3 %) поступило 2,10 млрд ₸ при цели 2,35 млрд ₸. "
            "Данные неполные, достижение цели не оценивается.",
        ),
        (
            seen("2027-05-04", y2026=year_row(2026, verdict="no_data", coverage=Decimal(0))),
            "За 2026 год данных нет. Достижение цели 2,35 млрд ₸ не оценивается: "
            "отсутствие данных не означает, что цель не достигнута.",
        ),
        (
            seen("2026-11-22", y2026=year_row(2026, Decimal("1.94"), verdict="not_due")),
            "2026 год не завершен: с начала года поступило 1,94 млрд ₸ при годовой цели 2,35 млрд ₸. "
            "Достижение цели оценивается по завершении года.",
        ),
        (
            seen("2026-01-02"),
            "2026 год не завершен, данных за него пока нет. Годовая цель — 2,35 млрд ₸; "
            "ее достижение оценивается по завершении года.",
        ),
        (
            seen("2025-12-31"),
            "Базовый 2025 год: Концепцией установлено 2,30 млрд ₸, по данным о платежах получено 2,28 млрд ₸. "
            "Базовый год не оценивается.",
        ),
        (
            seen("2025-12-31", y2025=year_row(2025, verdict="baseline")),
            "Базовый 2025 год: Концепцией установлено 2,30 млрд ₸, данных о платежах нет. Базовый год не оценивается.",
        ),
    ],
    ids=["met", "missed", "incomplete", "no_data", "not_due", "not_due_no_data", "baseline", "baseline_no_data"],
)
def test_the_lead_says_where_the_programme_stands(whole: Report, sentence: str) -> None:
    assert plain(lead(whole, say)) == sentence


def test_a_narrow_miss_does_not_read_as_a_hit() -> None:
    text = plain(lead(seen("2027-05-04", y2026=year_row(2026, Decimal("2.349996"))), say))
    assert "поступило 2,349996 млрд ₸ при цели 2,350000 млрд ₸" in text
    assert "100,0 %" not in text


def test_the_year_in_focus_is_the_latest_judged_even_while_a_later_one_runs() -> None:
    whole = report()
    assert focus(whole).year == 2026
    assert any(point.startswith("2027\u00a0год не завершен") for point in points(whole, say))


def test_the_turn_of_the_year_is_that_of_almaty() -> None:
    whole = seen("2026-01-01T00:00:01")
    assert focus(whole).year == 2026
    assert focus(seen("2025-12-31T23:59:59")).year == 2025


def test_the_pace_is_measured_from_a_complete_year_to_targets_still_ahead() -> None:
    done = year_row(2026, Decimal("2.3"))
    said = [plain(point) for point in points(seen("2027-05-04", y2026=done), say)]
    assert said[0] == "Для цели 2027 года (2,40 млрд ₸) нужен прирост 0,10 млрд ₸ в год от уровня 2026 года."
    assert said[1] == "Для цели 2035 года (8,00 млрд ₸) нужен прирост 0,63 млрд ₸ в год от уровня 2026 года."

    partial = year_row(2027, Decimal("1.2"), verdict="incomplete", coverage=Decimal("0.5"))
    said = [plain(point) for point in points(seen("2028-05-04", y2026=done, y2027=partial), say)]
    assert [text for text in said if "прирост" in text] == [
        "Для цели 2035 года (8,00 млрд ₸) нужен прирост 0,63 млрд ₸ в год от уровня 2026 года."
    ]


def test_a_target_already_reached_needs_no_pace() -> None:
    said = plain(points(seen("2027-05-04", y2026=year_row(2026, Decimal("2.45"))), say)[0])
    assert said == "Объем 2026 года не ниже цели 2027 года (2,40 млрд ₸)."
