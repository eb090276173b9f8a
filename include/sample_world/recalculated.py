"""Gross regional product per head recalculated: the Bureau's real workbook, with an invented last whole year."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import numpy as np

from sample_world.times import ALMATY

GRP_ELEMENT = "5930"
RECALCULATED_AT = datetime(2027, 8, 16, 10, tzinfo=ALMATY)
REAL = Path(__file__).parent / "real" / "bns" / "grp_per_capita_stat_gov_kz.xlsx"
_SHEETS = ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml")
_PROPERTIES = "docProps/core.xml"
# The year 2022, the last one printed whole; a row is a region, the same one on both sheets.
_FIGURE = re.compile(r'(<c r="BI(\d+)" s="\d+"><v>)([\d.]+)(</v>)')
_TOPIC = 71


def recalculated_grp(seed: int) -> bytes:
    """The workbook as it is recalculated, marked as a sample; equal seeds give equal bytes."""
    shifts = np.random.default_rng([seed, _TOPIC]).integers(985, 1_026, 100)

    def moved(found: re.Match[str]) -> str:
        value = Decimal(found[3]) * int(shifts[int(found[2])]) / 1_000
        return f"{found[1]}{value.quantize(Decimal('0.1'))}{found[4]}"

    content = io.BytesIO()
    with (
        zipfile.ZipFile(REAL) as real,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as book,
    ):
        for part in real.infolist():
            body = real.read(part)
            if part.filename in _SHEETS:
                body = _FIGURE.sub(moved, body.decode()).encode()
            if part.filename == _PROPERTIES:
                body = body.replace(b"<dc:creator>", b"<dc:description>Sample data</dc:description><dc:creator>")
            book.writestr(zipfile.ZipInfo(part.filename, part.date_time), body, zipfile.ZIP_DEFLATED)
    return content.getvalue()
