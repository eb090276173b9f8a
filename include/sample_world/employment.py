"""Employed people of the territories' cities: an invented workbook in the manner of the Bureau's (element 102798)."""

from __future__ import annotations

import io
from datetime import datetime

import numpy as np

from sample_world.participants import MARK_RU
from sample_world.times import ALMATY
from sample_world.workbooks import Cell, workbook, write_table

ELEMENT = "102798"
FIRST_YEAR = 2022
# Kurchatov is a city of some twelve thousand people; the two others are the country's largest.
_CITIES = {
    "101810000": ("г.Курчатов", 5_600),
    "710000000": ("г.Астана", 690_000),
    "750000000": ("г.Алматы", 1_080_000),
}
_TOPIC = 43


def issues() -> dict[datetime, int]:
    """Moments of publication, and the last year each covers: the spring after."""
    return {datetime(year + 1, 4, 8, 11, tzinfo=ALMATY): year for year in (2024, 2025, 2026)}


def employed(seed: int) -> dict[str, dict[int, int]]:
    """Employed people by city (КАТО) and year, 2022 to 2026."""
    rng = np.random.default_rng([seed, _TOPIC])
    people: dict[str, dict[int, int]] = {}
    for kato, (_, usual) in _CITIES.items():
        number = float(usual) * float(rng.uniform(0.97, 1.03))
        people[kato] = {}
        for year in range(FIRST_YEAR, 2027):
            people[kato][year] = round(number)
            number *= float(rng.uniform(0.995, 1.03))
    return people


def workbook_until(seed: int, last_year: int, moment: datetime, *, renamed: bool = False) -> bytes:
    """The issue that covers the years until ``last_year``; ``renamed`` heads its columns in Kazakh alone."""
    years = range(FIRST_YEAR, last_year + 1)
    people = employed(seed)
    title = f"Занятое население по городам {MARK_RU}"
    word = "жыл" if renamed else "год"
    # The last year is preliminary, and the mark of its footnote sticks to the label.
    header: list[Cell] = ["КАТО", "Город", *(f"{year} {word}{'1)' if year == last_year else ''}" for year in years)]
    rows: list[list[Cell]] = [
        [kato, name, *(people[kato][year] for year in years)] for kato, (name, _) in _CITIES.items()
    ]
    content = io.BytesIO()
    with workbook(content, title, moment) as book:
        write_table(
            book, "Занятое население", [header, *rows, [], ["1) предварительные данные"]], above=(title, "человек", "")
        )
    return content.getvalue()
