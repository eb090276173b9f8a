{#
    Days that exist, 1900 to 2099, as a pattern: Postgres has no cast that fails softly before version 16, and a view
    that throws would take every reader down with it.
#}
{% macro iso_day_pattern() -%}
    (19|20)[0-9]{2}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|((19|20)(0[48]|[2468][048]|[13579][26])|2000)-02-29
{%- endmacro %}

{% macro _dotted_as_iso(text) -%}
    substr({{ text }}, 7, 4) || '-' || substr({{ text }}, 4, 2) || '-' || substr({{ text }}, 1, 2)
{%- endmacro %}

{#
    Text to date, null where it is no day. 2025-05-21, 2025-05-21+06:00, 2025-05-21T23:30:00Z, 21.05.2025. The day
    printed is the day: an offset or a time of day beside it is dropped, never converted.
    The first branch only saves time: a pattern costs several times as much as four look-ups, and nearly every payment
    is of this form and no later in its month than the 28th.
#}
{% macro parse_date(text) -%}
    case
        when
            substr({{ text }}, 1, 4) in ({% for year in range(2020, 2041) %}'{{ year }}'{{ ', ' if not loop.last }}{% endfor %})
            and substr({{ text }}, 5, 4) in ({% for month in range(1, 13) %}'-{{ '%02d' % month }}-'{{ ', ' if not loop.last }}{% endfor %})
            and substr({{ text }}, 9, 2) in ({% for day in range(1, 29) %}'{{ '%02d' % day }}'{{ ', ' if not loop.last }}{% endfor %})
            and substr({{ text }}, 11) in ('+05:00', '+06:00', '')
            then cast(substr({{ text }}, 1, 10) as date)
        when
            {{ text }} ~ '^({{ iso_day_pattern() }})([T ][0-9:.]+)?(Z|[+-][0-9]{2}:?[0-9]{2})?$'
            then cast(substr({{ text }}, 1, 10) as date)
        when
            {{ text }} ~ '^[0-9]{2}[.][0-9]{2}[.][0-9]{4}$'
            then
                case
                    when {{ _dotted_as_iso(text) }} ~ '^({{ iso_day_pattern() }})$'
                        then cast({{ _dotted_as_iso(text) }} as date)
                end
    end
{%- endmacro %}

{# Why `parsed`, the outcome of parse_date, is null, in words; null where it is not. #}
{% macro why_no_date(text, parsed, name) -%}
    case
        when {{ text }} is null or btrim({{ text }}) in {{ missing_marks() }}
            then '{{ name }} is missing: ' || {{ quoted(text) }}
        when {{ parsed }} is null
            then '{{ name }} is not a day of the calendar: ' || {{ quoted(text) }}
    end
{%- endmacro %}
