"""A month's file of payments, as large as asked for: synthetic, of the width of real rows."""

from __future__ import annotations

import csv
import gzip
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from naukograd.sources import DATASETS
from sample_world.bins import many_bins

DATASET = DATASETS["kgd.payments_bulk"]
HEADER = ",".join(column.header for column in DATASET.columns)
TAXES = (
    ("101111", "Корпоративный подоходный налог с юридических лиц", "Заңды тұлғалардан корпоративтік табыс салығы"),
    ("101201", "Индивидуальный подоходный налог с доходов у источника выплаты", "Төлем көзінен салық"),
    ("103101", "Социальный налог", "Әлеуметтік салық"),
    ("105101", "Налог на добавленную стоимость", "Қосылған құн салығы"),
    ("902101", "Социальные отчисления", "Әлеуметтік аударымдар"),
)
PAYERS = 100_000


@dataclass(frozen=True)
class Month:
    """The same records as text and as gz. ``payments``: how many."""

    payments: int
    plain: Path
    packed: Path


def write(folder: Path, payments: int, month: str = "2025-05", further: Iterable[Sequence[str]] = ()) -> Month:
    """The file of a month ``YYYY-MM`` with that many payments and what is to stand there besides, in a new folder
    below ``folder``."""
    place = folder / f"payments_{month}_{payments}"
    place.mkdir()
    found = Month(payments, place / "payments.csv", place / f"payments_{month}.csv.gz")
    payers = [f"{bin_:012d}" for bin_ in many_bins(np.random.default_rng(1), PAYERS).tolist()]
    with found.plain.open("w", encoding="utf-8", newline="") as text:
        text.write(HEADER + "\n")
        csv.writer(text, lineterminator="\n").writerows(further)
        for number in range(payments):
            kbk, name_ru, name_kz = TAXES[number % len(TAXES)]
            text.write(
                f"{payers[number * 7919 % PAYERS]},"
                f"ТОО «Учебное предприятие {number % PAYERS}»,6207,"
                f"{name_ru},{name_kz},{kbk},{name_ru},{name_kz},{number},Налог,Уплата,"
                f"{month}-{number % 28 + 1:02d}+05:00,{month}-28+05:00,{number * 31 % 10_000_000 / 100:.2f}\n"
            )
    with found.plain.open("rb") as source, gzip.open(found.packed, "wb", compresslevel=6) as target:
        shutil.copyfileobj(source, target, 1 << 20)
    return found
