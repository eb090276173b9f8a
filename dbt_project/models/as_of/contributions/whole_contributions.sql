-- Figures that a source gives for a territory or the country as a whole: no participant stands behind them.
with current_deliveries as (

    select * from {{ ref('current_deliveries') }}

),

ranks as (

    select * from {{ ref('gii_business_rd_rank') }}

),

{% set forms = {
    'researchers': 'science_form',
    'private_investment': 'investment_form',
    'science_output': 'science_output_form',
} %}
tabulated as (

    {% for indicator, form in forms.items() %}
        select
            figures.indicator_code,
            figures.territory_code,
            figures.year,
            'bns.{{ form }}' as dataset,
            form.delivery_id,
            figures.tabulated_value as value
        from {{ ref(indicator) }} as figures
        inner join {{ ref('stg_bns__' ~ form) }} as form
            on figures.territory_code = form.territory_code and figures.year = form.year
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

given as (

    select
        tabulated.indicator_code,
        tabulated.territory_code,
        tabulated.year,
        tabulated.dataset,
        tabulated.delivery_id,
        tabulated.value
    from tabulated
    inner join current_deliveries
        on
            tabulated.dataset = current_deliveries.dataset
            and tabulated.delivery_id = current_deliveries.delivery_id
    where tabulated.value is not null
    union all
    select
        ranks.indicator_code,
        ranks.territory_code,
        ranks.year,
        current_deliveries.dataset,
        current_deliveries.delivery_id,
        ranks.value
    from ranks
    inner join current_deliveries
        on
            current_deliveries.dataset = 'wipo.gii'
            and cast(ranks.year as text) = current_deliveries.slice
    where ranks.value is not null

)

select * from given
