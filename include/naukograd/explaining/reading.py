"""The lineage of figures in a state of knowledge, read from its mart figure_sources and its own formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from psycopg import sql
from psycopg.rows import class_row

from naukograd.core.database import Connection
from naukograd.core.figure import FigureId
from naukograd.explaining.files import Files, seeds
from naukograd.explaining.lineage import FORMULAS, Formula, Input, Lineage, formulas
from naukograd.warehouse import states
from naukograd.warehouse.states import State

_BEHIND = sql.SQL(
    """
    with recursive sources as materialized (select * from {mart} as s),

    behind as (
        select unnest(%s::text[]) as figure
        union
        select s.input_figure from sources as s inner join behind using (figure) where s.input_figure is not null
    )

    select {columns} from sources as s inner join behind using (figure)
    """
)


def lineage(conn: Connection, files: Files, state: State, figure: str | None = None) -> Lineage:
    """All that lies behind a figure in a state of knowledge, down to rows; without one, behind every figure."""
    found = Lineage(_inputs(conn, state, None if figure is None else [figure]), {None: formulas_of(files, state)})
    for release, figures in sorted(_elsewhere(found).items()):
        other = states.state(conn, release)
        found.formulas[release] = formulas_of(files, other)
        found.inputs |= _of_release(_inputs(conn, other, figures), release)
    return found


def _elsewhere(found: Lineage) -> dict[str, list[str]]:
    """Input figures of other releases, by release, as those call them."""
    by_release: dict[str, set[str]] = {}
    for name in {each.input_figure for one in found.inputs.values() for each in one if each.input_figure}:
        identity = FigureId.parse(name)
        if identity.release:
            by_release.setdefault(identity.release, set()).add(str(replace(identity, release=None)))
    return {release: sorted(names) for release, names in by_release.items()}


def _of_release(inputs: dict[str, list[Input]], release: str) -> dict[str, list[Input]]:
    """The same, every figure with the release behind its name."""

    def named(figure: str) -> str:
        return f"{figure}@{release}"

    return {
        named(figure): [
            replace(each, figure=named(figure), input_figure=named(each.input_figure) if each.input_figure else None)
            for each in found
        ]
        for figure, found in inputs.items()
    }


def _inputs(conn: Connection, state: State, figures: Sequence[str] | None) -> dict[str, list[Input]]:
    """By figure; of all figures without ``figures``."""
    columns = sql.SQL(", ").join(
        sql.SQL("{} || s.seed_file as file").format(f"{seeds(state)}/") if name == "file" else sql.Identifier("s", name)
        for name in Input.__dataclass_fields__
    )
    query = sql.SQL("select {columns} from {mart} as s") if figures is None else _BEHIND
    with conn.cursor(row_factory=class_row(Input)) as cursor:
        rows = cursor.execute(
            sql.SQL('{} order by s.figure collate "C", s.number').format(
                query.format(columns=columns, mart=state.mart("figure_sources"))
            ),
            None if figures is None else [list(figures)],
        ).fetchall()
    inputs: dict[str, list[Input]] = {}
    for each in rows:
        inputs.setdefault(each.figure, []).append(each)
    return inputs


def formulas_of(files: Files, state: State) -> dict[str, Formula]:
    """The formulas that a state was computed by."""
    return formulas(files.read(f"{seeds(state)}/{FORMULAS}"))
