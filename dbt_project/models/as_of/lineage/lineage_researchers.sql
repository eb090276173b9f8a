{%- set key = ['territory_code', 'year', 'bin', 'unit_ru', 'unit_kato'] -%}
with units as (

    select * from {{ ref('researchers_units') }}

),

answers as (

    select * from {{ ref('researchers_by_participant') }}

),

form as (

    select staged.*
    from {{ ref('stg_bns__science_form') }} as staged
    inner join {{ ref('current_deliveries') }} as current_deliveries
        on staged.delivery_id = current_deliveries.delivery_id
    where staged.territory_code is not null and staged.researchers is not null

),

-- Years before the first report year are told, and stand in no indicator.
reported as (

    select year from {{ ref('report_years') }}
    where has_begun

),

lineage as (

    {% for staff_group, column, field, role in [
        ('main_job', 'headcount', 'researchers', 'figure'),
        ('main_job', 'fte', 'researchers_fte', 'figure'),
        ('secondary_job', 'headcount', 'secondary_researchers', 'figure'),
        ('other_staff', 'headcount', 'staff', 'staff'),
        ('other_staff', 'headcount', 'researchers', 'researchers'),
        ('other_staff', 'headcount', 'secondary_researchers', 'secondary_researchers'),
    ] %}
        select
            {{ traced(
                figure_id('researchers_by_unit', key + ["'" ~ staff_group ~ "'"], column),
                'researchers_by_unit.' ~ column ~ ('.other_staff' if staff_group == 'other_staff' else ''), role,
                delivery='delivery_id', place='place', field=field, participant='participant_bin', number=field
            ) }}
        from units
        where {{ field }} is not null
        union all
    {% endfor %}
    -- A pilot unit is an answer, too: it counts nobody.
    select
        {{ traced(
            figure_id('indicator_reconciliation', ["'researchers'", 'territory_code', 'year'], 'filed_value'),
            'indicator_reconciliation.filed_value.researchers', 'counted',
            input=figure_id('researchers_by_unit', key + ["'main_job'"], 'headcount')
        ) }}
    from units
    where why = 'counted' and researchers is not null and year in (select reported.year from reported)
    union all
    select
        {{ traced(
            figure_id('indicator_reconciliation', ["'researchers'", 'territory_code', 'year'], 'tabulated_value'),
            'indicator_reconciliation.tabulated_value.researchers', 'figure',
            delivery='delivery_id', place='place', field='researchers', number='researchers'
        ) }}
    from form
    where year in (select reported.year from reported)
    union all
    select
        {{ traced(
            figure_id('indicator_values', ["'researchers'", 'units.territory_code', 'units.year'], 'contributors'),
            'indicator_values.contributors', 'row',
            delivery='units.delivery_id', place='units.place', field='researchers',
            participant='units.participant_bin', number='units.researchers'
        ) }}
    from units
    inner join answers
        on
            units.territory_code = answers.territory_code
            and units.participant_bin = answers.participant_bin
            and units.year = answers.year
    where units.why = 'counted' and answers.value > 0 and units.year in (select reported.year from reported)

)

select * from lineage
