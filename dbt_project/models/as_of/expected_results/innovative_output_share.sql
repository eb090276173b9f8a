with results as (

    select * from {{ ref('concept_expected_results') }}
    where result_code = 'innovative_output_share'

),

-- From the baseline on: it lies before the first report year.
years as (

    select
        year,
        stage
    from {{ ref('report_years') }}
    where has_begun
    union all
    select
        results.baseline_year as year,
        'final' as stage
    from results
    where
        results.baseline_year not in (
            select report_years.year from {{ ref('report_years') }} as report_years
        )

),

innovative_output as (

    select * from {{ ref('innovative_output') }}

),

gdp as (

    select * from {{ ref('gdp') }}

),

shares as (

    select
        years.year,
        years.stage,
        round(100 * innovative_output.innovative_output_mln_kzt / gdp.gdp_mln_kzt, 4) as percent_of_gdp,
        case
            when innovative_output.is_confidential then 'Сведения не раскрываются'
            else
                'Инновационная продукция '
                || {{ printed('round(innovative_output.innovative_output_mln_kzt / 1000, 1)') }}
                || ' млрд тенге, ВВП ' || {{ printed('round(gdp.gdp_mln_kzt / 1000, 1)') }} || ' млрд тенге'
        end as note_ru
    from years
    left join innovative_output on years.year = innovative_output.year
    left join gdp on years.year = gdp.year

)

select * from shares
