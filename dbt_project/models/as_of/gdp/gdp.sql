with series as (

    select * from {{ ref('national_series') }}

),

gdp as (

    select
        year,
        value as gdp_mln_kzt
    from series
    where series_code = 'gdp'

)

select * from gdp
