with form as (

    select staged.*
    from {{ ref('stg_bns__innovation_form') }} as staged
    inner join {{ ref('current_deliveries') }} as current_deliveries
        on staged.delivery_id = current_deliveries.delivery_id

),

innovative_output as (

    select
        year,
        innovative_output_mln_kzt,
        delivery_id,
        place,
        is_confidential
    from form
    -- The nation's own row: regions that withhold theirs would be missing from a sum.
    where region_kato = '000000000'

)

select * from innovative_output
