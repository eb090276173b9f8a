{# Is the text exactly `count` digits? Trimming digits away is cheaper than a pattern. #}
{% macro is_digits(text, count) -%}
    (octet_length({{ text }}) = {{ count }} and ltrim({{ text }}, '0123456789') = '')
{%- endmacro %}

{#
    Does the check digit of a BIN or IIN hold? `number` is its twelve digits as bigint. The twelfth digit is the sum of
    digit times place (1 to 11) modulo 11; where that gives 10, weights 3 … 11, 1, 2; where that gives 10 again the
    number was never issued. Integer arithmetic: cutting text into digits costs several times as much.
#}
{% macro _weighted_sum(number, first_weight) -%}
    {%- set terms = [] -%}
    {%- for place in range(11) -%}
        {%- set weight = (place + first_weight - 1) % 11 + 1 -%}
        {%- do terms.append(weight ~ ' * (' ~ number ~ ' / 1' ~ '0' * (11 - place) ~ ' % 10)') -%}
    {%- endfor -%}
    ({{ terms | join(' + ') }})
{%- endmacro %}

{% macro bin_check_holds(number) -%}
    (
        {{ _weighted_sum(number, 1) }} % 11 = {{ number }} % 10
        or (
            {{ _weighted_sum(number, 1) }} % 11 = 10
            and {{ _weighted_sum(number, 3) }} % 11 = {{ number }} % 10
        )
    )
{%- endmacro %}

{# Text to BIN, null where it is none: exactly twelve digits whose check digit holds. Nothing is padded. #}
{% macro parse_bin(text) -%}
    case
        when {{ is_digits(text, 12) }}
            then case when {{ bin_check_holds('cast(' ~ text ~ ' as bigint)') }} then {{ text }} end
    end
{%- endmacro %}

{# Why `parsed`, the outcome of parse_bin, is null, in words; null where it is not. #}
{% macro why_no_bin(text, parsed, name) -%}
    case
        when {{ text }} is null or {{ text }} = '' then '{{ name }} is missing'
        when not {{ is_digits(text, 12) }} then '{{ name }} is not twelve digits: ' || {{ quoted(text) }}
        when {{ parsed }} is null then 'the check digit of {{ name }} does not hold: ' || {{ quoted(text) }}
    end
{%- endmacro %}
