{# Whether a published cell says that its figure exists and is withheld. #}
{% macro is_confidential(text) -%}
    coalesce(btrim({{ text }}) in {{ confidential_marks() }}, false)
{%- endmacro %}

{#
    Why a published cell that `parsed`, the outcome of parse_number, left null says nothing at all; null where it has a
    figure, withholds it, or marks it as missing: a table with such cells is readable.
#}
{% macro why_not_published(text, parsed, name) -%}
    case
        when
            coalesce(btrim({{ text }}), '') not in {{ missing_marks() }}
            and not {{ is_confidential(text) }}
            then {{ why_no_number(text, parsed, name) }}
    end
{%- endmacro %}
