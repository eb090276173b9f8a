-- Figures about the sources themselves: how much came of each, and whether two of them agree.
with current_deliveries as (

    select * from {{ ref('current_deliveries') }}

),

loads as (

    select * from {{ source('ledger', 'loads') }}

),

reconciled as (

    select * from {{ ref('tax_receipts_reconciliation') }}

),

answered as (

    select distinct
        bin,
        year,
        delivery_id
    from {{ ref('payments_coverage') }}
    where delivery_id is not null

),

months as (

    select
        delivery_id,
        slice as covered_month,
        cast(left(slice, 4) as integer) as year
    from current_deliveries
    where dataset = 'kgd.payments_bulk'

),

by_bin as (

    select
        reconciled.bin,
        reconciled.year,
        months.covered_month,
        payments.delivery_id,
        sum(payments.amount_kzt) as amount_kzt
    from reconciled
    inner join answered on reconciled.bin = answered.bin and reconciled.year = answered.year
    inner join {{ ref('payments_by_bin_daily') }} as payments
        on reconciled.bin = payments.bin and answered.delivery_id = payments.delivery_id
    inner join months on to_char(payments.receipt_date, 'YYYY-MM') = months.covered_month
    group by reconciled.bin, reconciled.year, months.covered_month, payments.delivery_id

),

bulk as (

    select
        reconciled.bin,
        reconciled.year,
        payments.delivery_id,
        sum(payments.amount_kzt) as amount_kzt
    from reconciled
    inner join months on reconciled.year = months.year
    inner join {{ ref('payments_bulk_daily') }} as payments
        on reconciled.bin = payments.bin and months.delivery_id = payments.delivery_id
    group by reconciled.bin, reconciled.year, payments.delivery_id

),

lineage as (

    -- All payments of one payer, or of one month, in a delivery: named by what they have in common.
    select
        {{ traced(
            figure_id('tax_receipts_reconciliation', ['year', 'bin'], 'by_bin_kzt'),
            'tax_receipts_reconciliation.by_bin_kzt', 'payments',
            delivery='delivery_id', place="'receipt_date=' || covered_month", field='summa', number='amount_kzt'
        ) }}
    from by_bin
    union all
    select
        {{ traced(
            figure_id('tax_receipts_reconciliation', ['year', 'bin'], 'bulk_kzt'),
            'tax_receipts_reconciliation.bulk_kzt', 'payments',
            delivery='delivery_id', place="'iin_bin=' || bin", field='summa', number='amount_kzt'
        ) }}
    from bulk
    {% for role in ['by_bin', 'bulk'] %}
        union all
        select
            {{ traced(
                figure_id('tax_receipts_reconciliation', ['year', 'bin'], 'difference_kzt'),
                'tax_receipts_reconciliation.difference_kzt', role,
                input=figure_id('tax_receipts_reconciliation', ['year', 'bin'], role ~ '_kzt')
            ) }}
        from reconciled
    {% endfor %}
    {% for column, condition in {
        'slices': 'true', 'rows_read': 'loads.row_count is not null', 'sample_slices': 'current_deliveries.is_sample'
    }.items() %}
        union all
        select
            {{ traced(
                figure_id('data_sources', ['current_deliveries.dataset'], column),
                'data_sources.' ~ column, 'delivery',
                delivery='current_deliveries.delivery_id', number='loads.row_count'
            ) }}
        from current_deliveries
        left join loads on current_deliveries.delivery_id = loads.delivery_id
        where {{ condition }}
    {% endfor %}

)

select * from lineage
