"""Two real states of the classifier of territorial units (КАТО): see real/kato/PROVENANCE.md."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent / "real" / "kato"
_PRESENT = FOLDER / "kato_2026-07-17.csv"
_CHANGES = FOLDER / "kato_diff_2022-10-17_to_2026-07-17.csv"


def state_2026() -> bytes:
    """The state of 17 July 2026 as its carrier gives it."""
    return _PRESENT.read_bytes()


def state_2022() -> bytes:
    """The state of 17 October 2022, from that of 2026 and what changed: codes and Russian names; no more is known."""
    with _PRESENT.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        header = list(reader.fieldnames or [])
        names = {row["kato"]: row["name_ru"] for row in reader}
    with _CHANGES.open(encoding="utf-8-sig", newline="") as file:
        for change in csv.DictReader(file):
            if change["change"] == "added":
                del names[change["kato"]]
            else:
                names[change["kato"]] = change["name_2022"]
    content = io.StringIO()
    lines = csv.DictWriter(content, header, restval="", lineterminator="\n")
    lines.writeheader()
    lines.writerows({"kato": code, "name_ru": name} for code, name in sorted(names.items()))
    return content.getvalue().encode()


STATES: dict[date, Callable[[], bytes]] = {date(2022, 10, 17): state_2022, date(2026, 7, 17): state_2026}
"""The states by their day."""
