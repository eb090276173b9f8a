with investments as (

    select * from {{ ref('stg_filings__investments') }}

),

current_deliveries as (

    select * from {{ ref('current_deliveries') }}
    where dataset = 'filings.investments'

),

memberships as (

    select * from {{ ref('memberships') }}

),

scope_rules as (

    select * from {{ ref('investment_scope') }}

),

filed as (

    select investments.*
    from investments
    inner join current_deliveries on investments.delivery_id = current_deliveries.delivery_id

),

-- In the territory on any day of the year: a filing does not tell the days of spending.
placed as (

    select
        filed.*,
        case
            when filed.recipient_role = 'managing_company' then filed.recipient_bin
            else (
                select min(memberships.participant_bin collate "C") -- noqa: RF02, RF03
                from memberships
                where
                    filed.recipient_bin = memberships.bin
                    and filed.territory_code = memberships.territory_code
                    and memberships.joined_on < make_date(filed.year + 1, 1, 1)
                    and (memberships.left_on is null or memberships.left_on > make_date(filed.year, 1, 1))
            )
        end as participant_bin
    from filed

),

classed as (

    select
        placed.*,
        applied.scope_rule,
        -- A rule that names only the sector or only the source may say no, never yes.
        coalesce(
            applied.is_private and applied.sector is not null and applied.finance_source is not null, false
        ) as is_private_money
    from placed
    -- The most specific rule of the year: whose money it is, then where it comes from.
    cross join lateral (
        select
            scope_rules.scope_rule,
            scope_rules.sector,
            scope_rules.finance_source,
            scope_rules.is_private
        from scope_rules
        where
            (scope_rules.sector is null or scope_rules.sector = placed.sector)
            and (scope_rules.finance_source is null or scope_rules.finance_source = placed.finance_source)
            and make_date(placed.year, 12, 31) >= scope_rules.valid_from
            and (scope_rules.valid_to is null or make_date(placed.year, 12, 31) < scope_rules.valid_to)
        order by scope_rules.sector is null, scope_rules.finance_source is null
        limit 1
    ) as applied

),

-- A loan is one sum of money, whether its borrower, its bank or both report it: the borrower's row stands.
told_once as (

    select
        classed.*,
        classed.scope_rule = 'lender_record' and exists (
            select 1
            from classed as borrowed
            where
                borrowed.scope_rule <> 'lender_record'
                and borrowed.delivery_id = classed.delivery_id
                and borrowed.recipient_bin = classed.recipient_bin
                and {{ label_key('borrowed.object_code') }} = {{ label_key('classed.object_code') }}
                and borrowed.finance_source = classed.finance_source
        ) as is_repeated
    from classed

),

decided as (

    select
        territory_code,
        year,
        investor_name,
        investor_bin,
        sector,
        finance_source,
        recipient_bin,
        recipient_role,
        participant_bin,
        object_code,
        amount_kzt,
        committed_kzt,
        delivery_id,
        place,
        case
            when participant_bin is null then 'outside_territory'
            when is_repeated then 'repeated'
            else scope_rule
        end as scope_rule,
        is_private_money and not is_repeated and participant_bin is not null as is_private
    from told_once

)

select * from decided
