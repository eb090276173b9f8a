with owners as (

    select * from {{ ref('patent_owners') }}
    where outcome = 'person' and not is_annulled

),

candidates as (

    select
        owners.owner_key,
        min(owners.owner_ru collate "C") as owner_ru, -- noqa: RF02
        cast(count(distinct owners.gos_number) as integer) as patents,
        resembled.bin as resembles_bin,
        min(owners.reason collate "C") as reason, -- noqa: RF02
        {{ stamp() }}
    from owners
    cross join lateral jsonb_array_elements_text(owners.resembles_bins) as resembled (bin)
    group by owners.owner_key, resembled.bin

)

select * from candidates
