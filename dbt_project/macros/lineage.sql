{#
    The identifier of a figure as core/figure.py writes it. `key`: expressions in the order of the mart's key; what would
    part it is escaped.
#}
{% macro figure_id(mart, key, column) -%}
    '{{ mart }}'
    {%- for part in key %}
        || '/' || {{ key_part(part) }}
    {%- endfor %}
        || ':{{ column }}'
{%- endmacro %}

{% macro key_part(expression) -%}
    coalesce(
        replace(replace(replace(cast({{ expression }} as text), '%', '%25'), '/', '%2F'), ':', '%3A'), ''
    )
{%- endmacro %}

{# A line of a seed by the values that single it out: `indicator_code=tax_receipts&year=2026`. #}
{% macro seed_line(columns) -%}
    {%- for column, expression in columns.items() -%}
        '{{ "&" if not loop.first }}{{ column }}=' || coalesce(cast({{ expression }} as text), '')
        {{- " || " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{#
    The columns of one input of a figure, in the order that all lineage models share. All but the first three are
    expressions that may be left out. Either `input` (another figure), or `seed`, `place` and `field` (a line of a seed),
    or `delivery`, `place` and `field` (a row of a delivery; without a place, the delivery as a whole).

    participant: whose the row is; of an input figure, the part of it that this participant's rows make.
    counted: what a count of different things counts.
    number: the figure as read, in the source's own unit.
#}
{% macro traced(
    figure, formula, role, input=none, seed=none, delivery=none, place=none, field=none,
    participant=none, counted=none, number=none
) -%}
    {{ figure }} as figure,
    '{{ formula }}' as formula_code,
    '{{ role }}' as role, -- noqa: RF04
    {{ input or 'cast(null as text)' }} as input_figure,
    {% if seed %}'{{ seed }}'{% else %}cast(null as text){% endif %} as seed_file,
    cast({{ delivery or 'null' }} as bigint) as delivery_id,
    cast({{ place or 'null' }} as text) as place,
    {% if field %}'{{ field }}'{% else %}cast(null as text){% endif %} as field,
    cast({{ participant or 'null' }} as text) as participant_bin,
    cast({{ counted or 'null' }} as text) as counted_as,
    cast({{ number or 'null' }} as numeric) as value
{%- endmacro %}
