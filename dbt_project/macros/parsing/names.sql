{# A name as it is compared: lower case, single spaces (U+00A0 and U+202F are spaces), none around it. #}
{% macro name_key(text) -%}
    lower(btrim(regexp_replace(translate({{ text }}, e'\u00a0\u202f', '  '), '\s+', ' ', 'g')))
{%- endmacro %}
