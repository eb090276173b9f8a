{%- set amounts = [
    'total', 'private_own', 'bank_loans', 'private_foreign', 'quasi_state', 'budget', 'international'
] -%}
with judged as (

    select * from {{ ref('base_bns__investment_form') }}

),

readable as (

    select
        delivery_id,
        place,
        territory_code,
        form_year as year,
        is_confidential,
        {% for amount in amounts -%}
            trim_scale({{ amount }} * 1000) as {{ amount }}_kzt,
        {% endfor -%}
        -- Null as soon as one of the three is missing or withheld: a part is not the whole.
        trim_scale((private_own + bank_loans + private_foreign) * 1000) as private_kzt
    from judged
    where reason is null

)

select * from readable
