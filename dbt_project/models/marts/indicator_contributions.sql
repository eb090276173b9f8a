with figures as (

    select * from {{ ref('indicator_figures') }}
    where value is not null

),

of_participants as (

    select * from {{ ref('participant_contributions') }}

),

of_patents as (

    select * from {{ ref('patent_contributions') }}

),

wholes as (

    select * from {{ ref('whole_contributions') }}

),

slices as (

    select * from {{ ref('current_deliveries') }}

),

-- Of the programme: a participant of two territories counts with both.
placed as (

    select
        indicator_code,
        territory_code,
        year,
        participant_bin as contributor,
        dataset,
        delivery_id,
        value,
        source_rows
    from of_participants
    union all
    select
        indicator_code,
        'total' as territory_code,
        year,
        participant_bin as contributor,
        dataset,
        delivery_id,
        sum(value) as value,
        cast(sum(source_rows) as integer) as source_rows
    from of_participants
    group by indicator_code, year, participant_bin, dataset, delivery_id
    union all
    select * from of_patents

),

-- What a source gives for the whole stands in the place of what participants said.
in_force as (

    select placed.*
    from placed
    where
        not exists (
            select 1
            from wholes
            where
                placed.indicator_code = wholes.indicator_code
                and placed.territory_code = wholes.territory_code
                and placed.year = wholes.year
        )
    union all
    select
        indicator_code,
        territory_code,
        year,
        'whole' as contributor,
        dataset,
        delivery_id,
        value,
        1 as source_rows
    from wholes

),

contributions as (

    select
        in_force.indicator_code,
        in_force.territory_code,
        in_force.year,
        in_force.contributor,
        in_force.dataset,
        slices.slice,
        in_force.delivery_id,
        trim_scale(in_force.value) as value,
        in_force.source_rows,
        {{ stamp() }}
    from in_force
    inner join figures
        on
            in_force.indicator_code = figures.indicator_code
            and in_force.territory_code = figures.territory_code
            and in_force.year = figures.year
    inner join slices on in_force.dataset = slices.dataset and in_force.delivery_id = slices.delivery_id

)

select * from contributions
