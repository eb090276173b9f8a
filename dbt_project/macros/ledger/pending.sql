{#
    What a delivery gives is computed once: these macros read and write ledger.computed so that a per-delivery model
    takes only the deliveries its present version has not seen, in the transaction that stores their rows.
    A model names its dataset in config(meta={'dataset': …}).
#}

{#
    Deliveries of this build that this model has yet to compute. A table that does not exist holds nothing, whatever
    the ledger says. Listed at compile time, because only literals let the planner prune partitions.
#}
{% macro pending_deliveries() %}
    {% if not execute or flags.EMPTY %}
        {{ return([]) }}
    {% endif %}
    {% set found = run_query(
        "select delivery_id from ledger.build_deliveries inner join ledger.loads using (delivery_id)"
        ~ " where build_id = " ~ build_id()
        ~ " and dataset = '" ~ model.config.meta.dataset ~ "'"
        ~ (" and delivery_id not in (select delivery_id from ledger.computed where " ~ _this_version() ~ ")"
           if is_incremental() else "")
        ~ " order by delivery_id"
    ) %}
    {{ return(found.columns[0].values() | map('int') | list) }}
{% endmacro %}

{% macro is_pending() -%}
    {{ _is_among(pending_deliveries()) }}
{%- endmacro %}

{#
    Those of them that `totals`, one row per delivery, counts fewer readable rows of than were loaded: few, so only they
    are read again for the rows that cannot be read.
#}
{% macro is_pending_with_unreadable(totals) -%}
    {%- set pending = pending_deliveries() -%}
    {%- if pending -%}
        {%- set found = run_query(
            "select loads.delivery_id from ledger.loads left join " ~ totals ~ " as totals using (delivery_id)"
            ~ " where loads." ~ _is_among(pending) ~ " and loads.row_count > coalesce(totals.rows_readable, 0)"
            ~ " order by loads.delivery_id"
        ) -%}
        {{ _is_among(found.columns[0].values() | map('int') | list) }}
    {%- else -%}
        {{ _is_among([]) }}
    {%- endif -%}
{%- endmacro %}

{% macro _is_among(deliveries) -%}
    {{ 'delivery_id in (' ~ deliveries | join(', ') ~ ')' if deliveries else 'false' }}
{%- endmacro %}

{#
    Before the rows: drop what an earlier version left of the same deliveries. Where the table is made anew, nothing
    is computed any more.
#}
{% macro forget_pending() -%}
    {%- if execute and not flags.EMPTY -%}
        {%- if is_incremental() -%}
            {%- set pending = is_pending() -%}
            {%- if pending != 'false' -%}
                delete from {{ this }} where {{ pending }};
                delete from ledger.computed where model = '{{ model.name }}' and {{ pending }}
            {%- endif -%}
        {%- else -%}
            delete from ledger.computed where model = '{{ model.name }}'
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

{#
    After the rows. No "on conflict": two builds that compute the same delivery at once would store its rows twice, and
    the ledger's primary key is what makes the second one fail.
#}
{% macro record_computed() -%}
    {%- set pending = pending_deliveries() -%}
    {%- if pending -%}
        insert into ledger.computed (model, version, delivery_id) values
        {% for delivery_id in pending -%}
            ('{{ model.name }}', '{{ model_version() }}', {{ delivery_id }}){{ ', ' if not loop.last }}
        {%- endfor %};
        analyze {{ this }}
    {%- endif -%}
{%- endmacro %}

{% macro _this_version() -%}
    model = '{{ model.name }}' and version = '{{ model_version() }}'
{%- endmacro %}
