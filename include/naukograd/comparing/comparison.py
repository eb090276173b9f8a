"""Two states read, compared and put together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from psycopg.pq import TransactionStatus

from naukograd.comparing import cells, payments, side
from naukograd.comparing.side import TOTAL, Side
from naukograd.comparing.split import Known, Slice, split
from naukograd.comparing.summary import summaries
from naukograd.core.database import Connection
from naukograd.core.periods import ALMATY
from naukograd.deliveries.ledger import shown
from naukograd.report.model.revisions import RevisedFigure, Revisions, RevisionType, Tolerance
from naukograd.warehouse.states import State

REGISTER = "filings.participants"
DECISIONS = "filings.decisions"
OF_OWNERS = "invention_patents"
"""The indicator whose participants are told by people's decisions as well as by the registers."""


def revisions(conn: Connection, earlier: State, later: State) -> Revisions:
    """Every figure and every other cell that differs between two states, figures with their causes.

    Read in one snapshot of the database, which is the caller's where it has begun a transaction.
    """
    begins = conn.info.transaction_status == TransactionStatus.IDLE
    with conn.transaction():
        if begins:
            conn.execute("set transaction isolation level repeatable read")
        before, after = side.read(conn, earlier), side.read(conn, later)
        natures: dict[str, RevisionType] = dict(
            conn.execute("select dataset, replaced_by from seeds.dataset_natures").fetchall()
        )
        figures = _figures(conn, before, after, natures)
        tolerances = {
            code: Tolerance(value, kind, basis)
            for code, value, kind, basis in conn.execute(
                "select indicator_code, tolerance, tolerance_kind, basis from seeds.revision_tolerances"
            )
        }
        changed = cells.changed(conn, before, after, natures)
        return Revisions(
            earlier.name,
            later.name,
            before.as_of,
            after.as_of,
            before.method,
            after.method,
            figures,
            changed,
            len(changed),
            summaries(before, after, figures, tolerances),
        )


def _figures(
    conn: Connection, before: Side, after: Side, natures: Mapping[str, RevisionType]
) -> tuple[RevisedFigure, ...]:
    changed = side.changed_slices(before, after)
    rows = payments.told(conn, before, after, changed)
    deliveries: dict[Slice, tuple[str | None, str | None]] = {
        each: (_shown(before.deliveries.get(each)), _shown(after.deliveries.get(each)))
        for each in before.deliveries.keys() | after.deliveries.keys()
    }
    # A slice replaced by another delivery is told row by row, even if none of its rows counts for anybody.
    replaced = {each for each in changed if each[0] == payments.DATASET and None not in deliveries[each]}
    found = []
    for place in sorted(before.figures.keys() | after.figures.keys()):
        old, new = before.half(place), after.half(place)
        if old.value == new.value:
            continue
        indicator, territory, year = place
        was, is_ = before.participation(territory, year), after.participation(territory, year)
        moved = {each for each in was.keys() | is_.keys() if was.get(each) != is_.get(each)}
        told = rows.get(place, {})
        cells_of = old.contributions.keys() | new.contributions.keys()
        known = Known(
            deliveries,
            natures,
            moved=moved,
            newcomers=moved - was.keys(),
            registers=sorted(
                each
                for each in changed
                if (each[0] == REGISTER and territory in (TOTAL, each[1]))
                or (each[0] == DECISIONS and indicator == OF_OWNERS)
            ),
            rows={cell: told.get(cell, {}) for cell in cells_of if cell[1] in replaced},
            is_other_method=before.method != after.method,
        )
        _, unit = after.figures.get(place) or before.figures[place]
        found.append(
            RevisedFigure(
                indicator, territory, year, unit, old.value, new.value, was_over(before, year), split(old, new, known)
            )
        )
    return tuple(found)


def was_over(state: Side, year: int) -> bool:
    return date(year, 12, 31) < state.as_of.astimezone(ALMATY).date()


def _shown(delivery_id: int | None) -> str | None:
    return None if delivery_id is None else shown(delivery_id)
