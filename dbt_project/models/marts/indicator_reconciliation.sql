-- Every indicator that is filed first and tabulated later, one select each.
with twice_told as (

    {% for indicator in ['researchers', 'private_investment', 'science_output'] %}
        select
            indicator_code,
            territory_code,
            year,
            filed_value,
            tabulated_value
        from {{ ref(indicator) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

reconciled as (

    select
        indicator_code,
        territory_code,
        year,
        filed_value,
        tabulated_value,
        tabulated_value - filed_value as difference,
        {{ stamp() }}
    from twice_told
    where filed_value is not null or tabulated_value is not null

)

select * from reconciled
