with output_rows as (

    select * from {{ ref('science_output_rows') }}
    where output_kind <> 'nothing_made'

),

-- The tax on what counts is a line of its own: it is never part of the output.
amounts as (

    select
        territory_code,
        year,
        output_kind as kind,
        is_counted,
        revenue_kzt as amount_kzt
    from output_rows
    union all
    select
        territory_code,
        year,
        'vat' as kind,
        false as is_counted,
        vat_kzt as amount_kzt
    from output_rows
    where is_counted

),

by_kind as (

    select
        territory_code,
        year,
        kind,
        is_counted,
        sum(amount_kzt) as amount_kzt
    from amounts
    group by territory_code, year, kind, is_counted

),

stamped as (

    select
        by_kind.*,
        {{ stamp() }}
    from by_kind

)

select * from stamped
