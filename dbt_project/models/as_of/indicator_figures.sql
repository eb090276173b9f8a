-- Every indicator that has figures, one select each: a new indicator is one more name.
{% for indicator in [
    'tax_receipts',
    'gii_business_rd_rank',
    'researchers',
    'private_investment',
    'science_output',
    'invention_patents',
] %}
    select
        indicator_code,
        territory_code,
        year,
        value,
        stage,
        is_confidential,
        coverage,
        contributors
    from {{ ref(indicator) }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
