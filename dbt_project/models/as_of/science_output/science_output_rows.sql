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

in_quarters as (

    select
        filed.*,
        make_date(filed.year, 3 * filed.quarter - 2, 1) as starts_on,
        cast(make_date(filed.year, 3 * filed.quarter - 2, 1) + interval '3 months' as date) as ends_before
    from filed
    inner join current_deliveries on filed.delivery_id = current_deliveries.delivery_id

),

-- A participant reports, of a quarter in which it joined or left, what it made while it was in.
placed as (

    select
        in_quarters.*,
        exists (
            select 1 from register
            where
                register.territory_code = in_quarters.territory_code
                and register.bin = in_quarters.bin
                and register.joined_on < in_quarters.ends_before
                and (register.left_on is null or register.left_on > in_quarters.starts_on)
        ) as takes_part,
        exists (
            select 1 from register
            where
                register.territory_code = in_quarters.territory_code
                and register.bin = in_quarters.bin
                and register.joined_on < in_quarters.ends_before
                and (register.left_on is null or register.left_on > in_quarters.starts_on)
                and (register.scope = 'entity' or in_quarters.unit_kato = any(register.unit_katos))
        ) as is_in_scope,
        -- Of whichever territory, and also through a branch.
        exists (
            select 1 from memberships
            where
                memberships.bin = in_quarters.buyer_bin
                and memberships.joined_on < in_quarters.ends_before
                and (memberships.left_on is null or memberships.left_on > in_quarters.starts_on)
        ) as is_sold_to_participant,
        listed.output_kind as listed_kind
    from in_quarters
    -- The list in force on the first day of the quarter; the longest prefix, should the list name one within another.
    left join lateral (
        select products.output_kind
        from products
        where
            starts_with(in_quarters.product_code, replace(products.code_prefix, '.', ''))
            and products.valid_from <= in_quarters.starts_on
            and (products.valid_to is null or products.valid_to > in_quarters.starts_on)
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
        case
            when not takes_part then 'not_participating'
            when revenue_kzt = 0 then 'nothing_made'
            when not is_in_scope then 'outside_scope'
            when listed_kind is null then 'not_listed'
            when is_sold_to_participant then 'intragroup'
            else listed_kind
        end as output_kind,
        revenue_kzt,
        vat_kzt,
        delivery_id,
        place
    from placed

),

counted as (

    select
        classed.*,
        output_kind in ('rd_services', 'science_intensive_products') as is_counted
    from classed

)

select * from counted
