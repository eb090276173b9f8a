"""What changed between two moments: every change handed in comes out with its type and its delivery."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from naukograd import comparing, pipeline
from naukograd.core.database import connect
from naukograd.core.errors import GateFailed
from naukograd.core.periods import parse_moment
from naukograd.core.settings import Settings
from naukograd.report.model import Decision, RevisedFigure, RevisionPart, Revisions
from naukograd.warehouse.states import State, state

from .conftest import Copied
from .handed import FILER, LATER, MEMBER, OWNER, PAYER, TAX, hand_in

pytestmark = pytest.mark.thorough


@dataclass(frozen=True)
class Compared:
    """The world of spring published, and as it was known in autumn after four changes."""

    settings: Settings
    schema: str
    handed: dict[str, str]
    found: Revisions

    def figure(self, indicator: str, territory: str) -> RevisedFigure:
        [found] = [
            each
            for each in self.found.figures
            if (each.indicator_code, each.territory_code, each.year) == (indicator, territory, 2026)
        ]
        return found


@pytest.fixture(scope="module")
def compared(copied: Copied) -> Compared:
    settings = copied("compared")
    handed = hand_in(settings)
    schema = pipeline.build_apart(settings, parse_moment(LATER))
    return Compared(settings, schema, handed, pipeline.compare(settings, "now", schema))


def parts(figure: RevisedFigure) -> dict[str, RevisionPart]:
    return {part.type: part for part in figure.parts}


def test_late_payments_and_refunds_are_told_apart(compared: Compared) -> None:
    for territory in ("nu_park", "total"):
        found = parts(compared.figure("tax_receipts", territory))
        assert found["late_row"].value == Decimal("0.001")
        assert found["revision"].value == Decimal("-0.0002495")
        for part in (found["late_row"], found["revision"]):
            assert part.participants == (PAYER,)
            [old, new] = part.deliveries
            assert (old.dataset, old.slice, old.is_later) == (TAX, f"{PAYER}/2026", False)
            assert (new.delivery, new.is_later) == (compared.handed["payments"], True)


def test_a_filing_handed_in_again_is_a_correction(compared: Compared) -> None:
    [part] = compared.figure("researchers", "kurchatov").parts
    assert (part.type, part.value, part.participants) == ("correction", Decimal(2), (FILER,))
    assert compared.handed["filing"] in {each.delivery for each in part.deliveries}


def test_another_day_of_joining_is_a_change_of_the_register(compared: Compared) -> None:
    [part] = compared.figure("tax_receipts", "inp_park").parts
    assert (part.type, part.participants) == ("register", (MEMBER,))
    assert part.value < 0
    assert compared.handed["register"] in {each.delivery for each in part.deliveries}


def test_an_annulled_patent_is_a_revision(compared: Compared) -> None:
    for territory in ("nu_park", "total"):
        [part] = compared.figure("invention_patents", territory).parts
        assert (part.type, part.value, part.participants) == ("revision", Decimal(-1), (OWNER,))
        assert compared.handed["bulletin"] in {each.delivery for each in part.deliveries}


def test_parts_add_up_and_nothing_else_changed(compared: Compared) -> None:
    changed = {(each.indicator_code, each.territory_code) for each in compared.found.figures if each.year == 2026}
    assert changed >= {("tax_receipts", "total"), ("researchers", "total"), ("invention_patents", "total")}
    assert ("private_investment", "nu_park") not in changed
    assert not any(each.year == 2025 for each in compared.found.figures)
    for each in compared.found.figures:
        assert sum((part.value for part in each.parts), Decimal(0)) == each.moved
    with connect(compared.settings.warehouse_url) as conn:
        differing = conn.execute(
            f"select count(*) from marts.indicator_values as a full join {compared.schema}.indicator_values as b"  # type: ignore[arg-type]
            " using (indicator_code, territory_code, year) where a.value is distinct from b.value"
        ).fetchone()
    assert differing == (len(compared.found.figures),)


def test_every_other_changed_cell_is_listed(compared: Compared) -> None:
    cells = {str(cell.figure): cell for cell in compared.found.cells}
    joined = cells[f"participants/inp_park/{MEMBER}/2026-04-01:scope"]
    assert (joined.earlier, joined.later) == ("entity", None)
    assert "register" in joined.types
    assert cells["indicator_values/tax_receipts/total/2026:stage"].later == "final"
    assert not any(name.endswith((":build_id", ":delivery_id", ":place")) for name in cells)


def test_back_again_every_difference_has_the_other_sign(compared: Compared) -> None:
    back = pipeline.compare(compared.settings, compared.schema, "now")
    there = {each.id: each.moved for each in compared.found.figures}
    assert {each.id: -each.moved for each in back.figures} == there
    for each in back.figures:
        assert sum((part.value for part in each.parts), Decimal(0)) == each.moved


def test_a_state_does_not_differ_from_itself(compared: Compared) -> None:
    same = pipeline.compare(compared.settings, "now", "now")
    assert (same.figures, same.cells) == ((), ())
    assert {each.mean for each in same.summaries} == {Decimal(0)}


def test_a_large_revision_needs_a_reason(compared: Compared) -> None:
    lacking = comparing.unjustified(compared.found, (), "2026.2")
    assert [each.subject for each in lacking] == []
    with connect(compared.settings.warehouse_url) as conn:
        conn.execute("update seeds.revision_tolerances set tolerance = 0.01 where indicator_code = 'tax_receipts'")
        found = comparing.revisions(conn, state(conn, "now"), State("in autumn", compared.schema))
    with pytest.raises(GateFailed, match=r"tax_receipts/\w+/2026:value .* revision_reason .*2026\.2/tax_receipts"):
        comparing.require_reasons(found, (), "2026.2")
    day = parse_moment(LATER).date()
    reason = Decision(
        "mnvo/9", comparing.DECISION_KIND, "2026.2/tax_receipts", None, "Директор", day, None, "Поздние платежи"
    )
    comparing.require_reasons(found, (reason,), "2026.2")
