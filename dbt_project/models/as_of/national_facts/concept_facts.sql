with current_deliveries as (

    select * from {{ ref('current_deliveries') }}

),

facts as (

    select
        staged.fact_code,
        staged.name_ru,
        staged.year,
        staged.value,
        staged.unit,
        staged.stands_in,
        staged.delivery_id,
        staged.place,
        substring(staged.name_ru from 'рейтинге ([A-ZА-Я]+) ') as index_name
    from {{ ref('stg_concept__national_facts') }} as staged
    inner join current_deliveries on staged.delivery_id = current_deliveries.delivery_id

),

arithmetic as (

    select * from {{ ref('concept_arithmetic') }}

),

-- The figures that enter a calculation, above and below the line.
terms as (

    select
        arithmetic.fact_code,
        arithmetic.year,
        sides.side,
        sum(facts.value) as total,
        count(*) = count(facts.value) as is_complete,
        string_agg({{ printed('facts.value') }}, ' + ' order by token.turn) as written,
        count(*) as terms
    from arithmetic
    cross join
        lateral (
            values ('above', arithmetic.numerator), ('below', arithmetic.denominator)
        ) as sides (side, names)
    cross join lateral unnest(string_to_array(sides.names, ';')) with ordinality as token (name, turn)
    left join facts
        on
            split_part(token.name, '@', 1) = facts.fact_code
            and coalesce(nullif(split_part(token.name, '@', 2), ''), cast(arithmetic.year as text))
            = cast(facts.year as text)
    group by arithmetic.fact_code, arithmetic.year, sides.side

),

written as (

    select
        *,
        case when terms > 1 then '(' || written || ')' else written end as bracketed
    from terms
    where is_complete

),

computed as (

    select
        arithmetic.fact_code,
        arithmetic.year,
        arithmetic.kind,
        arithmetic.decimals,
        arithmetic.factor * above.total / coalesce(below.total, 1) as outcome,
        above.bracketed
        || coalesce(' / ' || below.bracketed, '')
        || case
            when arithmetic.factor = 1 then ''
            else ' × ' || {{ printed('arithmetic.factor') }}
        end as formula
    from arithmetic
    inner join written as above
        on arithmetic.fact_code = above.fact_code and arithmetic.year = above.year and above.side = 'above'
    left join written as below
        on arithmetic.fact_code = below.fact_code and arithmetic.year = below.year and below.side = 'below'
    where arithmetic.denominator is null or below.total is not null

),

table_1 as (

    select min(staged.year) as first_year
    from {{ ref('stg_concept__technology_level') }} as staged
    inner join current_deliveries on staged.delivery_id = current_deliveries.delivery_id

),

names_of_the_index as (

    select
        count(distinct index_name) as spellings,
        string_agg(distinct index_name, ', ' order by index_name) as listed
    from (
        select index_name collate "C" as index_name
        from facts
    ) as named

),

checked as (

    select
        facts.fact_code,
        facts.name_ru,
        facts.year,
        facts.value,
        facts.unit,
        facts.stands_in,
        facts.delivery_id,
        facts.place,
        case
            when facts.fact_code = 'technology_level_first_year' then table_1.first_year
            else round(computed.outcome, computed.decimals)
        end as checked_value,
        case
            -- To the digits printed: what is rounded right agrees.
            when round(computed.outcome, scale(facts.value)) <> facts.value
                then
                    'Напечатано ' || {{ printed('facts.value') }} || ', а ' || computed.formula || ' = '
                    || {{ printed('round(computed.outcome, computed.decimals)') }}
                    || case when computed.kind = 'same_count' then ': это разные совокупности' else '' end
            when facts.fact_code = 'technology_level_first_year' and table_1.first_year <> facts.value
                then
                    'По названию таблица 1 начинается с ' || facts.value || ' года, а первый ее столбец — '
                    || table_1.first_year || ' год'
            when facts.name_ru like 'Доля%' and facts.unit <> 'percent'
                then
                    'Названа долей, приведена не в процентах ('
                    || facts.unit || '): действует единица измерения'
            when facts.index_name is not null and names_of_the_index.spellings > 1
                then 'Рейтинг назван в Концепции по-разному: ' || names_of_the_index.listed
        end as note_ru
    from facts
    left join computed on facts.fact_code = computed.fact_code and facts.year = computed.year
    cross join table_1
    cross join names_of_the_index

)

select * from checked
