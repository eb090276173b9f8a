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

-- What a bulletin's current delivery has replaced.
replaced as (

    select * from {{ ref('superseded_deliveries') }}
    where dataset = 'kazpatent.inventions'

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
        printed.is_annulled,
        patents.delivery_id,
        patents.place
    from patents
    inner join printed on patents.delivery_id = printed.delivery_id
    inner join kinds on patents.kind_code = kinds.kind_code
    order by
        patents.gos_number asc,
        printed.is_annulled asc,
        patents.bulletin_on desc,
        cast(patents.bulletin_number as integer) desc,
        printed.slice collate "C" desc, -- noqa: RF02
        patents.delivery_id asc,
        patents.place collate "C" asc -- noqa: RF02

)

select * from registered
