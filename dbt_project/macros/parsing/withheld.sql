{#
    Cells of a statistical form hold a figure, a missing mark, or x: the figure exists and is withheld. A withheld
    figure is read (as null, and said to be withheld); a missing mark is no figure.
#}
{% macro is_withheld(text) -%}
    coalesce(btrim({{ text }}) in {{ confidential_marks() }}, false)
{%- endmacro %}

{# Why a cell that must hold a figure or x holds neither, in words; null where it does. #}
{% macro why_no_figure(text, parsed, name) -%}
    case when not {{ is_withheld(text) }} then {{ why_no_number(text, parsed, name) }} end
{%- endmacro %}

{# The same of a cell that may also be empty or hold a missing mark. #}
{% macro why_no_optional_figure(text, parsed, name) -%}
    case
        when {{ text }} is not null and btrim({{ text }}) not in {{ missing_marks() }}
            then {{ why_no_figure(text, parsed, name) }}
    end
{%- endmacro %}
