with patents as (

    select * from {{ ref('registered_patents') }}

),

build_books as (

    select * from {{ source('matching', 'build_books') }}
    where build_id = {{ build_id() }}

),

owner_matches as (

    select matches.*
    from {{ source('matching', 'owner_matches') }} as matches
    inner join build_books on matches.book = build_books.book

),

owners as (

    select
        patents.gos_number,
        patents.registered_on,
        patents.bulletin,
        patents.title_ru,
        patents.is_annulled,
        patents.delivery_id,
        patents.place,
        owner_matches.part as owner_position,
        owner_matches.owner_key,
        owner_matches.outcome,
        owner_matches.participant_bin,
        owner_matches.match_rule,
        owner_matches.score,
        owner_matches.reason,
        owner_matches.resembles_bins,
        owner_matches.decision_id,
        coalesce(owner_matches.owner_ru, owner_matches.owner_kk) as owner_ru
    from patents
    inner join owner_matches
        on
            coalesce(patents.owner_ru, '') = owner_matches.printed_ru
            and coalesce(patents.owner_kk, '') = owner_matches.printed_kk

)

select * from owners
