{#
    Figures that come first from filings and later from the Bureau of National Statistics: a tabulated figure is final
    and goes before the filed one, which is provisional; both stay side by side for their reconciliation.

    filed: territory_code (with total), year, value, coverage, contributors.
    tabulated: territory_code (with total, the Bureau's own), year, value, is_confidential (the cell holds x).
#}
{% macro filed_and_tabulated(indicator_code, filed, tabulated) -%}
with filed as (

    select * from {{ filed }}

),

tabulated as (

    select * from {{ tabulated }}

),

years as (

    select * from {{ ref('report_years') }}
    where has_begun

),

territories as (

    select territory_code from {{ ref('concept_territories') }}
    union all
    select 'total' as territory_code

),

figures as (

    select
        '{{ indicator_code }}' as indicator_code,
        territories.territory_code,
        years.year,
        coalesce(tabulated.value, filed.value) as value,
        case when tabulated.value is not null then 'final' else 'provisional' end as stage,
        coalesce(tabulated.is_confidential, false) as is_confidential,
        -- The Bureau answers for the whole territory; a filing only for those who filed.
        case when tabulated.value is not null then 1.0 else filed.coverage end as coverage,
        coalesce(filed.contributors, 0) as contributors,
        filed.value as filed_value,
        tabulated.value as tabulated_value
    from territories
    cross join years
    left join filed on territories.territory_code = filed.territory_code and years.year = filed.year
    left join tabulated on territories.territory_code = tabulated.territory_code and years.year = tabulated.year

)

select * from figures
{%- endmacro %}
