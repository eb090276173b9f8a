with ranks as (

    select * from {{ ref('stg_wipo__gii') }}

),

current_deliveries as (

    select * from {{ ref('current_deliveries') }}
    where dataset = 'wipo.gii'

),

years as (

    select * from {{ ref('report_years') }}
    where has_begun

),

-- A report year reads the edition of the same year. The year of the data behind it is another.
editions as (

    select
        years.year,
        years.stage,
        current_deliveries.delivery_id
    from years
    left join current_deliveries on cast(years.year as text) = current_deliveries.slice

),

-- By name: its number moved between editions, and now belongs to R&D performed by business.
kazakhstan as (

    select
        delivery_id,
        gii_rank
    from ranks
    where
        iso3 = 'KAZ'
        and indicator_key = 'gerd financed by business, %'

),

figures as (

    select
        'gii_business_rd_rank' as indicator_code,
        'total' as territory_code,
        editions.year,
        cast(kazakhstan.gii_rank as numeric) as value,
        editions.stage,
        false as is_confidential,
        cast(case when editions.delivery_id is null then 0 else 1 end as numeric) as coverage,
        -- The country's place: no participant stands behind it.
        0 as contributors
    from editions
    left join kazakhstan on editions.delivery_id = kazakhstan.delivery_id

)

select * from figures
