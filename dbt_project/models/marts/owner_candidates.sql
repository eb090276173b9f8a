with owners as (

    select * from {{ ref('patent_owners') }}
    where resembles_bin is not null and not is_annulled

),

candidates as (

    select
        owner_key,
        min(owner_ru collate "C") as owner_ru,
        cast(count(distinct gos_number) as integer) as patents,
        resembles_bin,
        min(reason collate "C") as reason,
        {{ stamp() }}
    from owners
    group by owner_key, resembles_bin

)

select * from candidates
