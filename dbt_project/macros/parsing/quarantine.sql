{# Rows that cannot be read, with the reason in words and the row exactly as delivered. #}
{% macro quarantined_rows(base) -%}
with typed as (

    select * from {{ base }}

),

quarantined as (

    select
        delivery_id,
        place,
        reason,
        row_as_delivered
    from typed
    where reason is not null

)

select * from quarantined
{%- endmacro %}
