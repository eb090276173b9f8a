{# Text to a year, null where it is not four digits of this century or the last. #}
{% macro parse_year(text) -%}
    case when {{ text }} ~ '^(19|20)[0-9]{2}$' then cast({{ text }} as integer) end
{%- endmacro %}

{% macro why_no_year(text, parsed, name) -%}
    case when {{ parsed }} is null then '{{ name }} is not a year: ' || {{ quoted(text) }} end
{%- endmacro %}
