with delivered as (

    select * from {{ source('raw', 'wipo_gii') }}

),

typed as (

    select
        delivered.delivery_id,
        delivered.place,
        delivered.economy_name,
        delivered.num as indicator_number,
        delivered.name as indicator_name,
        delivered.datayr as data_year_as_delivered,
        parsed.*,
        nullif(concat_ws(
            '; ',
            case
                when parsed.iso3 is null then 'iso3 is not three letters: ' || {{ quoted('delivered.iso3') }}
            end,
            case when parsed.indicator_key is null then 'name is missing' end,
            -- An economy without data has no rank: that is a fact, not an unreadable row.
            case
                when
                    parsed.gii_rank is null
                    and lower(coalesce(btrim(delivered.rank), '')) <> 'n/a'
                    and coalesce(btrim(delivered.rank), '') not in {{ missing_marks() }}
                    then 'rank is not a whole number: ' || {{ quoted('delivered.rank') }}
            end
        ), '') as reason,
        to_jsonb(delivered) - cast('{delivery_id, place}' as text[]) as row_as_delivered
    from delivered
    cross join lateral ( -- noqa: ST05
        select
            case when btrim(delivered.iso3) ~ '^[A-Z]{3}$' then btrim(delivered.iso3) end as iso3,
            nullif({{ name_key('delivered.name') }}, '') as indicator_key,
            case
                when btrim(delivered.rank) ~ '^[0-9]{1,4}$' then cast(btrim(delivered.rank) as integer)
            end as gii_rank,
            {{ parse_number('delivered.score') }} as score
    ) as parsed

)

select * from typed
