{#- Where what belongs to a territory (part_of) is counted: in the territory itself and in the programme's total. -#}
{% macro each_and_total() %}
    select
        part_of.territory_code as part_of,
        counted_in.territory_code
    from {{ ref('concept_territories') }} as part_of
    cross join lateral (values (part_of.territory_code), ('total')) as counted_in (territory_code)
{% endmacro %}
