with series as (

    select * from {{ ref('national_series') }}

),

price_index as (

    select
        year,
        value * 0.01 as index_to_previous_year
    from series
    where series_code = 'consumer_prices'

)

select * from price_index
