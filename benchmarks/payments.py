"""A month's file of payments, as large as asked for: synthetic, of the width of real rows."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from isal import igzip

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
    """The same records as text and as gz. ``payments``: how many; ``month``: ``YYYY-MM``."""

    payments: int
    month: str
    plain: Path
    packed: Path


def write(folder: Path, payments: int, month: str = "2025-05") -> Month:
    """The file of a month ``YYYY-MM`` with that many payments, in a new folder below ``folder``."""
    place = folder / f"payments_{month}_{payments}"
    place.mkdir()
    found = Month(payments, month, place / "payments.csv", place / f"payments_{month}.csv.gz")
    # What repeats is put together once: a file of fifty million records is written as well.
    payers = [
        f"{bin_:012d},ТОО «Учебное предприятие {number}»,6207,"
        for number, bin_ in enumerate(many_bins(np.random.default_rng(1), PAYERS).tolist())
    ]
    taxes = [f"{name_ru},{name_kz},{kbk},{name_ru},{name_kz}," for kbk, name_ru, name_kz in TAXES]
    days = [f",Налог,Уплата,{month}-{day:02d}+05:00,{month}-28+05:00," for day in range(1, 29)]
    with found.plain.open("w", encoding="utf-8", newline="") as text:
        text.write(HEADER + "\n")
        text.writelines(
            f"{payers[number * 7919 % PAYERS]}{taxes[number % len(TAXES)]}{number}{days[number % 28]}"
            f"{number * 31 % 10_000_000 / 100:.2f}\n"
            for number in range(payments)
        )
    with found.plain.open("rb") as source, igzip.open(found.packed, "wb", compresslevel=2) as target:
        shutil.copyfileobj(source, target, 1 << 20)
    return found


def of_another_month(like: Month, month: str, further: Iterable[Sequence[str]], folder: Path) -> Path:
    """A packed file of the same payments made in another month, and of what is to stand there besides."""
    file = folder / f"payments_{month}.csv.gz"
    theirs, ours = f",{like.month}-".encode(), f",{month}-".encode()
    besides = io.StringIO()
    csv.writer(besides, lineterminator="\n").writerows(further)
    with like.plain.open("rb") as source, igzip.open(file, "wb", compresslevel=2) as target:
        target.write(source.readline() + besides.getvalue().encode())
        while lines := source.readlines(1 << 20):
            target.write(b"".join(lines).replace(theirs, ours))
    return file
