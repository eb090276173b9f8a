"""A comparison as tables beside the marts, so that a release keeps it as it keeps them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from psycopg import sql

from naukograd.comparing.lineage import sources
from naukograd.core.database import Connection
from naukograd.report.model.revisions import RevisedFigure, Revisions
from naukograd.warehouse.builds import Build


@dataclass(frozen=True)
class Column:
    """A column; ``kind`` is its type in SQL, ``not null`` included."""

    name: str
    kind: str
    says: str


@dataclass(frozen=True)
class Table:
    """A table of what changed; ``key``: the columns of its primary key in their order."""

    says: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


_PLACE = (
    Column("indicator_code", "text not null", "Indicator of section 6 of the Concept."),
    Column("territory_code", "text not null", "Territory, or total for the programme."),
    Column("year", "integer not null", "Year of the figure."),
)
_FIGURE = (
    Column("figure", "text not null", "Identifier of the figure."),
    *_PLACE,
    Column("unit", "text not null", "Unit of all values of the row."),
    Column("earlier", "numeric", "The figure in the release before; null where it had none."),
    Column("later", "numeric", "The figure in this release; null where it has none."),
    Column(
        "was_over",
        "boolean not null",
        "Whether the year was over at the freeze of the release before: what a running year gains is no revision.",
    ),
)
_EMPTY = "Empty where nothing was sealed before."

TABLES: Mapping[str, Table] = {
    "revised_figures": Table(
        f"Every figure of an indicator that differs from the release before. {_EMPTY}",
        ("indicator_code", "territory_code", "year"),
        (
            *_FIGURE,
            Column(
                "difference",
                "numeric not null",
                "Later less earlier; the whole of a figure that one of them does not have.",
            ),
        ),
    ),
    "revisions": Table(
        f"What changed against the release before: every part of every figure that differs, by its cause. {_EMPTY}",
        ("indicator_code", "territory_code", "year", "type"),
        (
            *_FIGURE,
            Column("type", "text not null", "revision, correction, register, method or late_row."),
            Column(
                "part",
                "numeric not null",
                "What this cause contributes; the parts of a figure add up to the difference.",
            ),
            Column(
                "participants",
                "text[] not null",
                "BINs concerned; empty where a source gives the figure of the whole.",
            ),
            Column(
                "deliveries",
                "text[] not null",
                "Deliveries responsible, of either release: 16 hexadecimal digits each.",
            ),
        ),
    ),
    "revision_measures": Table(
        "The usual measures of revision analysis, of the figures of each indicator whose years were over and which "
        f"both releases have; those that did not change count with zero. {_EMPTY}",
        ("indicator_code",),
        (
            Column("indicator_code", "text not null", "Indicator of section 6 of the Concept."),
            Column("unit", "text not null", "Unit of all values of the row."),
            Column("compared", "integer not null", "Number of such figures."),
            Column("revised", "integer not null", "How many of them differ."),
            Column("mean", "numeric", "Mean revision, later less earlier; null where nothing can be compared."),
            Column("mean_absolute", "numeric", "Mean absolute revision; null likewise."),
            Column("largest", "numeric", "The largest absolute revision, with its sign; null where none differs."),
            Column("tolerance", "numeric not null", "Up to what revision no written reason is asked for."),
            Column("tolerance_kind", "text not null", "percent of the earlier figure, or units of the indicator."),
        ),
    ),
    "revision_totals": Table(
        f"What else changed against the release before. {_EMPTY}",
        ("held_against",),
        (
            Column("held_against", "text not null", "The release before."),
            Column("changed_cells", "integer not null", "Cells of all other marts that differ."),
        ),
    ),
}
DESCRIBED = {
    name: {"": table.says, **{column.name: column.says for column in table.columns}} for name, table in TABLES.items()
}


def write(conn: Connection, build: Build, revisions: Revisions | None) -> None:
    """Make the tables in the candidate of a build, and name the sources of their figures among those of its marts.

    Without a release before they are empty.
    """
    schema = build.purpose.candidate
    rows = _rows(revisions) if revisions else {}
    for name, table in TABLES.items():
        _make(conn, sql.Identifier(schema, name), table)
        _copy(conn, sql.Identifier(schema, name), rows.get(name, []))
    target = sql.Identifier(schema, "figure_sources")
    # A release that is composed a second time has them already.
    conn.execute(sql.SQL("delete from {} where split_part(figure, '/', 1) = any(%s)").format(target), [list(TABLES)])
    _copy(conn, target, [(*each, build.id, build.as_of) for each in sources(revisions)] if revisions else [])


def _make(conn: Connection, name: sql.Identifier, table: Table) -> None:
    conn.execute(sql.SQL("drop table if exists {}").format(name))
    columns = [sql.SQL("{} " + column.kind).format(sql.Identifier(column.name)) for column in table.columns]
    key = sql.SQL(", ").join(map(sql.Identifier, table.key))
    conn.execute(sql.SQL("create table {} ({}, primary key ({}))").format(name, sql.SQL(", ").join(columns), key))


def _copy(conn: Connection, name: sql.Identifier, rows: list[tuple[object, ...]]) -> None:
    with conn.cursor() as cursor, cursor.copy(sql.SQL("copy {} from stdin").format(name)) as copy:
        for row in rows:
            copy.write_row(row)


def _rows(revisions: Revisions) -> dict[str, list[tuple[object, ...]]]:
    return {
        "revised_figures": [(*_figure(each), each.moved) for each in revisions.figures],
        "revisions": [
            (
                *(*_figure(each), part.type, part.value, list(part.participants)),
                [one.delivery for one in part.deliveries],
            )
            for each in revisions.figures
            for part in each.parts
        ],
        "revision_measures": [
            (
                *(each.indicator_code, each.unit, each.compared, each.revised, each.mean, each.mean_absolute),
                *(each.largest.moved if each.largest else None, each.tolerance.value, each.tolerance.kind),
            )
            for each in revisions.summaries
        ],
        "revision_totals": [(revisions.earlier, revisions.changed_cells)],
    }


def _figure(each: RevisedFigure) -> Iterator[object]:
    yield from (str(each.id), each.indicator_code, each.territory_code, each.year, each.unit)
    yield from (each.earlier, each.later, each.was_over)
