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
        'national_facts',
        'private_investment',
        'progress',
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

sources as (

    select
        lineage.figure,
        cast(
            row_number() over (
                partition by lineage.figure
                order by
                    lineage.role collate "C",
                    lineage.input_figure collate "C",
                    lineage.seed_file collate "C",
                    deliveries.dataset collate "C",
                    deliveries.slice collate "C",
                    lineage.delivery_id,
                    length(lineage.place),
                    lineage.place collate "C",
                    lineage.field collate "C",
                    lineage.participant_bin collate "C",
                    lineage.counted_as collate "C"
            ) as integer
        ) as number,
        lineage.formula_code,
        lineage.role, -- noqa: RF04
        lineage.input_figure,
        lineage.seed_file,
        deliveries.dataset,
        lineage.delivery_id,
        lineage.place,
        lineage.field,
        lineage.participant_bin,
        lineage.counted_as,
        lineage.value,
        {{ stamp() }}
    from lineage
    left join deliveries on lineage.delivery_id = deliveries.delivery_id

)

select * from sources
