-- Every indicator to which participants contribute, one select each.
{% for indicator in ['tax_receipts', 'researchers', 'private_investment', 'science_output', 'invention_patents'] %}
    select
        '{{ indicator }}' as indicator_code,
        territory_code,
        participant_bin,
        year,
        value
    from {{ ref(indicator ~ '_by_participant') }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
