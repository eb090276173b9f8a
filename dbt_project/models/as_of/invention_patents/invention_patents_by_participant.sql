with patents as (

    select * from {{ ref('participant_patents') }}
    where not is_annulled

),

-- Once per territory: what several participants of one own goes to the smallest BIN.
credited as (

    select
        gos_number,
        territory_code,
        year,
        min(participant_bin collate "C") as participant_bin
    from patents
    group by gos_number, territory_code, year

),

by_participant as (

    select
        territory_code,
        participant_bin,
        year,
        cast(count(*) as numeric) as value
    from credited
    group by territory_code, participant_bin, year

)

select * from by_participant
