-- What is known of investments by the delivery's moment: tenge by territory and year, of filings and of the Bureau.
with moments as (
    select distinct d.counts_from
    from ({deliveries}) as d (delivery_id, slice, counts_from, row_count)
),

known as materialized (
    select
        moments.counts_from,
        c.delivery_id
    from moments
    cross join lateral ledger.current_deliveries(moments.counts_from) as c
    where c.dataset in ('filings.investments', 'bns.investment_form')
),

amounts as (
    select
        f.delivery_id,
        f.territory_code,
        f.year,
        sum(f.amount_kzt) as amount_kzt
    from staging.stg_filings__investments as f
    where f.delivery_id = any(array(select known.delivery_id from known))
    group by f.delivery_id, f.territory_code, f.year
    union all
    select
        b.delivery_id,
        b.territory_code,
        b.year,
        b.total_kzt as amount_kzt
    from staging.stg_bns__investment_form as b
    where b.delivery_id = any(array(select known.delivery_id from known))
)

select
    d.delivery_id as judged,
    amounts.territory_code,
    amounts.year,
    amounts.amount_kzt
from ({deliveries}) as d (delivery_id, slice, counts_from, row_count)
inner join known using (counts_from)
inner join amounts on known.delivery_id = amounts.delivery_id
