"""A comparison as a table beside the marts, so that a release keeps it as it keeps them."""

from __future__ import annotations

from psycopg import sql

from naukograd.core.database import Connection
from naukograd.report.model.revisions import Revisions

TABLE = "revisions"
DESCRIBED = {
    "": "What changed against the release before: every part of every figure that differs, by its cause. Empty where "
    "nothing was sealed before.",
    "figure": "Identifier of the figure.",
    "indicator_code": "Indicator of section 6 of the Concept.",
    "territory_code": "Territory, or total for the programme.",
    "year": "Year of the figure.",
    "unit": "Unit of all values of the row.",
    "earlier": "The figure in the release before; null where it had none.",
    "later": "The figure in this release; null where it has none.",
    "was_over": "Whether the year was over at the freeze of the release before: what a running year gains is no "
    "revision.",
    "type": "revision, correction, register, method or late_row.",
    "part": "What this cause contributes; the parts of a figure add up to the difference.",
    "participants": "BINs concerned; empty where a source gives the figure of the whole.",
    "deliveries": "Deliveries responsible, of either release: 16 hexadecimal digits each.",
}


def write(conn: Connection, schema: str, revisions: Revisions | None) -> None:
    """Make the table ``revisions`` in a candidate schema; without a release before it is empty."""
    table = sql.Identifier(schema, TABLE)
    conn.execute(sql.SQL("drop table if exists {}").format(table))
    conn.execute(
        sql.SQL(
            """
            create table {} (
                figure text not null, indicator_code text not null, territory_code text not null, year integer not null,
                unit text not null, earlier numeric, later numeric, was_over boolean not null, type text not null,
                part numeric not null, participants text[] not null, deliveries text[] not null,
                primary key (indicator_code, territory_code, year, type)
            )
            """
        ).format(table)
    )
    with conn.cursor() as cursor, cursor.copy(sql.SQL("copy {} from stdin").format(table)) as copy:
        for each in revisions.figures if revisions else ():
            for part in each.parts:
                copy.write_row(
                    [
                        *(str(each.id), each.indicator_code, each.territory_code, each.year, each.unit),
                        *(each.earlier, each.later, each.was_over, part.type, part.value),
                        list(part.participants),
                        [one.delivery for one in part.deliveries],
                    ]
                )
