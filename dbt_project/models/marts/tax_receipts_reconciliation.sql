with coverage as (

    select * from {{ ref('payments_coverage') }}
    where delivery_id is not null

),

current_deliveries as (

    select * from {{ ref('current_deliveries') }}

),

by_bin as (

    select * from {{ ref('payments_by_bin_daily') }}

),

bulk as (

    select * from {{ ref('payments_bulk_daily') }}

),

payments as (

    select * from {{ ref('stg_kgd__payments_by_bin') }}

),

-- Only months that the bulk files cover can be compared; a month that never came is no difference.
months as (

    select
        delivery_id,
        slice as covered_month,
        cast(left(slice, 4) as integer) as year,
        cast(coalesce(published_at, counts_from) at time zone 'Asia/Almaty' as date) as issued_on
    from current_deliveries
    where dataset = 'kgd.payments_bulk'

),

-- A mover is due in two territories and answered once.
answered as (

    select distinct
        bin,
        year,
        delivery_id
    from coverage
    where year in (select months.year from months)

),

by_bin_sums as (

    select
        answered.bin,
        answered.year,
        sum(by_bin.amount_kzt) as amount_kzt
    from answered
    inner join by_bin on answered.bin = by_bin.bin and answered.delivery_id = by_bin.delivery_id
    inner join months on to_char(by_bin.receipt_date, 'YYYY-MM') = months.covered_month
    group by answered.bin, answered.year

),

-- What was booked after the month's file was issued cannot be in it.
booked_later as (

    select
        answered.bin,
        answered.year,
        sum(payments.amount_kzt) as amount_kzt
    from answered
    inner join payments on answered.bin = payments.bin and answered.delivery_id = payments.delivery_id
    inner join months on to_char(payments.receipt_date, 'YYYY-MM') = months.covered_month
    where left(payments.write_off_date_as_delivered, 10) > cast(months.issued_on as text)
    group by answered.bin, answered.year

),

bulk_sums as (

    select
        answered.bin,
        answered.year,
        sum(bulk.amount_kzt) as amount_kzt
    from answered
    inner join months on answered.year = months.year
    inner join bulk on answered.bin = bulk.bin and months.delivery_id = bulk.delivery_id
    group by answered.bin, answered.year

),

reconciled as (

    select
        answered.year,
        answered.bin,
        coalesce(by_bin_sums.amount_kzt, 0) - coalesce(booked_later.amount_kzt, 0) as by_bin_kzt,
        coalesce(bulk_sums.amount_kzt, 0) as bulk_kzt,
        coalesce(by_bin_sums.amount_kzt, 0) - coalesce(booked_later.amount_kzt, 0) - coalesce(bulk_sums.amount_kzt, 0)
            as difference_kzt,
        {{ stamp() }}
    from answered
    left join by_bin_sums on answered.bin = by_bin_sums.bin and answered.year = by_bin_sums.year
    left join booked_later on answered.bin = booked_later.bin and answered.year = booked_later.year
    left join bulk_sums on answered.bin = bulk_sums.bin and answered.year = bulk_sums.year

)

select * from reconciled
