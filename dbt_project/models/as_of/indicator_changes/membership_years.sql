with register as (

    select * from {{ ref('register') }}

),

years as (

    select * from {{ ref('report_years') }}
    where has_begun

),

participants as (

    select distinct
        territory_code,
        bin as participant_bin
    from register

),

-- Days of a year on which one took part: spells of one participant in one territory never overlap.
membership_years as (

    select
        participants.territory_code,
        participants.participant_bin,
        years.year,
        cast(
            coalesce(
                sum(
                    least(coalesce(register.left_on, years.ends_before), years.ends_before)
                    - greatest(register.joined_on, years.starts_on)
                ),
                0
            ) as integer
        ) as days,
        years.ends_before - years.starts_on as days_of_year,
        -- What of it takes part at the end of the year; null when it does not.
        max(
            (register.scope || ' ' || array_to_string(register.unit_identities, ' ')) collate "C" -- noqa: RF02
        ) filter (
            where register.left_on is null or register.left_on >= years.ends_before
        ) as scope_at_end
    from participants
    cross join years
    left join register
        on
            participants.territory_code = register.territory_code
            and participants.participant_bin = register.bin
            and years.ends_before > register.joined_on
            and (register.left_on is null or years.starts_on < register.left_on)
    group by
        participants.territory_code,
        participants.participant_bin,
        years.year,
        years.starts_on,
        years.ends_before

)

select * from membership_years
