-- What participants bring to each figure of a territory, by the delivery that says so. Whoever answered and has nothing
-- to count has a zero: a comparison must tell it from silence.
with payments as (

    select * from {{ ref('participant_payments') }}
    where is_counted

),

payments_coverage as (

    select * from {{ ref('payments_coverage') }}
    where delivery_id is not null

),

memberships as (

    select distinct
        territory_code,
        participant_bin,
        bin
    from {{ ref('memberships') }}

),

units as (

    select * from {{ ref('researchers_units') }}
    where why in ('counted', 'pilot_unit', 'withheld')

),

investments as (

    select * from {{ ref('classed_investments') }}
    where participant_bin is not null

),

output_rows as (

    select * from {{ ref('science_output_rows') }}
    where output_kind <> 'not_participating'

),

brought as (

    select
        'tax_receipts' as indicator_code,
        territory_code,
        cast(extract(year from receipt_date) as integer) as year,
        participant_bin,
        'kgd.payments_by_bin' as dataset,
        delivery_id,
        -- Multiplied, because division would round.
        amount_kzt * 0.000000001 as value,
        payments as source_rows
    from payments
    union all
    select
        'tax_receipts' as indicator_code,
        payments_coverage.territory_code,
        payments_coverage.year,
        memberships.participant_bin,
        'kgd.payments_by_bin' as dataset,
        payments_coverage.delivery_id,
        0 as value,
        0 as source_rows
    from payments_coverage
    inner join memberships
        on
            payments_coverage.territory_code = memberships.territory_code
            and payments_coverage.bin = memberships.bin
    union all
    select
        'researchers' as indicator_code,
        territory_code,
        year,
        participant_bin,
        'filings.researchers' as dataset,
        delivery_id,
        -- Withheld is not zero: a participant of whom nothing else is told brings no row.
        case when why = 'counted' then researchers when why = 'pilot_unit' then 0 end as value,
        1 as source_rows
    from units
    union all
    select
        'private_investment' as indicator_code,
        territory_code,
        year,
        participant_bin,
        'filings.investments' as dataset,
        delivery_id,
        case when is_private then amount_kzt * 0.000000001 else 0 end as value,
        case when is_private then 1 else 0 end as source_rows
    from investments
    union all
    select
        'science_output' as indicator_code,
        territory_code,
        year,
        participant_bin,
        'filings.output' as dataset,
        delivery_id,
        case when is_counted then revenue_kzt * 0.000000001 else 0 end as value,
        case when is_counted then 1 else 0 end as source_rows
    from output_rows

),

summed as (

    select
        indicator_code,
        territory_code,
        year,
        participant_bin,
        dataset,
        delivery_id,
        cast(sum(source_rows) as integer) as source_rows,
        trim_scale(sum(value)) as value
    from brought
    group by indicator_code, territory_code, year, participant_bin, dataset, delivery_id
    having sum(value) is not null

)

select * from summed
