{# Whether a half-open span of `relation`, valid_from to valid_to, holds on a day. An open end is null. #}
{% macro holds_on(relation, day) -%}
    coalesce({{ relation }}.valid_from <= {{ day }}, true) and coalesce({{ relation }}.valid_to > {{ day }}, true)
{%- endmacro %}
