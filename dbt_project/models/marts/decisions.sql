with current_deliveries as (

    select * from {{ ref('current_deliveries') }}
    where dataset = 'filings.decisions'

),

staged as (

    select * from {{ ref('stg_filings__decisions') }}

),

decisions as (

    select
        current_deliveries.slice || '/' || staged.number as decision_id,
        staged.kind,
        staged.subject,
        staged.value,
        staged.decided_by,
        staged.decided_on,
        staged.valid_until,
        staged.because,
        {{ stamp() }}
    from staged
    inner join current_deliveries on staged.delivery_id = current_deliveries.delivery_id

)

select * from decisions
