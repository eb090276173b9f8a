with current_deliveries as (

    select * from {{ ref('current_deliveries') }}
    where dataset = 'worldbank.series'

),

earlier as (

    select
        current_deliveries.delivery_id as current_delivery_id,
        superseded.delivery_id,
        superseded.counts_from
    from current_deliveries
    inner join {{ ref('superseded_deliveries') }} as superseded
        on current_deliveries.dataset = superseded.dataset and current_deliveries.slice = superseded.slice

),

observations as (

    select * from {{ ref('stg_worldbank__series') }}

),

present as (

    select observations.*
    from observations
    inner join current_deliveries on observations.delivery_id = current_deliveries.delivery_id

),

-- The latest figure that was another one.
previous as (

    select distinct on (earlier.current_delivery_id, observations.iso3, observations.year)
        earlier.current_delivery_id,
        observations.iso3,
        observations.year,
        observations.value,
        observations.delivery_id,
        observations.place
    from earlier
    inner join observations on earlier.delivery_id = observations.delivery_id
    inner join present
        on
            earlier.current_delivery_id = present.delivery_id
            and observations.iso3 = present.iso3
            and observations.year = present.year
            and observations.value <> present.value
    order by
        earlier.current_delivery_id asc,
        observations.iso3 asc,
        observations.year asc,
        earlier.counts_from desc

),

vintages as (

    select
        present.series_code,
        present.iso3,
        present.year,
        present.value,
        present.last_updated_on,
        previous.value as previous_value,
        previous.delivery_id as previous_delivery_id,
        previous.place as previous_place
    from present
    left join previous
        on
            present.delivery_id = previous.current_delivery_id
            and present.iso3 = previous.iso3
            and present.year = previous.year
    where present.value is not null

)

select * from vintages
