with delivered as (

    select * from {{ source('raw', 'filings_investments') }}

),

territories as (

    select territory_code from {{ ref('concept_territories') }}

),

typed as (

    select
        delivered.delivery_id,
        delivered.place,
        territories.territory_code,
        parsed.*,
        nullif(concat_ws(
            '; ',
            case
                when territories.territory_code is null
                    then 'territory is none of the Concept''s: ' || {{ quoted('delivered.territory') }}
            end,
            case
                when parsed.spent_year is null
                    then 'spent_year is not a year: ' || {{ quoted('delivered.spent_year') }}
            end,
            case when parsed.investor_name is null then 'investor_name is missing' end,
            -- Foreign investors have none; any other text must be a BIN.
            case
                when delivered.investor_bin <> ''
                    then {{ why_no_bin('delivered.investor_bin', 'parsed.investor_bin', 'investor_bin') }}
            end,
            case when parsed.sector is null then 'sector is missing' end,
            case when parsed.finance_source is null then 'finance_source is missing' end,
            {{ why_no_bin('delivered.recipient_bin', 'parsed.recipient_bin', 'recipient_bin') }},
            case
                when parsed.recipient_role is null
                    then
                        'recipient_role is neither участник nor управляющая компания: '
                        || {{ quoted('delivered.recipient_role') }}
            end,
            case when parsed.object_code is null then 'object_code is missing' end,
            {{ why_no_number('delivered.spent', 'parsed.spent_thousand_kzt', 'spent') }},
            -- An empty cell means that nothing is committed; any other text must be a number.
            case
                when delivered.committed <> ''
                    then {{ why_no_number(
                        'delivered.committed', 'parsed.committed_thousand_kzt', 'committed'
                    ) }}
            end,
            case
                when parsed.filed_currency is distinct from 'тенге'
                    then
                        'currency is not тенге, and nothing is converted here: '
                        || {{ quoted('delivered.currency') }}
            end,
            {{ why_no_date('delivered.act_date', 'parsed.act_date', 'act_date') }}
        ), '') as reason,
        to_jsonb(delivered) - cast('{delivery_id, place}' as text[]) as row_as_delivered
    from delivered
    left join territories on delivered.territory = territories.territory_code
    cross join lateral ( -- noqa: ST05
        select
            case
                when delivered.spent_year ~ '^20[0-9]{2}$' then cast(delivered.spent_year as integer)
            end as spent_year,
            nullif(btrim(delivered.investor_name), '') as investor_name,
            {{ parse_bin('delivered.investor_bin') }} as investor_bin,
            nullif({{ label_key('delivered.sector') }}, '') as sector,
            nullif({{ label_key('delivered.finance_source') }}, '') as finance_source,
            {{ parse_bin('delivered.recipient_bin') }} as recipient_bin,
            case {{ label_key('delivered.recipient_role') }}
                when 'участник' then 'participant'
                when 'управляющая компания' then 'managing_company'
            end as recipient_role,
            nullif(btrim(delivered.object_code), '') as object_code,
            nullif(btrim(delivered.object_ru), '') as object_ru,
            {{ parse_number('delivered.spent') }} as spent_thousand_kzt,
            {{ parse_number('delivered.committed') }} as committed_thousand_kzt,
            {{ label_key('delivered.currency') }} as filed_currency,
            {{ parse_date('delivered.act_date') }} as act_date
    ) as parsed

)

select * from typed
