-- What was due and what of it came: coverage of filed figures counts the one against the other.
with places as (

    {{ each_and_total() }}

),

years as (

    select * from {{ ref('report_years') }}
    where has_begun

),

current_deliveries as (

    select * from {{ ref('current_deliveries') }}

),

tabulated as (

    select * from {{ ref('indicator_reconciliation') }}
    where tabulated_value is not null

),

-- Of each BIN, a line of the register that names it.
register as (

    select
        territory_code,
        bin,
        participant_bin,
        min(delivery_id) as delivery_id,
        min(place collate "C") as place
    from {{ ref('memberships') }}
    group by territory_code, bin, participant_bin

),

tax_receipts as (

    select * from {{ ref('payments_coverage') }}

),

due_researchers as (

    select
        due.territory_code,
        due.year,
        due.participant_bin,
        answers.is_complete
    from {{ ref('researchers_due') }} as due
    left join {{ ref('researchers_by_participant') }} as answers
        on
            due.territory_code = answers.territory_code
            and due.participant_bin = answers.participant_bin
            and due.year = answers.year

),

science_output as (

    select
        places.territory_code,
        coverage.year,
        coverage.participant_bin,
        bool_and(coverage.is_covered) as is_covered
    from {{ ref('science_output_coverage') }} as coverage
    inner join places on coverage.territory_code = places.part_of
    group by places.territory_code, coverage.year, coverage.participant_bin

),

bulletins as (

    select * from {{ ref('bulletins_coverage') }}

),

listed as (

    select
        current_deliveries.slice,
        staged.bulletin_number,
        staged.delivery_id,
        staged.place
    from {{ ref('stg_kazpatent__bulletins') }} as staged
    inner join current_deliveries on staged.delivery_id = current_deliveries.delivery_id
    where
        staged.bulletin_on <= {{ as_of_day() }}
        and current_deliveries.slice in (select cast(years.year as text) from years)

),

participants as (

    select * from register
    where bin = participant_bin

),

-- Whom the registers name, for each place in which it is due.
placed as (

    select
        'tax_receipts' as indicator_code,
        places.territory_code,
        tax_receipts.year,
        tax_receipts.bin as counted_as,
        register.delivery_id,
        register.place,
        register.bin <> register.participant_bin as is_branch,
        tax_receipts.is_covered,
        tax_receipts.delivery_id as answer_id
    from tax_receipts
    inner join places on tax_receipts.territory_code = places.part_of
    inner join register
        on tax_receipts.territory_code = register.territory_code and tax_receipts.bin = register.bin
    union all
    select
        'researchers' as indicator_code,
        places.territory_code,
        due_researchers.year,
        due_researchers.participant_bin as counted_as,
        participants.delivery_id,
        participants.place,
        false as is_branch,
        due_researchers.is_complete as is_covered,
        answers.delivery_id as answer_id
    from due_researchers
    inner join places on due_researchers.territory_code = places.part_of
    inner join participants
        on
            due_researchers.territory_code = participants.territory_code
            and due_researchers.participant_bin = participants.bin
    left join current_deliveries as answers
        on
            answers.dataset = 'filings.researchers'
            and due_researchers.territory_code || '/' || due_researchers.year = answers.slice
    union all
    select
        'science_output' as indicator_code,
        science_output.territory_code,
        science_output.year,
        science_output.participant_bin as counted_as,
        participants.delivery_id,
        participants.place,
        false as is_branch,
        science_output.is_covered,
        answers.delivery_id as answer_id
    from science_output
    inner join participants on science_output.participant_bin = participants.bin
    inner join places
        on
            participants.territory_code = places.part_of
            and science_output.territory_code = places.territory_code
    left join current_deliveries as answers
        on
            answers.dataset = 'filings.output'
            and participants.territory_code || '/' || science_output.year = answers.slice

),

