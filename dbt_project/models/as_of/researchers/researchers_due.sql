with register as (

    select * from {{ ref('register') }}

),

years as (

    select * from {{ ref('report_years') }}
    where is_over

),

-- Persons are counted on 31 December: who left before that day is not due, who joined during the year is.
due as (

    select
        register.territory_code,
        years.year,
        register.bin as participant_bin,
        register.scope,
        register.branch_bins,
        register.unit_identities,
        register.pilot_units
    from register
    inner join years
        on
            register.joined_on < years.ends_before
            and (register.left_on is null or register.left_on >= years.ends_before)

)

select * from due
