"""A delivery's profile: one row per pending delivery, computed in one scan of the dataset's staging view.

Row checks are counted per delivery in that same scan, so the expectations run over the small profile instead of
over millions of rows; only what fails is read again, for a bounded sample.

The suite's ``meta`` says what is counted, in SQL over ``r`` (a readable row) and ``d`` (its delivery: slice,
counts_from, row_count):

* ``failing_rows``: {column of the profile: condition of a failing row};
* ``figures``: {column of the profile: aggregate};
* ``shows``: columns of a row to show in a sample;
* ``amount``: the column whose sum over failing rows is reported, tenge; absent where rows carry no money;
* ``previous``: {key: columns, figures: {column of the profile: aggregate}}: figures over rows ``r`` joined in full with
  the rows ``p`` of the accepted delivery that this one would replace, by the key's columns;
* ``compared``: figures kept with the verdict; each gives ``<figure>_of_previous`` and ``<figure>_of_usual``, ratios;
* ``dictionaries``: figures that are lists of text, kept with the verdict;
* ``agreement``: columns that hold the delivery against another dataset (see ``agreement``);
* ``beside``: relations that its texts look into (see ``beside``).

Always there:

* delivery_id, slice, counts_from, row_count (as loaded), rows_readable, rows_unreadable;
* share_unreadable: 0 for a delivery of no rows, negative where rows come out twice;
* share_unreadable_but_one: the same with one bad row forgiven, for deliveries so small that one row is a large share;
* share_of_previous: row_count over that of the accepted delivery this one would replace;
* share_of_usual: row_count over the median of the dataset's other current slices;
* layout_change, unit_change, unknown_members: what is new in words (see ``drift``).

What compares is null where there is nothing to compare with, and a null fails no check.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from psycopg import sql
from psycopg.rows import dict_row

from naukograd.core.database import Connection
from naukograd.gate import agreement, beside, drift
from naukograd.gate.record import SAMPLE_ROWS, SampleRow, hex_id
from naukograd.gate.suite import Suite

TABLE = "delivery_profile"
_UNREADABLE = frozenset({"rows_unreadable", "share_unreadable", "share_unreadable_but_one"})

# The pending deliveries stand in the text as values, not in a table or as parameters: so the planner prunes
# partitions, and a temporary table does not forbid it parallel workers.
_PROFILE = sql.SQL("""
create temporary table {table} as
with current_slices as (
    select c.slice, l.row_count
    from ledger.current_deliveries({moment}) as c
    inner join ledger.loads as l using (delivery_id)
    where c.dataset = {dataset} and c.delivery_id not in ({ids})
)
select
    d.delivery_id,
    d.slice,
    d.counts_from,
    d.row_count,
    d.row_count - n.rows_unreadable as rows_readable,
    n.rows_unreadable,
    coalesce(round(n.rows_unreadable::numeric / nullif(d.row_count, 0), 6), 0) as share_unreadable,
    coalesce(round((n.rows_unreadable - (n.rows_unreadable > 0)::int)::numeric / nullif(d.row_count, 0), 6), 0)
        as share_unreadable_but_one,
    round(d.row_count / (select nullif(c.row_count, 0) from current_slices as c where c.slice = d.slice)::numeric, 6)
        as share_of_previous,
    round(d.row_count / (
        select nullif(percentile_disc(0.5) within group (order by c.row_count), 0)
        from current_slices as c where c.slice <> d.slice
    )::numeric, 6) as share_of_usual
    {columns}
from ({deliveries}) as d (delivery_id, slice, counts_from, row_count)
left join (
    select r.delivery_id, count(*) as rows_readable {aggregates}
    from {readable} as r
    inner join ({deliveries}) as d (delivery_id, slice, counts_from, row_count) using (delivery_id)
    where r.delivery_id in ({ids})
    group by r.delivery_id
) as f using (delivery_id)
cross join lateral (select d.row_count - coalesce(f.rows_readable, 0) as rows_unreadable) as n
""")

_OF_PREVIOUS = sql.SQL("""
with pairs as (
    select d.delivery_id, c.delivery_id as previous_id
    from ({deliveries}) as d (delivery_id, slice, counts_from, row_count)
    inner join ledger.current_deliveries({moment}) as c using (slice)
    where c.dataset = {dataset} and c.delivery_id not in ({ids})
),

here as (
    select pairs.delivery_id as pair, t.* from {readable} as t inner join pairs using (delivery_id)
    where t.delivery_id in ({ids})
),

there as (
    select pairs.delivery_id as pair, t.*
    from {readable} as t
    inner join pairs on t.delivery_id = pairs.previous_id
)

