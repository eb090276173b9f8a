{#
    What a build is about, its identity and its moment, travels with the session, never with the project: dbt would
    parse all of it anew for every other value of a var. Unit tests, which have no build, give vars.
#}
{% macro build_id() -%}
    {%- if var('build_id') -%}
        cast('{{ var("build_id") }}' as text)
    {%- else -%}
        current_setting('naukograd.build_id')
    {%- endif -%}
{%- endmacro %}

{# The moment a build is about. Without one the database refuses. #}
{% macro as_of() -%}
    {%- if var('as_of') -%}
        cast('{{ var("as_of") }}' as timestamptz)
    {%- else -%}
        cast(current_setting('naukograd.as_of') as timestamptz)
    {%- endif -%}
{%- endmacro %}

{# The calendar day of the moment where the Concept's calendar is kept. #}
{% macro as_of_day() -%}
    cast({{ as_of() }} at time zone 'Asia/Almaty' as date)
{%- endmacro %}

{# The two columns every published row ends with. #}
{% macro stamp() -%}
    {{ build_id() }} as build_id,
    {{ as_of() }} as as_of
{%- endmacro %}
