"""What changed between two reports, with every type of cause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from naukograd.core.figure import figure
from naukograd.core.periods import ALMATY
from naukograd.report.model import (
    Cause,
    ChangedCell,
    Decision,
    Responsible,
    RevisedFigure,
    RevisionPart,
    Revisions,
    RevisionSummary,
    Tolerance,
)
from naukograd.report.model.revisions import TYPES

DELIVERY = Responsible("kgd.payments_by_bin", "040240000125/2026", True, "00d1ce5a7c0ffee1")
PARTS = tuple(
    RevisionPart(
        kind,
        Decimal(value),
        ("040240000125",),
        deliveries := (replace(DELIVERY, is_later=value != "0.002"), DELIVERY),
        (Cause("040240000125", Decimal(value), deliveries),),
    )
    for kind, value in zip(TYPES, ("-0.001", "0.002", "0.0002", "-0.0004", "0.01"), strict=True)
)
TAXES = RevisedFigure("tax_receipts", "total", 2026, "bn_kzt", Decimal("2.411208"), Decimal("2.422008"), True, PARTS)
NEW = RevisedFigure("researchers", "nu_park", 2026, "persons", None, Decimal(238), True, PARTS[4:])
RUNNING = replace(TAXES, year=2027, was_over=False)


def revisions() -> Revisions:
    """One indicator beyond its tolerance, one within, one of which nothing can be compared."""
    percent, units = Tolerance(Decimal("0.1"), "percent", "so decided"), Tolerance(Decimal(1), "units", "so decided")
    return Revisions(
        "2026.1",
        "2026.2",
        datetime(2027, 4, 20, 23, 59, tzinfo=ALMATY),
        datetime(2027, 10, 15, 18, tzinfo=ALMATY),
        "aaa",
        "bbb",
        (NEW, TAXES, RUNNING),
        (
            ChangedCell(
                figure("participants", "nu_park", "1", "2026-01-01", column="scope"), None, "units", TYPES[2:3]
            ),
            ChangedCell(
                figure("indicator_values", "researchers", "total", 2026, column="stage"), "provisional", "final", ()
            ),
        ),
        2,
        (
            RevisionSummary(
                "tax_receipts",
                "bn_kzt",
                8,
                1,
                Decimal("0.00135"),
                Decimal("0.00135"),
                TAXES,
                TAXES,
                percent,
                (TAXES.id,),
            ),
            RevisionSummary("invention_patents", "patents", 8, 0, Decimal(0), Decimal(0), None, None, units, ()),
            RevisionSummary("researchers", "persons", 0, 0, None, None, None, None, percent, ()),
        ),
    )


REASON = Decision(
    "mnvo/7",
    "revision_reason",
    "2026.2/tax_receipts",
    None,
    "Директор департамента",
    date(2027, 10, 1),
    None,
    "Поступили платежи, проведенные после отбора сведений.",
)
