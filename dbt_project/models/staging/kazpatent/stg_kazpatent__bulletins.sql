with judged as (

    select * from {{ ref('base_kazpatent__bulletins') }}

),

readable as (

    select
        delivery_id,
        place,
        bulletin_number,
        bulletin_on
    from judged
    where reason is null

)

select * from readable
