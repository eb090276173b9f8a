with cells as (

    {{ cells_in_table(source('raw', 'bns_population')) }}

),

labels as (

    select
        region_kato,
        {{ label_key('label') }} as label_key
    from {{ ref('region_labels') }}

),

-- «1) Данные за 2000-2016гг. по Южно-Казахстанской области.»: those years of the marked row are another's.
notes as (

    select distinct
        told.delivery_id,
        labels.region_kato,
        cast(told.parts[2] as integer) as first_year,
        cast(told.parts[3] as integer) as last_year,
        told.parts[1] as footnote
    from (
        select
            delivery_id,
            regexp_match(
                cell_text,
                '^\s*([0-9])\)\s*Данные за ([12][0-9]{3})\s*-\s*([12][0-9]{3})\s*гг[.]? по (.+?)[.]?\s*$'
            ) as parts
        from cells
        where part = 'block'
    ) as told
    inner join labels on {{ label_key('told.parts[4]') }} = labels.label_key

),

typed as (

    select
        cells.*,
        parsed.*,
        labels.region_kato,
        coalesce(notes.region_kato, labels.region_kato) as of_region_kato,
        case
            when cells.period_cumulative <> 'Y' or cells.titles ilike '%тыс%' then null
            -- The sheet of all people states no unit; its sums are those of men and women, in persons.
            when parsed.sex is not null then 'persons'
        end as unit
    from cells
    left join labels on {{ label_key(without_footnotes('cells.label')) }} = labels.label_key
    left join notes
        on
            cells.delivery_id = notes.delivery_id
            and substring(cells.label from '([0-9])[)]?\s*$') = notes.footnote
            and cells.year between notes.first_year and notes.last_year
    cross join lateral ( -- noqa: ST05
        select
            case when cells.part = 'figure' then {{ parse_number('cells.cell_text') }} end as value,
            case {{ label_key('cells.sheet') }}
                when 'все население' then 'all'
                when 'мужчины' then 'men'
                when 'женщины' then 'women'
            end as sex,
            case coalesce({{ label_key('cells.block') }}, {{ label_key('cells.sheet') }})
                when {{ label_key('cells.sheet') }} then 'total'
                when 'городское население' then 'urban'
                when 'сельское население' then 'rural'
            end as area
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
        of_region_kato,
        label as region_label,
        sex,
        case when part = 'figure' then area end as area,
        year,
        mark,
        value,
        nullif(concat_ws(
            '; ',
            {{ why_no_cell('region_kato', 'region') }},
            case
                when part = 'figure' and area is null then 'block is none we know: ' || {{ quoted('block') }}
            end,
            case
                when value <> trunc(value)
                    then 'people are not counted in parts: ' || {{ quoted('cell_text') }}
            end
        ), '') as reason,
        {{ cell_as_delivered() }} as row_as_delivered
    from marked

)

select * from judged
