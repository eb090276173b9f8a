with investments as (

    select * from {{ ref('classed_investments') }}

),

current_deliveries as (

    select * from {{ ref('current_deliveries') }}
    where dataset = 'filings.investments'

),

years as (

    select year from {{ ref('report_years') }}
    where has_begun

),

-- Who has more than one territory counts once in the total.
places as (

    {{ each_and_total() }}

),

-- Whether each territory has answered for each year: one that has, and names no private money, has none.
answers as (

    select
        places.territory_code,
        years.year,
        count(*) as due,
        count(current_deliveries.delivery_id) as filed
    from places
    cross join years
    left join current_deliveries on places.part_of || '/' || years.year = current_deliveries.slice
    group by places.territory_code, years.year

),

counted as (

    select
        places.territory_code,
        investments.year,
        sum(investments.amount_kzt) as amount_kzt,
        count(distinct investments.participant_bin) filter (
            where investments.amount_kzt > 0 and investments.recipient_role = 'participant'
        ) as contributors
    from investments
    inner join places on investments.territory_code = places.part_of
    where investments.is_private
    group by places.territory_code, investments.year

),

filed as (

    select
        answers.territory_code,
        answers.year,
        cast(coalesce(counted.contributors, 0) as integer) as contributors,
        -- Nothing private is a zero only where somebody filed. Multiplied, because division would round.
        case
            when answers.filed > 0 then trim_scale(coalesce(counted.amount_kzt, 0) * 0.000000001)
        end as value,
        trim_scale(trunc(answers.filed / cast(answers.due as numeric), 6)) as coverage
    from answers
    left join counted on answers.territory_code = counted.territory_code and answers.year = counted.year

)

select * from filed
