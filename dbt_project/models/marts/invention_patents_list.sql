with patents as (

    select * from {{ ref('participant_patents') }}

),

listed as (

    select
        gos_number,
        registered_on,
        bulletin,
        territory_code,
        owner_ru,
        participant_bin,
        title_ru,
        is_annulled,
        match_rule,
        reason as match_reason,
        decision_id,
        {{ stamp() }}
    from patents

)

select * from listed
