{#
    Staging models small enough to be read whole with every build. What is left out is counted once per delivery.
    Beside each stands its `_quarantined`.
#}
{% macro staged_whole() %}
    {{ return([
        'stg_bns__taldau_data',
        'stg_bns__taldau_tree',
        'stg_concept__international_benchmarks',
        'stg_concept__national_facts',
        'stg_concept__technology_level',
        'stg_filings__decisions',
        'stg_bns__science_form',
        'stg_bns__grp_per_capita',
        'stg_bns__population',
        'stg_bns__employment_by_city',
        'stg_bns__kato',
        'stg_concept__regions_2024',
        'stg_filings__participants',
        'stg_filings__researchers',
        'stg_kazpatent__bulletins',
        'stg_kazpatent__inventions',
        'stg_kazpatent__utility_models',
        'stg_wipo__gii',
        'stg_filings__investments',
        'stg_bns__investment_form',
        'stg_filings__output',
        'stg_bns__innovation_form',
        'stg_bns__science_output_form',
        'stg_worldbank__series',
    ]) }}
{% endmacro %}
