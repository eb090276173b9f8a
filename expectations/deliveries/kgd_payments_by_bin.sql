-- Days, codes and kinds of payment on which an answer about a BIN and the monthly files of its year differ.
with pending (delivery_id, slice, counts_from, row_count) as ({deliveries}),

-- A month that has been issued again since says nothing: its late payments are in the answer already.
months as (
    select
        b.slice as covered_month,
        b.delivery_id,
        cast(coalesce(b.published_at, b.counts_from) at time zone 'Asia/Almaty' as date) as issued_on
    from ledger.build_deliveries as b
    inner join ledger.latest_arrivals({moment}) as l using (dataset, slice, delivery_id)
    where b.build_id = {build} and b.is_current and b.dataset = 'kgd.payments_bulk'
),

-- What was booked after the file was issued cannot be in it.
here as (
    select
        r.delivery_id,
        r.receipt_date,
        r.budget_code,
        coalesce(r.pay_type, '') as pay_type,
        sum(r.amount_kzt) as amount_kzt,
        count(*) as payments
    from staging.stg_kgd__payments_by_bin as r
    inner join months as m on to_char(r.receipt_date, 'YYYY-MM') = m.covered_month
    where
        r.delivery_id in ({ids})
        and coalesce(left(r.write_off_date_as_delivered, 10) <= cast(m.issued_on as text), true)
    group by 1, 2, 3, 4
),

there as (
    select
        d.delivery_id,
        t.receipt_date,
        t.budget_code,
        coalesce(t.pay_type, '') as pay_type,
        sum(t.amount_kzt) as amount_kzt,
        sum(t.payments) as payments
    from pending as d
    inner join months as m on left(m.covered_month, 4) = split_part(d.slice, '/', 2)
    inner join per_delivery.payments_bulk_daily as t
        on t.delivery_id = m.delivery_id and t.bin = split_part(d.slice, '/', 1)
    group by 1, 2, 3, 4
)

select
    delivery_id,
    count(*) filter (
        where here.amount_kzt is distinct from there.amount_kzt or here.payments is distinct from there.payments
    ) as days_differing_from_bulk
from here
full join there using (delivery_id, receipt_date, budget_code, pay_type)
group by 1
