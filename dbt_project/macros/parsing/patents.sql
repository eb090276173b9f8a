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
            {{ name_as_printed('delivered.owner_73_ru') }} as ru,
            {{ name_as_printed('delivered.owner_73_kk') }} as kk
    ) as printed
    -- Names under each other's key are put where they belong.
    cross join lateral ( -- noqa: ST05
        select coalesce(
            not {{ is_kazakh('printed.kk') }}
            and case
                when printed.ru is not null then {{ is_kazakh('printed.ru') }}
                else printed.kk ~* '^(тоо|ао|нао|аоо|ргк?п|кгп|гкп)[ «"“]'
            end,
            false
        ) as are_exchanged
    ) as languages
    cross join lateral ( -- noqa: ST05
        select
            case when languages.are_exchanged then printed.kk else printed.ru end as ru,
            case when languages.are_exchanged then printed.ru else printed.kk end as kk
    ) as owners
    cross join lateral ( -- noqa: ST05
        select
            case when btrim(delivered.pat_nby) ~ '^[0-9]{1,4}$' then btrim(delivered.pat_nby) end as bulletin_number,
            {{ parse_date('delivered.pat_dby') }} as bulletin_on,
            -- Cyrillic А and В pass for the Latin letters of a kind code.
            nullif(translate(upper(btrim(delivered.code_13)), 'АВ', 'AB'), '') as kind_code,
            nullif(btrim(delivered.gos_number_11), '') as gos_number,
            {{ parse_date('delivered.gos_date_11') }} as registered_on,
            owners.ru as owner_ru,
            owners.kk as owner_kk,
            nullif(btrim(normalize(delivered.name_540_ru, nfc)), '') as title_ru,
            {{ letters_of_name('owners.ru') }} as owner_ru_letters,
            {{ letters_of_name('owners.kk') }} as owner_kk_letters,
            {{ name_as_printed('delivered.author_72_ru') }} as author_ru,
            nullif(btrim(delivered.req_number_21), '') as application_number,
            case when delivered.id ~ '^[0-9]{1,9}$' then cast(delivered.id as integer) end as row_id
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
        title_ru,
        owner_ru_letters,
        owner_kk_letters,
        author_ru,
        application_number,
        row_id
    from judged
    where reason is null

)

select * from readable
{%- endmacro %}

{#
    A name without what stands around it, and without letters that nobody sees (soft hyphens, blanks of no width); look-
    alike Latin letters of its Cyrillic words are Cyrillic, or nobody finds it again.
#}
{% macro name_as_printed(text) -%}
    nullif(btrim(
        names.in_one_alphabet(translate({{ text }}, e'\u00ad\u200b\u200c\u200d\u2060\ufeff', '')), e' \t\r\n\u00a0'
    ), '')
{%- endmacro %}

{# Whether a name is written in Kazakh: by letters that Russian lacks, or by a legal form. #}
{% macro is_kazakh(text) -%}
    {{ text }} ~* '[әғқңөұүһі]|(^|[» "”])(жшс|ақ|кеақ|дбұ|шжқ|рмк)([ «"“]|$)'
{%- endmacro %}

{# Letters and digits of a name, small, look-alikes as Cyrillic, without the country code of Kazakhstan. #}
{% macro letters_of_name(text) -%}
    nullif(translate(
        lower(regexp_replace(
            normalize({{ text }}, nfc), '[(][KК][ZЗ][)]|[^0-9A-Za-zА-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]', '', 'g'
        )),
        'abcehkmoptxyiё', 'авсенкмортхуіе'
    ), '')
{%- endmacro %}
