with delivered as (

    select * from {{ source('raw', 'kazpatent_bulletins') }}

),

typed as (

    select
        delivered.delivery_id,
        delivered.place,
        delivered.number as bulletin_number,
        parsed.*,
        {{ why_no_date('delivered.bulletin_date', 'parsed.bulletin_on', 'date') }} as reason,
        to_jsonb(delivered) - cast('{delivery_id, place}' as text[]) as row_as_delivered
    from delivered
    cross join lateral ( -- noqa: ST05
        select {{ parse_date('delivered.bulletin_date') }} as bulletin_on
    ) as parsed

)

select * from typed
