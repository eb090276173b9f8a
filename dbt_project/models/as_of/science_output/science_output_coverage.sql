with register as (

    select * from {{ ref('register') }}

),

output_rows as (

    select * from {{ ref('science_output_rows') }}

),

years as (

    select * from {{ ref('report_years') }}
    where has_begun

),

-- Due is who took part on any day of the year.
due as (

    select distinct
        register.territory_code,
        register.bin as participant_bin,
        years.year
    from register
    inner join years
        on
            register.joined_on < years.ends_before
            and (register.left_on is null or register.left_on > years.starts_on)

),

-- A row of a quarter in which it was not in tells nothing of those in which it was.
answered as (

    select distinct
        territory_code,
        participant_bin,
        year
    from output_rows
    where output_kind <> 'not_participating'

),

covered as (

    select
        due.territory_code,
        due.participant_bin,
        due.year,
        answered.participant_bin is not null as is_covered
    from due
    left join answered
        on
            due.territory_code = answered.territory_code
            and due.participant_bin = answered.participant_bin
            and due.year = answered.year

)

select * from covered
