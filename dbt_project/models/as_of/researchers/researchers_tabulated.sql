with tabulation as (

    select * from {{ ref('stg_bns__science_form') }}
    where territory_code is not null

),

current_deliveries as (

    select * from {{ ref('current_deliveries') }}
    where dataset = 'bns.science_form'

),

tabulated as (

    select
        tabulation.territory_code,
        tabulation.year,
        tabulation.researchers as value,
        tabulation.is_researchers_confidential as is_confidential,
        tabulation.researchers_fte
    from tabulation
    inner join current_deliveries on tabulation.delivery_id = current_deliveries.delivery_id

)

select * from tabulated
