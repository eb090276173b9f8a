with delivered as (

    select * from {{ source('raw', 'bns_kato') }}

),

-- The day of a state is told by the file's name alone, which became the slice.
deliveries as (

    select
        delivery_id,
        {{ parse_date('slice') }} as state_on
    from {{ source('ledger', 'deliveries') }}
    where dataset = 'bns.kato'

),

typed as (

    select
        delivered.delivery_id,
        delivered.place,
        case when {{ is_digits('delivered.kato', 9) }} then delivered.kato end as kato,
        delivered.level,
        delivered.type_code,
        nullif(btrim(delivered.name_ru), '') as name_ru,
        nullif(btrim(delivered.name_kk), '') as name_kk,
        deliveries.state_on,
        nullif(concat_ws(
            '; ',
            case
                when delivered.kato is null or not {{ is_digits('delivered.kato', 9) }}
                    then 'kato is not nine digits: ' || {{ quoted('delivered.kato') }}
            end,
            case when nullif(btrim(delivered.name_ru), '') is null then 'name_ru is missing' end
        ), '') as reason,
        to_jsonb(delivered) - cast('{delivery_id, place}' as text[]) as row_as_delivered
    from delivered
    left join deliveries on delivered.delivery_id = deliveries.delivery_id

)

select * from typed
