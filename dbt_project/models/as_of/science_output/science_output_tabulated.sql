with form as (

    select * from {{ ref('stg_bns__science_output_form') }}

),

current_deliveries as (

    select * from {{ ref('current_deliveries') }}
    where dataset = 'bns.science_output_form'

),

tabulated as (

    select
        form.territory_code,
        form.year,
        form.is_confidential,
        trim_scale(form.output_kzt * 0.000000001) as value
    from form
    inner join current_deliveries on form.delivery_id = current_deliveries.delivery_id

)

select * from tabulated
