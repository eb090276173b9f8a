-- A patent of several participants is credited to one of them, the smallest BIN: once per territory, once in the
-- programme. So contributions add up to the count in both; those of the programme are not the sum of the territories'.
with patents as (

    select * from {{ ref('participant_patents') }}
    where not is_annulled

),

current_deliveries as (

    select * from {{ ref('current_deliveries') }}
    where dataset = 'kazpatent.inventions'

),

places as (

    {{ each_and_total() }}

),

credited as (

    select
        places.territory_code,
        patents.gos_number,
        patents.year,
        patents.bulletin,
        min(patents.participant_bin collate "C") as participant_bin -- noqa: RF02
    from patents
    inner join places on patents.territory_code = places.part_of
    group by places.territory_code, patents.gos_number, patents.year, patents.bulletin

),

summed as (

    select
        'invention_patents' as indicator_code,
        credited.territory_code,
        credited.year,
        credited.participant_bin,
        current_deliveries.dataset,
        current_deliveries.delivery_id,
        cast(count(*) as numeric) as value,
        cast(count(*) as integer) as source_rows
    from credited
    inner join current_deliveries on credited.bulletin = current_deliveries.slice
    group by
        credited.territory_code,
        credited.year,
        credited.participant_bin,
        current_deliveries.dataset,
        current_deliveries.delivery_id

)

select * from summed
