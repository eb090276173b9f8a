{#
    Text to a product code (КПВЭД, whose first digits are those of ОКЭД), dots and spaces dropped; null where it is not two to
    twelve digits. 72.19.9 and 72199 are one code.
#}
{% macro parse_product_code(text) -%}
    case
        when btrim({{ text }}) ~ '^[0-9]{2}[0-9. ]*$' and length(translate({{ text }}, '. ', '')) <= 12
            then translate({{ text }}, '. ', '')
    end
{%- endmacro %}

{# Why `parsed`, the outcome of parse_product_code, is null, in words; null where it is not. #}
{% macro why_no_product_code(text, parsed, name) -%}
    case
        when coalesce(btrim({{ text }}), '') = '' then '{{ name }} is missing'
        when {{ parsed }} is null then '{{ name }} is not a code of two to twelve digits: ' || {{ quoted(text) }}
    end
{%- endmacro %}
