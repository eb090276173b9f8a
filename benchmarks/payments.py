"""A month's file of payments, as large as asked for: synthetic, of the width of real rows."""

from __future__ import annotations

import gzip
import shutil
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


def write(folder: Path, payments: int) -> Month:
    """A month of that many payments, in a new folder below ``folder``."""
    place = folder / f"payments_{payments}"
    place.mkdir()
    month = Month(payments, place / "payments.csv", place / "payments_2025-05.csv.gz")
    payers = [f"{bin_:012d}" for bin_ in many_bins(np.random.default_rng(1), PAYERS).tolist()]
    with month.plain.open("w", encoding="utf-8") as text:
        text.write(HEADER + "\n")
        for number in range(payments):
            kbk, name_ru, name_kz = TAXES[number % len(TAXES)]
            text.write(
                f"{payers[number * 7919 % PAYERS]},"
                f"ТОО «Учебное предприятие {number % PAYERS}»,6207,"
                f"{name_ru},{name_kz},{kbk},{name_ru},{name_kz},{number},Налог,Уплата,"
                f"2025-05-{number % 31 + 1:02d}+05:00,2025-06-01+05:00,{number * 31 % 10_000_000 / 100:.2f}\n"
            )
    with month.plain.open("rb") as source, gzip.open(month.packed, "wb", compresslevel=6) as target:
        shutil.copyfileobj(source, target, 1 << 20)
    return month
