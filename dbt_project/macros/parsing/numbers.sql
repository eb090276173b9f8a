{# Marks by which the sources say "no figure": none of them is a zero. #}
{% macro missing_marks() -%}
    ('', '-', '–', '—', '…', '...', '..')
{%- endmacro %}

{# Latin x and Cyrillic х: the figure exists and is withheld. #}
{% macro confidential_marks() -%}
    ('x', 'X', 'х', 'Х')
{%- endmacro %}

{#
    Text to numeric, null where it is no number. Thousands may be parted by a space, U+00A0 or U+202F, decimals by
    a comma or a dot. The plain dot-decimal form comes first: it is nearly every row, and costs one pattern.
#}
{% macro parse_number(text) -%}
    case
        when {{ text }} ~ '^[+-]?[0-9]+([.][0-9]+)?$' then cast({{ text }} as numeric)
        when
            {{ text }} ~ '^[+-]?([0-9]+|[0-9]{1,3}([ \u00a0\u202f][0-9]{3})+)([.,][0-9]+)?$'
            then cast(translate({{ text }}, e',\u00a0\u202f ', '.') as numeric)
    end
{%- endmacro %}

{# Why `parsed`, the outcome of parse_number, is null, in words; null where it is not. #}
{% macro why_no_number(text, parsed, name) -%}
    case
        when {{ text }} is null or btrim({{ text }}) in {{ missing_marks() }}
            then '{{ name }} is missing, and a missing mark is not a zero: ' || {{ quoted(text) }}
        when btrim({{ text }}) in {{ confidential_marks() }} then '{{ name }} is confidential: ' || {{ quoted(text) }}
        when {{ parsed }} is null then '{{ name }} is not a number: ' || {{ quoted(text) }}
    end
{%- endmacro %}

{# A value as delivered inside a sentence. #}
{% macro quoted(text) -%}
    '«' || coalesce({{ text }}, '') || '»'
{%- endmacro %}
