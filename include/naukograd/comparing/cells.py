"""Cells of all marts that differ, typed by what happened to the datasets behind the mart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import LiteralString

from psycopg import sql

from naukograd.comparing.side import Side, changed_slices
from naukograd.core.database import Connection
from naukograd.core.errors import UsageError
from naukograd.core.figure import figure
from naukograd.report.model.revisions import TYPES, ChangedCell, RevisionType
from naukograd.warehouse.states import State

PROVENANCE = ["build_id", "as_of", "release_id", "delivery_id", "place"]
"""Columns that say where a row is from: another delivery of the same words is no change."""
TOLD_APART = ("indicator_values", "value")
"""The figures themselves, which are told with their causes."""

EVIDENCE = {"indicator_contributions", "figure_sources"}
"""Marts that say where figures come from: they have rows for every delivery, and no figure that is not told already."""
WITHOUT_PRIMARY_KEY = {
    "international_comparison": ["source", "measure_code", "economy_code", "year"],
    "national_facts": ["source", "fact_code", "year"],
}
"""Keys of which a part may be missing, as their suites have them."""

# A key is compared as JSON, in which a missing part is a part like any other.
_DIFFERENCES = """
with earlier as (
    select {key} as key, to_jsonb(r) - %(provenance)s::text[] as cells from {earlier} as r
),

later as (
    select {key} as key, to_jsonb(r) - %(provenance)s::text[] as cells from {later} as r
)

select key, name, earlier.cells ->> name, later.cells ->> name
from earlier
full join later using (key)
cross join lateral jsonb_object_keys(coalesce(later.cells, earlier.cells)) as name
where
    name <> all(%(key)s::text[])
    and nullif(earlier.cells -> name, 'null') is distinct from nullif(later.cells -> name, 'null')
order by key::text collate "C", name collate "C"
"""


@dataclass(frozen=True)
class _Origins:
    """Datasets behind the marts."""

    by_indicator: Mapping[str, Collection[str]]
    by_mart: Mapping[str, Collection[str]]

    def of(self, mart: str, key: Mapping[str, object]) -> Collection[str]:
        """A row of an indicator is of its datasets, and so is a mart that bears its name."""
        if "dataset" in key:
            return {str(key["dataset"])}
        named = next((code for code in self.by_indicator if mart.startswith(f"{code}_")), None)
        indicator = str(key.get("indicator_code", named))
        return self.by_indicator.get(indicator) or self.by_mart.get(mart, ())


def changed(
    conn: Connection, before: Side, after: Side, natures: Mapping[str, RevisionType]
) -> tuple[ChangedCell, ...]:
    """Changed cells of every mart that both states have, but for evidence."""
    types = _types(before, after, natures)
    origins = _Origins(
        _grouped(conn, "select indicator_code, dataset from seeds.indicator_datasets"),
        _grouped(conn, "select mart, dataset from seeds.mart_datasets"),
    )
    found: list[ChangedCell] = []
    for mart in sorted(_marts(conn, before.state) & _marts(conn, after.state) - EVIDENCE):
        key = _key(conn, mart, [after.state.schema, before.state.schema, "marts"])
        for values, column, old, new in _differences(conn, mart, key, before.state, after.state):
            if (mart, column) == TOLD_APART:
                continue
            row = dict(zip(key, values, strict=True))
            behind = {kind for dataset in origins.of(mart, row) for kind in types.get(dataset, ())}
            if before.method != after.method:
                behind.add("method")
            of_row = tuple(kind for kind in TYPES if kind in behind)
            found.append(ChangedCell(figure(mart, *values, column=column), old, new, of_row))
    return tuple(found)


def _types(before: Side, after: Side, natures: Mapping[str, RevisionType]) -> dict[str, set[RevisionType]]:
    """Of each dataset with other deliveries, what happened to it."""
    found: dict[str, set[RevisionType]] = defaultdict(set)
    for dataset, slice_ in changed_slices(before, after):
        nature = natures[dataset]
        is_new = (dataset, slice_) not in before.deliveries
        # A territory whose register comes for the first time has new participants, not late rows.
        found[dataset].add("late_row" if is_new and nature != "register" else nature)
    return found


def _grouped(conn: Connection, query: LiteralString) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, dataset in sorted(conn.execute(query)):
        found[name].append(dataset)
    return found


def _marts(conn: Connection, state: State) -> set[str]:
    """Every mart ends in the two columns of its build."""
    rows = conn.execute(
        """
        select c.relname
        from pg_class as c
        inner join pg_attribute as a on a.attrelid = c.oid and a.attname in ('build_id', 'as_of')
        where c.relnamespace = to_regnamespace(%s) and c.relkind = any(%s)
        group by c.relname having count(*) = 2
        """,
        [state.schema, ["v"] if state.release_id else ["r"]],
    )
    return {name for (name,) in rows}


def _key(conn: Connection, mart: str, schemas: Sequence[str]) -> list[str]:
    """Columns of the mart's primary key, in its order, from the first of the schemas in which it has one.

    Raises:
        UsageError: it has none in any of them: two releases in a warehouse in which nothing has been published.
    """
    rows = conn.execute(
        """
        select a.attname
        from unnest(%s::text[]) with ordinality as s (name, position)
        inner join pg_constraint as c
            on c.conrelid = to_regclass(format('%%I.%%I', s.name, %s::text)) and c.contype = 'p'
        cross join lateral unnest(c.conkey) with ordinality as k (attnum, position)
        inner join pg_attribute as a on a.attrelid = c.conrelid and a.attnum = k.attnum
        order by s.position, k.position
        """,
        [list(schemas), mart],
    )
    key = list(dict.fromkeys(name for (name,) in rows)) or WITHOUT_PRIMARY_KEY.get(mart)
    if not key:
        raise UsageError("nothing says what tells its rows apart", where=mart, remedy="Run naukograd build first.")
    return key


def _differences(
    conn: Connection, mart: str, key: Sequence[str], before: State, after: State
) -> list[tuple[list[object], str, str | None, str | None]]:
    parts = sql.SQL(", ").join(sql.SQL("r.{}").format(sql.Identifier(name)) for name in key)
    query = sql.SQL(_DIFFERENCES).format(
        key=sql.SQL("jsonb_build_array({})").format(parts), earlier=before.mart(mart), later=after.mart(mart)
    )
    return conn.execute(query, {"key": list(key), "provenance": PROVENANCE}).fetchall()
