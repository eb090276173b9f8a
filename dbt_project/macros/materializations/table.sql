{#
    A table in a schema that is new with every build: nothing stands there to be kept until the new one is ready, so it
    is made under its own name at once, where dbt's own way renames twice.
#}
{% materialization table, adapter='postgres' %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {% call statement('main') -%}
        {{ get_create_table_as_sql(False, target_relation, sql) }}
    {%- endcall %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
