{#
    Who has a figure in either of two years that follow each other, what it was, and to which class it belongs: the CTEs
    changed, classed and pairs. Reads the CTEs participants (participant_figures), memberships (membership_years), figures
    (indicator_figures) and years (report_years that are over) of the model that calls it.
#}
{% macro compared_participants() -%}
-- What changed from one whole year to the next, of each indicator that participants contribute to.
changed as (

    select
        latest.indicator_code,
        latest.territory_code,
        latest.year,
        latest.value - previous.value as difference
    from figures as latest
    inner join figures as previous
        on
            latest.indicator_code = previous.indicator_code
            and latest.territory_code = previous.territory_code
            and latest.year = previous.year + 1
    inner join years on latest.year = years.year
    where
        latest.value - previous.value is not null
        and latest.indicator_code in (select participants.indicator_code from participants)

),

-- A participant belongs to one class by how many days of each of the two years it took part.
classed as (

    select
        latest.territory_code,
        latest.participant_bin,
        latest.year,
        case
            when latest.days > previous.days then 'joined'
            when latest.days < previous.days then 'left'
            when coalesce(latest.scope_at_end, '') <> coalesce(previous.scope_at_end, '') then 'scope'
            else 'like_for_like'
        end as component
    from memberships as latest
    inner join memberships as previous
        on
            latest.territory_code = previous.territory_code
            and latest.participant_bin = previous.participant_bin
            and latest.year = previous.year + 1

),

-- Who has a figure in either year. A managing company is in no register: it is the same in both years.
pairs as (

    select
        changed.indicator_code,
        changed.territory_code,
        changed.year,
        participants.participant_bin,
        coalesce(classed.component, 'like_for_like') as component,
        coalesce(sum(participants.value) filter (where participants.year = changed.year), 0) as value_now,
        coalesce(sum(participants.value) filter (where participants.year < changed.year), 0) as value_before
    from changed
    inner join participants
        on
            changed.indicator_code = participants.indicator_code
            and changed.territory_code = participants.territory_code
            and participants.year in (changed.year, changed.year - 1)
            and participants.value is not null
    left join classed
        on
            participants.territory_code = classed.territory_code
            and participants.participant_bin = classed.participant_bin
            and changed.year = classed.year
    group by
        changed.indicator_code,
        changed.territory_code,
        changed.year,
        participants.participant_bin,
        classed.component

)
{%- endmacro %}
