with memberships as (

    select * from {{ ref('memberships') }}

),

current_deliveries as (

    select * from {{ ref('current_deliveries') }}

),

daily as (

    select * from {{ ref('payments_by_bin_daily') }}

),

on_participating_days as (

    select
        memberships.territory_code,
        memberships.participant_bin,
        daily.bin,
        daily.receipt_date,
        daily.budget_code,
        daily.pay_type,
        daily.amount_kzt,
        daily.payments,
        daily.delivery_id
    from memberships
    inner join daily
        on
            memberships.bin = daily.bin
            and memberships.joined_on <= daily.receipt_date
            and (memberships.left_on is null or memberships.left_on > daily.receipt_date)
    inner join current_deliveries on daily.delivery_id = current_deliveries.delivery_id

),

{{ class_payments('on_participating_days') }}

select * from classed
