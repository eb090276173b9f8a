{# A cell of values parted by semicolons to text[], trimmed and in order; an empty cell is an empty list. #}
{% macro parse_list(text) -%}
    array(
        select btrim(item.value)
        from unnest(string_to_array({{ text }}, ';')) with ordinality as item (value, turn)
        where btrim(item.value) <> ''
        order by item.turn
    )
{%- endmacro %}
