"""What is new about a delivery against those accepted before: its layout, its units, the members of its dictionaries,
the figures of its distribution.

Compared is with the delivery of the same slice that it would replace (previous), and with the other slices of its
dataset (usual). Where nothing is known to compare with, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from statistics import median
from typing import Any

from psycopg.rows import dict_row

from naukograd.core.database import Connection

UNITS = re.compile(
    r"\b(?:тыс|млн|млрд|трлн|тысяч|миллион|миллиард|мың|thousand|million|billion|тенге|теңге|тг|kzt|доллар|usd|рубл"
    r"|процент|percent|пайыз|человек|чел|адам|persons?|единиц|бірлік|ставок|fte|ппс|ppp)\w*|%|‰|₸|\$|€",
    re.IGNORECASE,
)
LONGEST = 400
ADDED: Mapping[str, str] = {"layout_change": "text", "unit_change": "text", "unknown_members": "text"}
"""Columns of the profile that are always there, null where nothing is new, and their types."""

Fingerprint = Mapping[str, Any]


@dataclass(frozen=True)
class Known:
    """An accepted delivery. ``fingerprint``: figures and dictionaries as the gate noted them then; may lack some."""

    delivery_id: int
    slice: str
    counts_from: datetime
    layout: Sequence[str] | None
    fingerprint: Fingerprint


def known(conn: Connection, dataset: str, moment: datetime, but: Sequence[int]) -> list[Known]:
    """The dataset's current deliveries at the moment, without those judged now."""
    with conn.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(
            "select * from ledger.fingerprints(%s, %s) where delivery_id <> all(%s) order by delivery_id",
            [dataset, moment, list(but)],
        ).fetchall()
    return [Known(**{**row, "fingerprint": row["fingerprint"] or {}}) for row in rows]


def layouts(conn: Connection, deliveries: Sequence[int]) -> dict[int, list[str] | None]:
    """Of each delivery, its layout as kept when it was loaded."""
    rows = conn.execute("select delivery_id, layout from ledger.loads where delivery_id = any(%s)", [list(deliveries)])
    return {int(identity): found for identity, found in rows}


def drift(
    row: Mapping[str, Any],
    layout: Sequence[str] | None,
    compared: Iterable[str],
    dictionaries: Iterable[str],
    before: Sequence[Known],
    beside: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """Columns to add to a delivery's profile.

    Args:
        row: its profile.
        compared: names of figures; each gives ``<name>_of_previous`` and ``<name>_of_usual``, ratios.
        dictionaries: names of figures that are lists of text.
        before: what was accepted before.
        beside: profiles judged in the same run: as usual as those before.
    """
    previous = next((each for each in before if each.slice == row["slice"]), None)
    others = [each for each in before if each is not previous]
    return {
        **_layout_change(layout, previous, others),
        "unknown_members": _unknown_members(row, dictionaries, before),
        **{
            f"{name}_of_previous": _ratio(row[name], _number(previous.fingerprint.get(name)) if previous else None)
            for name in compared
        },
        **{f"{name}_of_usual": _of_usual(row, name, others, beside) for name in compared},
    }


def _layout_change(layout: Sequence[str] | None, previous: Known | None, others: Sequence[Known]) -> dict[str, Any]:
    like = previous or max(others, key=lambda each: (each.counts_from, each.slice), default=None)
    if layout is None or like is None or like.layout is None:
        return {"layout_change": None, "unit_change": None}
    return {"layout_change": _change(like.layout, layout), "unit_change": _change(_units(like.layout), _units(layout))}


def _units(layout: Iterable[str]) -> list[str]:
    return sorted({found.casefold() for line in layout for found in UNITS.findall(line)})


def _change(before: Iterable[str], now: Iterable[str]) -> str | None:
    new, gone = sorted(set(now) - set(before)), sorted(set(before) - set(now))
    words = [
        f"{word}: {', '.join(f'«{line}»' for line in lines)}" for word, lines in (("new", new), ("gone", gone)) if lines
    ]
    return "; ".join(words)[:LONGEST] or None


def _unknown_members(row: Mapping[str, Any], dictionaries: Iterable[str], before: Sequence[Known]) -> str | None:
    found = []
    for name in dictionaries:
        known_lists = [each.fingerprint[name] for each in before if name in each.fingerprint]
        if known_lists:
            members = {str(member) for each in known_lists for member in each}
            found += [f"{name} «{member}»" for member in sorted(set(map(str, row[name] or ())) - members)]
    return ", ".join(found)[:LONGEST] or None


def _of_usual(
    row: Mapping[str, Any], name: str, others: Sequence[Known], beside: Sequence[Mapping[str, Any]]
) -> Decimal | None:
    values = [_number(each.fingerprint.get(name)) for each in others]
    values += [_number(each[name]) for each in beside if each["slice"] != row["slice"]]
    sound = [value for value in values if value is not None]
    return _ratio(row[name], median(sound)) if sound else None


def _ratio(value: object, to: Decimal | None) -> Decimal | None:
    number = _number(value)
    return round(number / to, 6) if number is not None and to else None


def _number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))
