{# A number as Russian prints it: a decimal comma. #}
{% macro printed(number) -%}
    replace(cast({{ number }} as text), '.', ',')
{%- endmacro %}
