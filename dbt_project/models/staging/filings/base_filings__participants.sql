with delivered as (

    select * from {{ source('raw', 'filings_participants') }}

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
            {{ why_no_bin('delivered.bin', 'parsed.bin', 'bin') }},
            case when parsed.name_ru is null then 'name_ru is missing' end,
            case
                when territories.territory_code is null
                    then 'territory is none of the Concept''s: ' || {{ quoted('delivered.territory') }}
            end,
            case
                when parsed.scope is null
                    then 'scope is neither организация nor подразделения: ' || {{ quoted('delivered.scope') }}
            end,
            (
                select
                    string_agg(
                        {{ why_no_bin('branch.bin', parse_bin('branch.bin'), 'branch_bins') }},
                        '; ' order by branch.turn
                    )
                from unnest(parsed.branch_bins) with ordinality as branch (bin, turn)
            ),
            (
                select
                    string_agg(
                        'unit_kato is not nine digits: ' || {{ quoted('local_unit.kato') }},
                        '; ' order by local_unit.turn
                    )
                from unnest(parsed.unit_katos) with ordinality as local_unit (kato, turn)
                where not {{ is_digits('local_unit.kato', 9) }}
            ),
            {{ why_no_date('delivered.joined', 'parsed.joined_on', 'joined') }},
            -- An empty cell means that it still takes part; any other text must be a day.
            case
                when delivered.left_on <> ''
                    then {{ why_no_date('delivered.left_on', 'parsed.left_on', 'left_on') }}
            end,
            case
                when parsed.left_on <= parsed.joined_on
                    then
                        'left_on ' || {{ quoted('delivered.left_on') }}
                        || ' is not after joined ' || {{ quoted('delivered.joined') }}
            end
        ), '') as reason,
        to_jsonb(delivered) - cast('{delivery_id, place}' as text[]) as row_as_delivered
    from delivered
    left join territories on delivered.territory = territories.territory_code
    cross join lateral ( -- noqa: ST05
        select
            {{ parse_bin('delivered.bin') }} as bin,
            nullif(btrim(names.in_one_alphabet(delivered.name_ru)), '') as name_ru,
            nullif(btrim(names.in_one_alphabet(delivered.name_kk)), '') as name_kk,
            case {{ label_key('delivered.scope') }}
                when 'организация' then 'entity'
                when 'подразделения' then 'units'
            end as scope,
            {{ parse_list('delivered.branch_bins') }} as branch_bins,
            {{ parse_list('delivered.unit_kato') }} as unit_katos,
            {{ parse_date('delivered.joined') }} as joined_on,
            {{ parse_date('delivered.left_on') }} as left_on,
            nullif(btrim(delivered.oked), '') as oked,
            {{ parse_list('delivered.pilot_units') }} as pilot_units
    ) as parsed

)

select * from typed
