with payments as (

    select * from {{ ref('participant_payments') }}

),

coverage as (

    select * from {{ ref('payments_coverage') }}

),

years as (

    select * from {{ ref('report_years') }}
    where has_begun

),

-- A BIN credits its days to one territory each, so the programme is the sum of its territories.
places as (

    {{ each_and_total() }}

),

counted as (

    select
        places.territory_code,
        cast(extract(year from payments.receipt_date) as integer) as year,
        cast(count(distinct payments.participant_bin) as integer) as contributors,
        sum(payments.amount_kzt) as amount_kzt
    from payments
    inner join places on payments.territory_code = places.part_of
    where payments.is_counted
    group by places.territory_code, year

),

-- One delivery serves a mover in both territories and counts once in the total.
due as (

    select
        places.territory_code,
        coverage.year,
        count(distinct coverage.bin) as bins_due,
        count(distinct coverage.bin) filter (where coverage.is_covered) as bins_covered,
        count(distinct coverage.bin) filter (where coverage.delivery_id is not null) as bins_answered
    from coverage
    inner join places on coverage.territory_code = places.part_of
    group by places.territory_code, coverage.year

),

grid as (

    select distinct
        places.territory_code,
        years.year,
        years.stage
    from places
    cross join years

),

figures as (

    select
        'tax_receipts' as indicator_code,
        grid.territory_code,
        grid.year,
        grid.stage,
        false as is_confidential,
        -- Nothing paid is a zero only where somebody was due and an answer came.
        -- Multiplied, because division would round.
        case
            when due.bins_answered > 0 then trim_scale(coalesce(counted.amount_kzt, 0) * 0.000000001)
        end as value,
        trim_scale(trunc(due.bins_covered / cast(due.bins_due as numeric), 6)) as coverage,
        coalesce(counted.contributors, 0) as contributors
    from grid
    left join due on grid.territory_code = due.territory_code and grid.year = due.year
    left join counted on grid.territory_code = counted.territory_code and grid.year = counted.year

)

select * from figures
