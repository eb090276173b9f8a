{# Whether an act, with decided_on and valid_until, is in force on a day. #}
{% macro is_in_force(act, day) -%}
    {{ act }}.decided_on <= {{ day }}
    and ({{ act }}.valid_until is null or {{ act }}.valid_until >= {{ day }})
{%- endmacro %}
