-- One row per thing counted apart, all territories: indicators have different things, in the same shape.
with counted_apart as (

    select
        'tax_receipts' as indicator_code,
        year,
        is_counted,
        scope_rule as item,
        name_ru,
        null as sector,
        null as unit,
        payments,
        null::integer as headcount,
        null::numeric as fte,
        amount_kzt,
        null::numeric as committed_kzt
    from {{ ref('tax_receipts_by_scope') }}
    union all
    select
        'researchers' as indicator_code,
        year,
        is_counted,
        reason as item,
        why_ru as name_ru,
        null as sector,
        jsonb_build_array(territory_code, bin, unit_ru, unit_kato)::text as unit,
        null as payments,
        headcount,
        fte,
        null as amount_kzt,
        null as committed_kzt
    from {{ ref('researchers_by_unit') }}
    union all
    select
        'private_investment' as indicator_code,
        year,
        is_private as is_counted,
        sector || ': ' || finance_source as item,
        finance_source as name_ru,
        sector,
        null as unit,
        null as payments,
        null as headcount,
        null as fte,
        amount_kzt,
        committed_kzt
    from {{ ref('private_investment_by_source') }}
    union all
    select
        'science_output' as indicator_code,
        year,
        is_counted,
        kind as item,
        null as name_ru,
        null as sector,
        null as unit,
        null as payments,
        null as headcount,
        null as fte,
        amount_kzt,
        null as committed_kzt
    from {{ ref('science_output_by_kind') }}

),

composed as (

    select
        indicator_code,
        year,
        is_counted,
        coalesce(item, 'total') as item,
        case when item is not null then min(name_ru collate "C") end as name_ru,
        case when item is not null then min(sector collate "C") end as sector,
        cast(coalesce(sum(payments), nullif(count(distinct unit), 0)) as integer) as parts,
        cast(sum(headcount) as integer) as headcount,
        sum(fte) as fte,
        sum(amount_kzt) as amount_kzt,
        sum(committed_kzt) as committed_kzt,
        {{ stamp() }}
    from counted_apart
    group by grouping sets ((indicator_code, year, is_counted, item), (indicator_code, year, is_counted))

)

select * from composed
