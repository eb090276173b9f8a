{#
    Rows of payments as delivered, typed, each with the reason why it cannot be read (null: it can). Both payment
    datasets carry the columns of the State Revenue Committee's service.

    `limit 1` keeps the planner from copying each parsed expression into every place that uses it: a row is parsed
    once. It stands in a lateral subquery because on the outer query it would also stop conditions on delivery_id from
    reaching the raw table, and with them the pruning of its partitions.
#}
{% macro read_payments(raw) -%}
with delivered as (

    select * from {{ raw }}

),

typed as (

    select
        delivered.delivery_id,
        delivered.place,
        parsed.bin,
        delivered.name_ru as payer_name_ru,
        delivered.tax_org_code,
        delivered.name_tax_ru as tax_org_name_ru,
        delivered.name_tax_kz as tax_org_name_kk,
        parsed.budget_code,
        delivered.kbk_name_ru as budget_code_name_ru,
        delivered.kbk_name_kz as budget_code_name_kk,
        delivered.pay_num as payment_number,
        {{ parse_kind('delivered.pay_type') }} as pay_type,
        {{ parse_kind('delivered.entry_type') }} as entry_type,
        parsed.receipt_date,
        delivered.write_off_date as write_off_date_as_delivered,
        parsed.amount_kzt,
        case
            when
                parsed.bin is null or parsed.budget_code is null
                or parsed.receipt_date is null or parsed.amount_kzt is null
                then concat_ws(
                    '; ',
                    {{ why_no_bin('delivered.iin_bin', 'parsed.bin', 'iin_bin') }},
                    {{ why_no_budget_code('delivered.kbk', 'parsed.budget_code', 'kbk') }},
                    {{ why_no_date('delivered.receipt_date', 'parsed.receipt_date', 'receipt_date') }},
                    {{ why_no_number('delivered.summa', 'parsed.amount_kzt', 'summa') }}
                )
        end as reason,
        to_jsonb(delivered) - cast('{delivery_id, place}' as text[]) as row_as_delivered
    from delivered
    cross join lateral (
        select
            {{ parse_bin('delivered.iin_bin') }} as bin,
            {{ parse_budget_code('delivered.kbk') }} as budget_code,
            {{ parse_date('delivered.receipt_date') }} as receipt_date,
            {{ parse_number('delivered.summa') }} as amount_kzt
        limit 1
    ) as parsed

)

select * from typed
{%- endmacro %}

{#
    Text to a budget code (КБК), null where it is not six digits. Whether the code exists is for the classification.
#}
{% macro parse_budget_code(text) -%}
    case when {{ is_digits(text, 6) }} then {{ text }} end
{%- endmacro %}

{% macro why_no_budget_code(text, parsed, name) -%}
    case
        when {{ text }} is null or {{ text }} = '' then '{{ name }} is missing'
        when {{ parsed }} is null then '{{ name }} is not six digits: ' || {{ quoted(text) }}
    end
{%- endmacro %}

{#
    A kind of payment or entry in Cyrillic letters: «Нaлoг» with a Latin a and o is «Налог». Which kinds there are is for
    the gate. The list only saves time: it is nearly every row.
#}
{% macro parse_kind(text) -%}
    case
        when {{ text }} in ('Налог', 'Уплата') then {{ text }}
        else btrim(translate({{ text }}, 'ABCEHKMOPTXYaceopxy', 'АВСЕНКМОРТХУасеорху'))
    end
{%- endmacro %}

{# The readable rows of a base model: everything but the two columns that only quarantine needs. #}
{% macro readable_payments(base) -%}
with typed as (

    select * from {{ base }}

),

readable as (

    select
        delivery_id,
        place,
        bin,
        payer_name_ru,
        tax_org_code,
        tax_org_name_ru,
        tax_org_name_kk,
        budget_code,
        budget_code_name_ru,
        budget_code_name_kk,
        payment_number,
        pay_type,
        entry_type,
        receipt_date,
        write_off_date_as_delivered,
        amount_kzt
    from typed
    where reason is null

)

select * from readable
{%- endmacro %}

{# Readable payments of pending deliveries, added up to the grain at which every later question is asked. #}
{% macro daily_payments(staged) -%}
with payments as (

    select * from {{ staged }}
    where {{ is_pending() }}

),

daily as (

    select
        delivery_id,
        bin,
        budget_code,
        pay_type,
        receipt_date,
        sum(amount_kzt) as amount_kzt,
        cast(count(*) as integer) as payments
    from payments
    group by delivery_id, bin, budget_code, pay_type, receipt_date

)

select * from daily
{%- endmacro %}

{# One row per pending delivery with readable rows: data_sources needs no second reading of payments. #}
{% macro total_payments(daily) -%}
with payments as (

    select * from {{ daily }}
    where {{ is_pending() }}

),

totals as (

    select
        delivery_id,
        cast(sum(payments) as bigint) as rows_readable,
        min(receipt_date) as first_receipt_date,
        max(receipt_date) as last_receipt_date,
        sum(amount_kzt) as amount_kzt
    from payments
    group by delivery_id

)

select * from totals
{%- endmacro %}

{#
    Rows of pending deliveries that cannot be read, with why: where they are is asked by every build, and finding them
    means reading the delivery.
#}
{% macro quarantined_payments(quarantined, totals) -%}
with quarantined as (

    select * from {{ quarantined }}
    where {{ is_pending_with_unreadable(totals) }}

),

unreadable as (

    select
        delivery_id,
        place,
        reason
    from quarantined

)

select * from unreadable
{%- endmacro %}
