{#
    The version of a per-delivery model: a digest of the SQL of the model, of the models it reads, and of the project's
    macros that any of them call. Macros of this folder keep the books and shape no figure, so they are left out.
#}
{% macro model_version() -%}
    {%- set texts = [] -%}
    {%- for node_id in _ancestors(model.unique_id) | sort -%}
        {%- do texts.append(node_id ~ graph.nodes[node_id].raw_code) -%}
        {%- for macro_id in graph.nodes[node_id].depends_on.macros -%}
            {%- do _collect_macros(macro_id, texts) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ local_md5(texts | unique | sort | join('\n')) }}
{%- endmacro %}

{# A model and every model upstream of it. #}
{% macro _ancestors(node_id) %}
    {% set found = [node_id] %}
    {% for parent in graph.nodes[node_id].depends_on.nodes if parent in graph.nodes and parent.startswith('model.') %}
        {% do found.extend(_ancestors(parent)) %}
    {% endfor %}
    {{ return(found | unique | list) }}
{% endmacro %}

{# Add the text of one of the project's macros, and of those it calls, to `texts`. #}
{% macro _collect_macros(macro_id, texts) %}
    {% set name = macro_id.split('.')[-1] %}
    {% if macro_id.startswith('macro.' ~ project_name ~ '.') %}
        {% set source = context[name].macro %}
        {% if not source.original_file_path.startswith('macros/ledger/') and source.macro_sql not in texts %}
            {% do texts.append(source.macro_sql) %}
            {% for called in source.depends_on.macros %}
                {% do _collect_macros(called, texts) %}
            {% endfor %}
        {% endif %}
    {% endif %}
{% endmacro %}
