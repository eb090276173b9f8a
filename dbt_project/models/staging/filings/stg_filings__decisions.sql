with judged as (

    select * from {{ ref('base_filings__decisions') }}

),

readable as (

    select
        delivery_id,
        place,
        number,
        kind,
        subject,
        value,
        decided_by,
        decided_on,
        valid_until,
        because
    from judged
    where reason is null

)

select * from readable
