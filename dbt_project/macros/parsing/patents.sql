{#
    Rows of Kazpatent's bulletins, typed, with the reason why a row cannot be read where it cannot. The same for both
    kinds. An owner who is not named is no reason: the patent exists, the gate reports it.
#}
{% macro typed_patents(delivered) -%}
with delivered as (

    select * from {{ delivered }}

),

typed as (

    select
        delivered.delivery_id,
        delivered.place,
        parsed.*,
        nullif(concat_ws(
            '; ',
            case
                when parsed.bulletin_number is null
                    then 'pat_nby is not the number of a bulletin: ' || {{ quoted('delivered.pat_nby') }}
            end,
            {{ why_no_date('delivered.pat_dby', 'parsed.bulletin_on', 'pat_dby') }},
            case when parsed.kind_code is null then 'code_13 is missing' end,
            case when parsed.gos_number is null then 'gos_number_11 is missing' end,
            {{ why_no_date('delivered.gos_date_11', 'parsed.registered_on', 'gos_date_11') }}
        ), '') as reason,
        to_jsonb(delivered) - cast('{delivery_id, place}' as text[]) as row_as_delivered
    from delivered
    cross join lateral ( -- noqa: ST05
        select
            case when btrim(delivered.pat_nby) ~ '^[0-9]{1,4}$' then btrim(delivered.pat_nby) end as bulletin_number,
            {{ parse_date('delivered.pat_dby') }} as bulletin_on,
            -- Cyrillic А and В pass for the Latin letters of a kind code.
            nullif(translate(upper(btrim(delivered.code_13)), 'АВ', 'AB'), '') as kind_code,
            nullif(btrim(delivered.gos_number_11), '') as gos_number,
            {{ parse_date('delivered.gos_date_11') }} as registered_on,
            nullif(btrim(normalize(delivered.owner_73_ru, nfc), e' \t\r\n\u00a0'), '') as owner_ru,
            nullif(btrim(normalize(delivered.owner_73_kk, nfc), e' \t\r\n\u00a0'), '') as owner_kk,
            nullif(btrim(normalize(delivered.name_540_ru, nfc)), '') as title_ru
    ) as parsed

)

select * from typed
{%- endmacro %}

{# The columns of a readable patent. #}
{% macro readable_patents(base) -%}
with judged as (

    select * from {{ base }}

),

readable as (

    select
        delivery_id,
        place,
        bulletin_number,
        bulletin_on,
        kind_code,
        gos_number,
        registered_on,
        owner_ru,
        owner_kk,
        title_ru
    from judged
    where reason is null

)

select * from readable
{%- endmacro %}
