with patents as (

    select * from {{ ref('stg_kazpatent__inventions') }}

),

current_deliveries as (

    select * from {{ ref('current_deliveries') }}
    where dataset = 'kazpatent.inventions'

),

kinds as (

    select * from {{ ref('patent_kinds') }}
    where is_counted

),

deliveries as (

    select * from {{ source('ledger', 'deliveries') }}
    where dataset = 'kazpatent.inventions'

),

-- What a bulletin's current delivery has replaced: earlier arrivals of the same bulletin that were accepted.
replaced as (

    select distinct
        deliveries.delivery_id,
        deliveries.slice
    from deliveries
    inner join current_deliveries
        on
            deliveries.slice = current_deliveries.slice
            and deliveries.delivery_id <> current_deliveries.delivery_id
    inner join {{ source('ledger', 'arrivals') }} as arrivals
        on
            deliveries.delivery_id = arrivals.delivery_id
            and current_deliveries.counts_from > arrivals.counts_from
    inner join {{ source('ledger', 'verdicts') }} as verdicts
        on
            deliveries.delivery_id = verdicts.delivery_id
            and verdicts.accepted

),

printed as (

    select
        delivery_id,
        slice,
        false as is_annulled
    from current_deliveries
    union all
    select
        delivery_id,
        slice,
        true as is_annulled
    from replaced

),

-- A patent that any current bulletin prints stands. Of several bulletins the latest says how it stands.
registered as (

    select distinct on (patents.gos_number)
        patents.gos_number,
        patents.registered_on,
        printed.slice as bulletin,
        patents.owner_ru,
        patents.owner_kk,
        patents.title_ru,
        printed.is_annulled
    from patents
    inner join printed on patents.delivery_id = printed.delivery_id
    inner join kinds on patents.kind_code = kinds.kind_code
    order by
        patents.gos_number asc,
        printed.is_annulled asc,
        patents.bulletin_on desc,
        cast(patents.bulletin_number as integer) desc,
        printed.slice desc,
        patents.delivery_id asc,
        patents.place asc

)

select * from registered
