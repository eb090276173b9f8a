-- One select per lineage model: what a new mart prints, one more of them explains.
with lineage as (

    {% for model in [
        'changes',
        'country',
        'coverage',
        'economies',
        'expected_results',
        'indicator_values',
        'invention_patents',
        'late_filings',
        'national_facts',
        'private_investment',
        'progress',
        'quarantine',
        'report',
        'researchers',
        'science_output',
        'sources',
        'tax_receipts',
        'territories',
    ] %}
        select * from {{ ref('lineage_' ~ model) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

deliveries as (

    select * from {{ source('ledger', 'deliveries') }}

),

named as (

    select
        lineage.*,
        deliveries.dataset,
        deliveries.slice
    from lineage
    left join deliveries on lineage.delivery_id = deliveries.delivery_id

),

sources as (

    select
        figure,
        cast(
            row_number() over (
                partition by figure
                order by
                    role collate "C",
                    input_figure collate "C",
                    seed_file collate "C",
                    dataset collate "C",
                    slice collate "C",
                    delivery_id,
                    length(place),
                    place collate "C",
                    field collate "C",
                    participant_bin collate "C",
                    counted_as collate "C"
            ) as integer
        ) as number,
        formula_code,
        role, -- noqa: RF04
        input_figure,
        seed_file,
        dataset,
        delivery_id,
        place,
        field,
        participant_bin,
        counted_as,
        value,
        {{ stamp() }}
    from named

)

select * from sources
