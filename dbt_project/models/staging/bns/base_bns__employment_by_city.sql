with cells as (

    {{ cells_in_table(source('raw', 'bns_employment_by_city')) }}

),

typed as (

    select
        cells.*,
        case when {{ is_digits('btrim(cells.code)', 9) }} then btrim(cells.code) end as city_kato,
        case when cells.part = 'figure' then {{ parse_number('cells.cell_text') }} end as value,
        case
            when
                cells.period_cumulative = 'Y'
                and cells.titles ilike '%человек%'
                and cells.titles not ilike '%тыс%'
                then 'persons'
        end as unit
    from cells

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
        city_kato,
        label as city_label,
        year,
        mark,
        value,
        nullif(concat_ws(
            '; ',
            {{ why_no_cell('city_kato', 'city (КАТО of nine digits)') }},
            case
                when value <> trunc(value)
                    then 'people are not counted in parts: ' || {{ quoted('cell_text') }}
            end
        ), '') as reason,
        {{ cell_as_delivered() }} as row_as_delivered
    from marked

)

select * from judged
