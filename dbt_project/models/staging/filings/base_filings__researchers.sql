with delivered as (

    select * from {{ source('raw', 'filings_researchers') }}

),

typed as (

    select
        delivered.delivery_id,
        delivered.place,
        parsed.*,
        nullif(concat_ws(
            '; ',
            {{ why_no_bin('delivered.bin', 'parsed.bin', 'bin') }},
            case when parsed.unit_ru is null then 'unit_ru is missing' end,
            case
                when parsed.unit_kato is null
                    then 'unit_kato is not nine digits: ' || {{ quoted('delivered.unit_kato') }}
            end,
            case
                when parsed.is_pilot_unit is null
                    then 'is_pilot_unit is neither да nor нет: ' || {{ quoted('delivered.is_pilot_unit') }}
            end,
            {{ why_no_figure('delivered.researchers', 'parsed.researchers', 'researchers') }},
            {{ why_no_optional_figure(
                'delivered.secondary_researchers', 'parsed.secondary_researchers', 'secondary_researchers'
            ) }},
            {{ why_no_optional_figure('delivered.staff', 'parsed.staff', 'staff') }},
            {{ why_no_optional_figure(
                'delivered.researchers_fte', 'parsed.researchers_fte', 'researchers_fte'
            ) }},
            {{ why_no_date('delivered.counted_on', 'parsed.counted_on', 'counted_on') }}
        ), '') as reason,
        to_jsonb(delivered) - cast('{delivery_id, place}' as text[]) as row_as_delivered
    from delivered
    cross join lateral ( -- noqa: ST05
        select
            {{ parse_bin('delivered.bin') }} as bin,
            nullif(btrim(names.in_one_alphabet(delivered.name_ru)), '') as name_ru,
            nullif(btrim(names.in_one_alphabet(delivered.unit_ru)), '') as unit_ru,
            nullif({{ label_key('delivered.unit_ru') }}, '') as unit_key,
            case when {{ is_digits('delivered.unit_kato', 9) }} then delivered.unit_kato end as unit_kato,
            case lower(btrim(delivered.is_pilot_unit))
                when 'да' then true
                when 'нет' then false
            end as is_pilot_unit,
            {{ parse_number('delivered.researchers') }} as researchers,
            {{ is_withheld('delivered.researchers') }} as is_researchers_confidential,
            {{ parse_number('delivered.secondary_researchers') }} as secondary_researchers,
            {{ is_withheld('delivered.secondary_researchers') }} as is_secondary_researchers_confidential,
            {{ parse_number('delivered.staff') }} as staff,
            {{ is_withheld('delivered.staff') }} as is_staff_confidential,
            {{ parse_number('delivered.researchers_fte') }} as researchers_fte,
            {{ is_withheld('delivered.researchers_fte') }} as is_researchers_fte_confidential,
            {{ parse_date('delivered.counted_on') }} as counted_on
    ) as parsed

)

select * from typed
