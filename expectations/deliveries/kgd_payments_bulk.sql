-- Days, payers, codes and kinds of payment on which a monthly file and the answers about its payers differ.
with answers as (
    select
        split_part(b.slice, '/', 1) as bin,
        split_part(b.slice, '/', 2) as year,
        b.delivery_id,
        b.counts_from
    from ledger.build_deliveries as b
    where b.build_id = {build} and b.is_current and b.dataset = 'kgd.payments_by_bin'
),

-- Only answers given after the file was issued must hold all that it holds.
issued as (
    select
        d.delivery_id,
        d.slice as covered_month,
        min(a.published_at) as issued_at
    from ({deliveries}) as d (delivery_id, slice, counts_from, row_count)
    inner join ledger.arrivals as a using (delivery_id)
    group by 1, 2
),

asked as (
    select
        i.delivery_id,
        i.covered_month,
        cast(i.issued_at at time zone 'Asia/Almaty' as date) as issued_on,
        a.bin,
        a.delivery_id as answer_id
    from issued as i
    inner join answers as a on left(i.covered_month, 4) = a.year and i.issued_at <= a.counts_from
),

-- By place, so that of millions of rows only those of these payers are parsed.
here as (
    select
        r.delivery_id,
        r.bin,
        r.receipt_date,
        r.budget_code,
        coalesce(r.pay_type, '') as pay_type,
        sum(r.amount_kzt) as amount_kzt,
        count(*) as payments
    from staging.stg_kgd__payments_bulk as r
    inner join asked as a using (delivery_id, bin)
    where
        r.delivery_id in ({ids})
        and r.place = any(array(
            select w.place from raw.kgd_payments_bulk as w
            where w.delivery_id in ({ids}) and w.iin_bin = any(array(select answers.bin from answers))
        ))
    group by 1, 2, 3, 4, 5
),

-- What was booked after the file was issued cannot be in it.
there as (
    select
        a.delivery_id,
        a.bin,
        p.receipt_date,
        p.budget_code,
        coalesce(p.pay_type, '') as pay_type,
        sum(p.amount_kzt) as amount_kzt,
        count(*) as payments
    from staging.stg_kgd__payments_by_bin as p
    inner join asked as a on p.delivery_id = a.answer_id and to_char(p.receipt_date, 'YYYY-MM') = a.covered_month
    where coalesce(left(p.write_off_date_as_delivered, 10) <= cast(a.issued_on as text), true)
    group by 1, 2, 3, 4, 5
)

select
    delivery_id,
    count(*) filter (
        where here.amount_kzt is distinct from there.amount_kzt or here.payments is distinct from there.payments
    ) as days_differing_from_by_bin
from here
full join there using (delivery_id, bin, receipt_date, budget_code, pay_type)
group by 1
