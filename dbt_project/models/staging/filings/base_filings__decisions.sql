with delivered as (

    select * from {{ source('raw', 'filings_decisions') }}

),

typed as (

    select
        delivered.delivery_id,
        delivered.place,
        delivered.number,
        delivered.kind,
        delivered.subject,
        delivered.value,
        delivered.decided_by,
        parsed.decided_on,
        parsed.valid_until,
        delivered.because,
        nullif(concat_ws(
            '; ',
            case when delivered.number is null then 'number is missing' end,
            case when delivered.subject is null then 'subject is missing' end,
            {{ why_no_date('delivered.decided_on', 'parsed.decided_on', 'decided_on') }},
            -- An empty cell means that it holds until it is taken back; any other text must be a day.
            case
                when delivered.valid_until <> ''
                    then {{ why_no_date('delivered.valid_until', 'parsed.valid_until', 'valid_until') }}
            end
        ), '') as reason,
        to_jsonb(delivered) - cast('{delivery_id, place}' as text[]) as row_as_delivered
    from delivered
    cross join lateral ( -- noqa: ST05
        select
            {{ parse_date('delivered.decided_on') }} as decided_on,
            {{ parse_date('delivered.valid_until') }} as valid_until
    ) as parsed

)

select * from typed