lineage as (

    -- A branch is due under a BIN of its own, which its head's line names.
    {% for field, condition in {'bin': 'not is_branch', 'branch_bins': 'is_branch'}.items() %}
        select
            {{ traced(
                figure_id('indicator_values', ['indicator_code', 'territory_code', 'year'], 'coverage'),
                'indicator_values.coverage', 'due',
                delivery='delivery_id', place='place', field=field, counted='counted_as'
            ) }}
        from placed
        where {{ condition }}
        union all
    {% endfor %}
    select
        {{ traced(
            figure_id('indicator_values', ['indicator_code', 'territory_code', 'year'], 'coverage'),
            'indicator_values.coverage', 'covered', delivery='answer_id', counted='counted_as'
        ) }}
    from placed
    where is_covered
    union all
    select
        {{ traced(
            figure_id(
                'indicator_values', ["'private_investment'", 'places.territory_code', 'years.year'], 'coverage'
            ),
            'indicator_values.coverage', 'due',
            seed='concept/concept_territories.csv', place=seed_line({'territory_code': 'places.part_of'}),
            field='territory_code', counted='places.part_of'
        ) }}
    from places
    cross join years
    union all
    select
        {{ traced(
            figure_id(
                'indicator_values', ["'private_investment'", 'places.territory_code', 'years.year'], 'coverage'
            ),
            'indicator_values.coverage', 'covered',
            delivery='current_deliveries.delivery_id', counted='places.part_of'
        ) }}
    from places
    cross join years
    inner join current_deliveries
        on
            current_deliveries.dataset = 'filings.investments'
            and places.part_of || '/' || years.year = current_deliveries.slice
    union all
    select
        {{ traced(
            figure_id('indicator_values', ["'gii_business_rd_rank'", "'total'", 'years.year'], 'coverage'),
            'indicator_values.coverage.gii_business_rd_rank', 'edition', delivery='current_deliveries.delivery_id'
        ) }}
    from years
    left join current_deliveries
        on
            current_deliveries.dataset = 'wipo.gii'
            and cast(years.year as text) = current_deliveries.slice
    where current_deliveries.delivery_id is not null
    union all
    select
        {{ traced(
            figure_id('indicator_values', ["'invention_patents'", 'places.territory_code', 'listed.slice'], 'coverage'),
            'indicator_values.coverage.invention_patents', 'due',
            delivery='listed.delivery_id', place='listed.place', field='number',
            counted='listed.bulletin_number'
        ) }}
    from listed
    cross join (select distinct places.territory_code from places) as places
    union all
    select
        {{ traced(
            figure_id('indicator_values', ["'invention_patents'", 'places.territory_code', 'listed.slice'], 'coverage'),
            'indicator_values.coverage.invention_patents', 'covered',
            delivery='current_deliveries.delivery_id', counted='listed.bulletin_number'
        ) }}
    from listed
    inner join current_deliveries
        on
            current_deliveries.dataset = 'kazpatent.inventions'
            and listed.slice || '/' || listed.bulletin_number = current_deliveries.slice
    cross join (select distinct places.territory_code from places) as places
    union all
    -- Of a list that does not name the whole year, or that never came, at least one bulletin is not known.
    select
        {{ traced(
            figure_id('indicator_values', ["'invention_patents'", 'places.territory_code', 'bulletins.year'], 'coverage'),
            'indicator_values.coverage.invention_patents', 'unknown', number='1'
        ) }}
    from bulletins
    cross join (select distinct places.territory_code from places) as places
    where bulletins.is_partial or not bulletins.is_listed

),

of_tabulated as (

    select {{ figure_id('indicator_values', ['indicator_code', 'territory_code', 'year'], 'coverage') }} as figure
    from tabulated

)

select * from lineage
where figure not in (select of_tabulated.figure from of_tabulated)
union all
-- The Bureau answers for the whole territory.
select
    {{ traced(
        figure_id('indicator_values', ['indicator_code', 'territory_code', 'year'], 'coverage'),
        'indicator_values.coverage.tabulated', 'figure',
        input=figure_id('indicator_reconciliation', ['indicator_code', 'territory_code', 'year'], 'tabulated_value')
    ) }}
from tabulated
