with current_deliveries as (

    select * from {{ ref('current_deliveries') }}
    where dataset = 'bns.kato'

),

states as (

    select staged.*
    from {{ ref('stg_bns__kato') }} as staged
    inner join current_deliveries on staged.delivery_id = current_deliveries.delivery_id

),

codes as (

    select distinct kato from states

),

days as (

    select distinct state_on from states

),

-- A state says of a code that it lacks, and another has, that it means nothing. Sets are subtracted, not joined: a plan
-- that takes the states for few would look for each code in all of them.
meaningless as (

    select
        codes.kato,
        days.state_on
    from codes
    cross join days
    except
    select
        kato,
        state_on
    from states

),

by_legal_act as (

    select * from {{ ref('kato_history') }}

),

regions as (

    select * from {{ ref('regions') }}
    where region_kato <> '000000000'

),

history as (

    select
        kato,
        name_ru,
        level,
        identity_kato,
        valid_from,
        valid_to,
        source
    from by_legal_act
    union all
    select
        region_kato as kato,
        name_ru,
        'oblast' as level, -- noqa: RF04
        region_kato as identity_kato,
        exists_from as valid_from,
        exists_to as valid_to,
        source
    from regions
    where region_kato not in (select by_legal_act.kato from by_legal_act)

),

-- On one day a beginning by legal act goes before a state, and a state before an end.
told as (

    select
        kato,
        coalesce(valid_from, cast('-infinity' as date)) as said_on,
        1 as turn,
        name_ru,
        level,
        identity_kato,
        cast(null as date) as state_on,
        source
    from history
    union all
    select
        kato,
        state_on as said_on,
        2 as turn,
        name_ru,
        level,
        kato as identity_kato,
        state_on,
        'state of ' || state_on as source -- noqa: RF04
    from states
    union all
    select
        kato,
        state_on as said_on,
        2 as turn,
        null as name_ru,
        null as level, -- noqa: RF04
        kato as identity_kato,
        state_on,
        'state of ' || state_on as source -- noqa: RF04
    from meaningless
    union all
    select
        kato,
        valid_to as said_on,
        3 as turn,
        null as name_ru,
        null as level, -- noqa: RF04
        null as identity_kato,
        null as state_on,
        null as source -- noqa: RF04
    from history
    where valid_to is not null

),

statements as (

    select distinct on (kato, said_on)
        *,
        -- Another spacing is no other name.
        identity_kato || replace({{ name_key('name_ru') }}, ' ', '') as meaning
    from told
    order by kato asc, said_on asc, turn asc

),

compared as (

    select
        *,
        lag(meaning) over (partition by kato order by said_on) as meaning_before
    from statements

),

-- What was said holds until something else is said: the day of a change between two states is not known.
spells as (

    select
        *,
        count(*) filter (where meaning is distinct from meaning_before)
            over (partition by kato order by said_on) as spell
    from compared

),

summed as (

    select
        kato,
        min(said_on) as said_from,
        (array_agg(name_ru order by said_on))[1] as name_ru,
        max(level collate "C") as level, -- noqa: RF04
        min(identity_kato collate "C") as identity_kato,
        max(state_on) filter (where name_ru is not null) as last_state_on,
        (array_agg(source order by said_on))[1] as source -- noqa: RF04
    from spells
    group by kato, spell

),

spans as (

    select
        *,
        lead(said_from) over (partition by kato order by said_from) as valid_to
    from summed

),

meanings as (

    select
        kato,
        valid_to,
        name_ru,
        level,
        identity_kato,
        last_state_on,
        source,
        nullif(said_from, cast('-infinity' as date)) as valid_from,
        left(kato, 2) || '0000000' as region_kato
    from spans
    where name_ru is not null

)

select * from meanings
