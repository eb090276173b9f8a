with indices as (

    select
        series_code,
        index_id || '/' || period_id as slice,
        coalesce(string_to_array(picked_terms_ru, ';'), '{}') as picked_terms
    from {{ ref('taldau_indices') }}
    where dataset = 'bns.taldau_data'

),

current_deliveries as (

    select * from {{ ref('current_deliveries') }}
    where dataset = 'bns.taldau_data'

),

readings as (

    select
        delivery_id,
        place,
        year,
        value,
        string_to_array(term_ids, ';') as term_ids,
        string_to_array(term_names, ';') as term_names
    from {{ ref('stg_bns__taldau_data') }}

),

series as (

    select
        indices.series_code,
        readings.year,
        readings.value,
        readings.delivery_id,
        readings.place
    from indices
    inner join current_deliveries on indices.slice = current_deliveries.slice
    inner join readings on current_deliveries.delivery_id = readings.delivery_id
    where
        -- The Republic's total, and of every other dictionary the one term wanted.
        readings.term_ids[1] = '741880'
        and readings.term_names[2:] @> indices.picked_terms
        and readings.term_names[2:] <@ indices.picked_terms
        and readings.value is not null

)

select * from series
