{# The moment a build is about. A bare literal, so that the planner sees a constant. #}
{% macro as_of() -%}
    {%- if execute and not var('as_of') -%}
        {{ exceptions.raise_compiler_error("var as_of is missing: give an ISO 8601 moment in --vars") }}
    {%- endif -%}
    cast('{{ var("as_of") }}' as timestamptz)
{%- endmacro %}

{# The calendar day of the moment where the Concept's calendar is kept. #}
{% macro as_of_day() -%}
    cast({{ as_of() }} at time zone 'Asia/Almaty' as date)
{%- endmacro %}

{# The two columns every published row ends with. #}
{% macro stamp() -%}
    cast('{{ var("build_id") }}' as text) as build_id,
    {{ as_of() }} as as_of
{%- endmacro %}
