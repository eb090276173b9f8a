with cells as (

    {{ cells_in_table(source('raw', 'bns_grp_per_capita')) }}

),

labels as (

    select
        region_kato,
        {{ label_key('label') }} as label_key
    from {{ ref('region_labels') }}

),

typed as (

    select
        cells.*,
        parsed.*,
        labels.region_kato
    from cells
    left join labels on {{ label_key(without_footnotes('cells.label')) }} = labels.label_key
    cross join lateral ( -- noqa: ST05
        select
            case when cells.part = 'figure' then {{ parse_number('cells.cell_text') }} end as value,
            case
                when cells.titles ilike '%тыс%тенге%' and cells.titles ilike '%долл%' then null
                when cells.titles ilike '%тыс%тенге%' then 'thousand_kzt_per_capita'
                when cells.titles ilike '%долл%' then 'usd_per_capita'
            end as unit
    ) as parsed

),

marked as (

    select
        *,
        case when part = 'figure' then {{ cell_mark('cell_text', 'value') }} end as mark
    from typed

),

judged as (

    select
        delivery_id,
        place,
        part,
        region_kato,
        label as region_label,
        year,
        period_cumulative,
        case when part = 'figure' then unit end as unit,
        mark,
        value,
        {{ why_no_cell('region_kato', 'region') }} as reason,
        {{ cell_as_delivered() }} as row_as_delivered
    from marked

)

select * from judged
