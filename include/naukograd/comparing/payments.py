"""Two deliveries of a payer's year, payment by payment: what came late, and what was refunded or rewritten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal

from psycopg import sql

from naukograd.comparing.side import TOTAL, Place, Side
from naukograd.comparing.split import Cell, Slice
from naukograd.core.database import Connection
from naukograd.report.model.revisions import RevisionType

DATASET = "kgd.payments_by_bin"

Told = Mapping[Place, Mapping[Cell, Mapping[RevisionType, Decimal]]]

# Rows are the same when all that the service says of them is. A payment that only the later delivery has is late,
# unless it takes money back, or the earlier one has the same document with other words: then the source revised it.
_ROWS = """
with pairs as (
    select * from unnest(%(slices)s::text[], %(earlier)s::bigint[], %(later)s::bigint[])
        as p (slice, earlier_id, later_id)
),

delivered as (
    select
        pairs.slice,
        payments.delivery_id = pairs.later_id as is_later,
        payments.*,
        row_number() over (
            partition by pairs.slice, payments.delivery_id, bin, receipt_date, budget_code, pay_type, payment_number,
                entry_type, amount_kzt
            order by place collate "C"
        ) as copy
    from pairs
    inner join staging.stg_kgd__payments_by_bin_classed as payments
        on payments.delivery_id in (pairs.earlier_id, pairs.later_id)
    where payments.delivery_id = any(%(earlier)s::bigint[] || %(later)s::bigint[])
),

alone as (
    select
        slice, bin, receipt_date, budget_code, pay_type, payment_number, entry_type, amount_kzt, copy, is_counted,
        bool_and(is_later) as is_later
    from delivered
    group by
        slice, bin, receipt_date, budget_code, pay_type, payment_number, entry_type, amount_kzt, copy, is_counted
    having count(*) = 1
),

typed as (
    select
        one.*,
        case
            when not one.is_later or one.amount_kzt < 0 then 'revision'
            when exists (
                select from alone as other
                where not other.is_later and other.slice = one.slice and other.bin = one.bin
                    and other.payment_number = one.payment_number and other.budget_code = one.budget_code
            ) then 'revision'
            else 'late_row'
        end as type
    from alone as one
    where one.is_counted
),

registers as (
    select false as is_later, territory_code, bin as participant_bin, bin, branch_bins, joined_on, left_on
    from {earlier} as participants
    union all
    select true, territory_code, bin, bin, branch_bins, joined_on, left_on from {later} as participants
)

select
    r.territory_code,
    r.participant_bin,
    extract(year from t.receipt_date)::integer,
    t.slice,
    t.type,
    sum(case when t.is_later then t.amount_kzt else -t.amount_kzt end) * 0.000000001
from typed as t
inner join registers as r
    on r.is_later = t.is_later
    and (r.bin = t.bin or t.bin = any(r.branch_bins))
    and r.joined_on <= t.receipt_date
    and (r.left_on is null or r.left_on > t.receipt_date)
group by 1, 2, 3, 4, 5
"""


def told(conn: Connection, earlier: Side, later: Side, changed: Collection[Slice]) -> Told:
    """Of each figure, contributor and slice whose delivery was replaced, the sum of single rows by type, bn tenge."""
    slices = sorted(
        slice_
        for dataset, slice_ in changed
        if dataset == DATASET and (dataset, slice_) in earlier.deliveries and (dataset, slice_) in later.deliveries
    )
    found: dict[Place, dict[Cell, dict[RevisionType, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    if not slices:
        return found
    query = sql.SQL(_ROWS).format(earlier=earlier.state.mart("participants"), later=later.state.mart("participants"))
    rows = conn.execute(
        query,
        {
            "slices": slices,
            "earlier": [earlier.deliveries[DATASET, each] for each in slices],
            "later": [later.deliveries[DATASET, each] for each in slices],
        },
    )
    for territory, participant, year, slice_, kind, value in rows:
        for place in (territory, TOTAL):
            of_cell = found["tax_receipts", place, year][participant, (DATASET, slice_)]
            of_cell[kind] = of_cell.get(kind, Decimal(0)) + value
    return found
