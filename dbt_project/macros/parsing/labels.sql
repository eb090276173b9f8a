{#
    Labels of tables that are laid out for the eye: spaces of all kinds, Latin letters inside Cyrillic words, and the
    digits of footnotes glued to the end.
#}

{# A label as it is compared: Latin look-alikes as Cyrillic letters, lower case, single spaces, none after «г.». #}
{% macro label_key(text) -%}
    replace({{ name_key("translate(" ~ text ~ ", 'ABCEHKMOPTXYIaceopxyi', 'АВСЕНКМОРТХУІасеорхуі')") }}, 'г. ', 'г.')
{%- endmacro %}

{# A name without the footnotes' digits after it: «Туркестанская2)», «Туркестанская 1». No region's name ends in one. #}
{% macro without_footnotes(text) -%}
    regexp_replace({{ text }}, '(\s*[0-9]+\)|\s*\*|\s*[0-9])+\s*$', '')
{%- endmacro %}

{#
    A period's label with spaces and look-alikes made equal: I and 1 are the first, be the letter Latin or Ukrainian,
    capital or small.
#}
{% macro _period_text(text) -%}
    replace({{ label_key(text) }}, 'і', '1')
{%- endmacro %}

{#
    What part of the year a label means: Q1, H1, 9M or Y, each counted from 1 January; null where it is no such label. A
    later quarter on its own («II квартал») is none of them. The year may carry footnotes: «20211)», «2025 год7)8)».
#}
{% macro parse_period(text) -%}
    case
        -- Most cells are figures: told at a glance, a year alone has four digits.
        when {{ text }} ~ '^-?[0-9]*[.,]?[0-9]*$' and length({{ text }}) <> 4 then null
        when
            {{ _period_text(text) }}
            ~ '^(1 квартал |1 полугодие |9 месяцев )?(19|20)[0-9]{2} ?(года|год|г[.]?)?( ?[0-9][)])*( ?[*])?$'
            then
                case left({{ _period_text(text) }}, 3)
                    when '1 к' then 'Q1'
                    when '1 п' then 'H1'
                    when '9 м' then '9M'
                    else 'Y'
                end
    end
{%- endmacro %}

{# The year of a label that parse_period understands. #}
{% macro parse_period_year(text) -%}
    cast(substring({{ _period_text(text) }} from '(?:^| )((?:19|20)[0-9]{2})') as integer)
{%- endmacro %}