select coalesce(r.pair, p.pair) as delivery_id {aggregates}
from here as r
full join there as p on r.pair = p.pair and {key}
group by 1
""")

_FAILING_ROWS = sql.SQL("""
select r.delivery_id, d.slice, r.place::text as place, json_build_object({shown}) as shown
from {readable} as r
inner join {table} as d using (delivery_id)
where r.delivery_id in ({ids}) and ({condition})
order by {first} r.delivery_id, r.place
limit {limit}
""")

_AMOUNT = sql.SQL("""
select sum(r.{amount})
from {readable} as r
inner join {table} as d using (delivery_id)
where r.delivery_id in ({ids}) and ({condition})
""")

_UNREADABLE_ROWS = sql.SQL("""
select q.delivery_id, d.slice, q.place::text as place,
    json_build_object('reason', q.reason, 'row', q.row_as_delivered::text) as shown
from {quarantined} as q
inner join {table} as d using (delivery_id)
where q.delivery_id in ({ids})
order by q.delivery_id, q.place
limit {limit}
""")


@dataclass(frozen=True)
class PendingDelivery:
    """A loaded delivery that no verdict has been given of.

    Attributes:
        delivery_id: as in ``ledger.deliveries``.
        slice: as there.
        row_count: rows in ``raw``, readable or not (``ledger.loads``).
        counts_from: from when on the delivery counts as known, aware.
    """

    delivery_id: int
    slice: str
    row_count: int
    counts_from: datetime


class Profile:
    """The profile of the pending deliveries of one dataset, in the connection's session."""

    def __init__(self, conn: Connection, dataset: str, suite: Suite) -> None:
        model = f"stg_{dataset.replace('.', '__')}"
        self._conn = conn
        self._suite = suite
        self._dataset = dataset
        self._readable = sql.Identifier("staging", model)
        self._quarantined = sql.Identifier("staging", f"{model}_quarantined")
        self._failing: Mapping[str, str] = suite.meta.get("failing_rows", {})
        self._figures: Mapping[str, str] = suite.meta.get("figures", {})
        self._shows: Sequence[str] = suite.meta.get("shows", ())
        self._amount: str | None = suite.meta.get("amount")
        self._previous: Mapping[str, Any] = suite.meta.get("previous", {})
        self._compared: Sequence[str] = suite.meta.get("compared", ())
        self._dictionaries: Sequence[str] = suite.meta.get("dictionaries", ())

    def counts_rows(self, column: str) -> bool:
        """Whether ``column`` of the profile counts rows that fail, rather than describing the delivery."""
        return column in self._failing or column in _UNREADABLE

    def compute(self, pending: Sequence[PendingDelivery]) -> dict[int, dict[str, Any]]:
        """Make the temporary table ``TABLE``; its rows, as many as pending deliveries, by delivery."""
        aggregates = self._aggregates()
        common = {
            # Not the moment of the run: a delivery may count from earlier, and is compared with what it follows.
            "moment": sql.Literal(max(d.counts_from for d in pending)),
            "dataset": sql.Literal(self._dataset),
            "ids": _list(d.delivery_id for d in pending),
            "deliveries": _values(pending),
            "readable": self._readable,
        }
        beside.look(self._conn, self._suite, self._dataset, common["deliveries"])
        self._conn.execute(
            _PROFILE.format(
                table=sql.Identifier(TABLE),
                columns=sql.SQL("").join(sql.SQL(", f.{}").format(sql.Identifier(name)) for name in aggregates),
                aggregates=_named(aggregates),
                **common,
            )
        )
        self._add_what_was_before(pending, common)
        with self._conn.cursor(row_factory=dict_row) as cursor:
            cursor.execute(sql.SQL("select * from {} order by delivery_id").format(sql.Identifier(TABLE)))
            return {row["delivery_id"]: row for row in cursor}

    def fingerprint(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """What is kept of a delivery's profile for those that come after it."""
        return {name: row[name] for name in (*self._compared, *self._dictionaries)}

    def _add_what_was_before(self, pending: Sequence[PendingDelivery], common: Mapping[str, sql.Composable]) -> None:
        moment, ids = max(d.counts_from for d in pending), [d.delivery_id for d in pending]
        types = {**drift.ADDED, **agreement.columns(self._suite)}
        for name in self._compared:
            types |= {f"{name}_of_previous": "numeric", f"{name}_of_usual": "numeric"}
        added: dict[int, dict[str, Any]] = {}
        with self._conn.cursor(row_factory=dict_row) as cursor:
            rows = cursor.execute(sql.SQL("select * from {}").format(sql.Identifier(TABLE))).fetchall()
            before, layouts = drift.known(self._conn, self._dataset, moment, ids), drift.layouts(self._conn, ids)
            for row in rows:
                added[row["delivery_id"]] = drift.drift(
                    row, layouts.get(row["delivery_id"]), self._compared, self._dictionaries, before, rows
                )
            if self._previous:
                figures = {name: sql.SQL(text) for name, text in self._previous["figures"].items()}
                types |= dict.fromkeys(figures, "numeric")
                key = sql.SQL(" and ").join(
                    sql.SQL("r.{column} = p.{column}").format(column=sql.Identifier(column))
                    for column in self._previous["key"]
                )
                for row in cursor.execute(_OF_PREVIOUS.format(aggregates=_named(figures), key=key, **common)):
                    added[row.pop("delivery_id")] |= row
        for row in agreement.compared(self._conn, self._suite, moment, common):
            added[row.pop("delivery_id")] |= row
        self._add_columns(types, added)

    def _add_columns(self, types: Mapping[str, str], values: Mapping[int, Mapping[str, Any]]) -> None:
        for name, type_ in types.items():
            self._conn.execute(
                sql.SQL("alter table {} add column {} {}").format(
                    sql.Identifier(TABLE), sql.Identifier(name), sql.SQL(type_)
                )
            )
        with self._conn.cursor() as cursor:
            cursor.executemany(
                sql.SQL("update {} set {} where delivery_id = %s").format(
                    sql.Identifier(TABLE),
                    sql.SQL(", ").join(sql.SQL("{} = %s").format(sql.Identifier(name)) for name in types),
                ),
                [(*(row.get(name) for name in types), identity) for identity, row in values.items()],
            )

    def count(self, column: str, row: Mapping[str, Any]) -> int:
        """How many rows of the delivery profiled in ``row`` fail the check on ``column``."""
        # Rows that come out twice make the number of unreadable ones negative.
        return abs(int(row["rows_unreadable" if column in _UNREADABLE else column] or 0))

    def amount(self, column: str, failing: Sequence[int]) -> Decimal | None:
        """The sum over the rows of these deliveries that fail the check on ``column``, tenge."""
        # Read again, for it is rarely asked: in the one scan each check would cost twice.
        if self._amount is None or column not in self._failing or not failing:
            return None
        row = self._conn.execute(
            _AMOUNT.format(
                amount=sql.Identifier(self._amount),
                readable=self._readable,
                table=sql.Identifier(TABLE),
                ids=_list(failing),
                condition=sql.SQL(self._failing[column]),
            )
        ).fetchone()
        return row[0] if row else None

    def sample(self, column: str, failing: Sequence[int]) -> tuple[SampleRow, ...]:
        """At most ``SAMPLE_ROWS`` rows that fail the check on ``column``, the largest amounts first."""
        # Each delivery that fails has a failing row, so this many deliveries suffice: the rest are not read again.
        ids = _list(failing[:SAMPLE_ROWS])
        common = {"table": sql.Identifier(TABLE), "ids": ids, "limit": sql.Literal(SAMPLE_ROWS)}
        if column in self._failing:
            query = _FAILING_ROWS.format(
                readable=self._readable,
                shown=_pairs(self._shows),
                condition=sql.SQL(self._failing[column]),
                first=sql.SQL("abs(r.{}) desc,").format(sql.Identifier(self._amount)) if self._amount else sql.SQL(""),
                **common,
            )
        else:
            query = _UNREADABLE_ROWS.format(quarantined=self._quarantined, **common)
        with self._conn.cursor(row_factory=dict_row) as cursor:
            return tuple(
                SampleRow(hex_id(row["delivery_id"]), row["slice"], row["place"], row["shown"])
                for row in cursor.execute(query)
            )

    def _aggregates(self) -> dict[str, sql.Composable]:
        # The suites are the project's own SQL, as trusted as dbt's models.
        columns: dict[str, sql.Composable] = {name: sql.SQL(text) for name, text in self._figures.items()}
        for name, text in self._failing.items():
            columns[name] = sql.SQL("count(*) filter (where {})").format(sql.SQL(text))
        return columns


def _named(expressions: Mapping[str, sql.Composable]) -> sql.Composed:
    return sql.SQL("").join(
        sql.SQL(", {} as {}").format(expression, sql.Identifier(name)) for name, expression in expressions.items()
    )


def _list(ids: Iterable[int]) -> sql.Composed:
    return sql.SQL(", ").join(sql.SQL("{}::bigint").format(sql.Literal(i)) for i in ids)


def _values(pending: Sequence[PendingDelivery]) -> sql.Composed:
    rows = (
        sql.SQL("({}::bigint, {}::text, {}::timestamptz, {}::bigint)").format(
            d.delivery_id, d.slice, d.counts_from, d.row_count
        )
        for d in pending
    )
    return sql.SQL("values ") + sql.SQL(", ").join(rows)


def _pairs(columns: Sequence[str]) -> sql.Composed:
    # As text: a number in JSON would come back as a binary fraction.
    return sql.SQL(", ").join(
        sql.SQL("{}::text, r.{}::text").format(sql.Literal(column), sql.Identifier(column)) for column in columns
    )
