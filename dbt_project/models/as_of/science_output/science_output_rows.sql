with filed as (

    select * from {{ ref('stg_filings__output') }}

),

current_deliveries as (

    select * from {{ ref('current_deliveries') }}
    where dataset = 'filings.output'

),

register as (

    select * from {{ ref('register') }}

),

memberships as (

    select * from {{ ref('memberships') }}

),

products as (

    select * from {{ ref('science_intensive_products') }}

),

meanings as (

    select * from {{ ref('kato_meanings') }}

),

in_quarters as (

    select
        filed.*,
        cast(make_date(filed.year, 3 * filed.quarter - 2, 1) + interval '3 months' as date) as ends_before,
        make_date(filed.year, 3 * filed.quarter - 2, 1) as starts_on
    from filed
    inner join current_deliveries on filed.delivery_id = current_deliveries.delivery_id

),

-- A code means what it meant on the last day of the quarter.
in_places as (

    select
        sold.*,
        coalesce(meanings.identity_kato, sold.unit_kato) as unit_identity
    from in_quarters as sold
    left join meanings
        on sold.unit_kato = meanings.kato and {{ holds_on('meanings', 'sold.ends_before - 1') }}

),

-- A participant reports, of a quarter in which it joined or left, what it made while it was in.
of_sellers as (

    select
        sold.*,
        seller.takes_part,
        seller.is_in_scope
    from in_places as sold
    cross join lateral (
        select
            count(*) > 0 as takes_part,
            coalesce(
                bool_or(register.scope = 'entity' or sold.unit_identity = any(register.unit_identities)), false
            ) as is_in_scope
        from register
        where
            register.territory_code = sold.territory_code
            and register.bin = sold.bin
            and register.joined_on < sold.ends_before
            and (register.left_on is null or register.left_on > sold.starts_on)
    ) as seller

),

-- A buyer may be a participant of whichever territory, and buy through a branch.
of_buyers as (

    select
        sold.*,
        buyer.is_participant as is_sold_to_participant
    from of_sellers as sold
    cross join lateral (
        select count(*) > 0 as is_participant
        from memberships
        where
            memberships.bin = sold.buyer_bin
            and memberships.joined_on < sold.ends_before
            and (memberships.left_on is null or memberships.left_on > sold.starts_on)
    ) as buyer

),

-- The list in force on the first day of the quarter; the longest prefix, should one stand within another.
placed as (

    select
        sold.*,
        listed.output_kind as listed_kind
    from of_buyers as sold
    left join lateral (
        select products.output_kind
        from products
        where
            starts_with(sold.product_code, replace(products.code_prefix, '.', ''))
            and products.valid_from <= sold.starts_on
            and (products.valid_to is null or products.valid_to > sold.starts_on)
        order by length(products.code_prefix) desc
        limit 1
    ) as listed on true

),

classed as (

    select
        territory_code,
        bin as participant_bin,
        year,
        quarter,
        unit_kato,
        product_ru,
        product_code,
        buyer_bin,
        revenue_kzt,
        vat_kzt,
        delivery_id,
        place,
        case
            when not takes_part then 'not_participating'
            when revenue_kzt = 0 then 'nothing_made'
            when not is_in_scope then 'outside_scope'
            when listed_kind is null then 'not_listed'
            when is_sold_to_participant then 'intragroup'
            else listed_kind
        end as output_kind
    from placed

),

counted as (

    select
        classed.*,
        classed.output_kind in ('rd_services', 'science_intensive_products') as is_counted
    from classed

)

select * from counted
