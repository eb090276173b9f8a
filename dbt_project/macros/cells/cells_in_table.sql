{#
    Cells of a workbook with the part each plays in its sheet. A table is found by its labels and never by its position:
    its heading is the row with the most periods (the first of them), its labels stand left of the first period, and a row
    with a label and no figures is the heading of a block or a note.

    cells: delivery_id, place, sheet, row_number, column_number, cell_text, as sources/cells.py gives them.
    Returns those, their letters composed (й is one, not и with a sign above), and:
        part: title (above the heading), corner (heading of the labels' own columns), period, label, code (left of the
            label), figure, block, aside (all that stands in a sheet without periods);
        year, period_cumulative: of the figure's column, or of the period itself;
        label: the row's label as delivered; code: the cell left of it; block: the last block heading above it;
        titles: all that stands above the heading, and the sheet's name, parted by line feeds.
#}
{% macro cells_in_table(cells) -%}
    {%- set sheet = 'partition by delivery_id, sheet' -%}
-- Windows alone, each of a delivery, and no join: what is asked of one delivery reads no other.
with delivered as (

    select
        delivery_id,
        place,
        normalize(sheet, nfc) as sheet,
        cast(row_number as integer) as row_no,
        cast(column_number as integer) as column_no,
        normalize(cell_text, nfc) as cell_text,
        {{ parse_period('cell_text') }} as period_told
    from {{ cells }}

),

counted as (

    select
        *,
        count(period_told) over of_row as periods,
        min(column_no) filter (where period_told is not null) over of_row as first_in_row,
        row_number() over of_row = 1 as is_first_in_row
    from delivered
    window of_row as ({{ sheet }}, row_no order by column_no rows between unbounded preceding and unbounded following)

),

headed as (

    select
        *,
        case when max(periods) over of_sheet > 0 then first_value(row_no) over by_periods end as heading_row,
        first_value(first_in_row) over by_periods as first_period
    from counted
    window of_sheet as ({{ sheet }}), by_periods as ({{ sheet }} order by periods desc, row_no)

),

columned as (

    select
        *,
        max(period_told collate "C") filter (where row_no = heading_row) over of_column as told_above,
        max({{ parse_period_year('cell_text') }})
            filter (where row_no = heading_row and period_told is not null) over of_column as year_above,
        array_to_string(
            array_agg(cell_text) filter (where row_no < heading_row)
                over ({{ sheet }} order by row_no, column_no rows between unbounded preceding and unbounded following),
            e'\n'
        ) as told_above_all,
        max(column_no) filter (where column_no < first_period) over of_row as label_column,
        bool_or(column_no >= first_period) over of_row as has_figures,
        array_agg(cell_text) filter (where column_no < first_period) over of_row as before_figures
    from headed
    window
        of_column as ({{ sheet }}, column_no),
        of_row as ({{ sheet }}, row_no order by column_no desc rows between unbounded preceding and unbounded following)

),

-- Each block begins with a heading of its own; rows before the first one have none.
numbered as (

    select
        *,
        row_no > heading_row and not has_figures as is_block,
        count(*) filter (where row_no > heading_row and not has_figures and is_first_in_row)
            over ({{ sheet }} order by row_no) as block_no
    from columned

),

blocked as (

    select
        *,
        (array_agg(before_figures[1]) filter (where is_block) over ({{ sheet }}, block_no))[1] as block_above
    from numbered

),

placed as (

    select
        delivery_id,
        place,
        sheet,
        row_no,
        column_no,
        cell_text,
        case
            when heading_row is null then 'aside'
            when row_no < heading_row then 'title'
            when row_no = heading_row and column_no < first_period then 'corner'
            when row_no = heading_row then 'period'
            when column_no >= first_period then 'figure'
            when column_no < label_column then 'code'
            when has_figures then 'label'
            else 'block'
        end as part,
        case when row_no >= heading_row then year_above end as year,
        case when row_no >= heading_row then told_above end as period_cumulative,
        case when row_no > heading_row then before_figures[1] end as label,
        case when row_no > heading_row then before_figures[2] end as code,
        case when row_no > heading_row then block_above end as block,
        concat_ws(e'\n', nullif(told_above_all, ''), sheet) as titles
    from blocked

)

select * from placed
{%- endmacro %}

{#
    What a figure's cell holds, beside its number: a figure, or a mark. `-` says that the phenomenon is absent, `…` that
    there are no data, x that the figure is withheld: none of them is a number.
#}
{% macro cell_mark(text, number) -%}
    case
        when {{ number }} is not null then 'figure'
        when btrim({{ text }}) in ('-', '–', '—') then 'absent'
        when btrim({{ text }}) in {{ missing_marks() }} then 'no_data'
        when btrim({{ text }}) in {{ confidential_marks() }} then 'withheld'
    end
{%- endmacro %}

{# Why a cell of a table of regions cannot be read, in words; null where it can. `region`: who its row is about. #}
{% macro why_no_cell(region, row_name) -%}
    nullif(concat_ws(
        '; ',
        case
            when part = 'period' and period_cumulative is null
                then 'heading is no period from the beginning of a year: ' || {{ quoted('cell_text') }}
        end,
        case
            when part in ('label', 'figure') and {{ region }} is null
                then 'row is of no known {{ row_name }}: ' || {{ quoted('label') }}
        end,
        case when part = 'figure' and period_cumulative is null then 'column has no period' end,
        case
            when part = 'figure' and unit is null then 'unit is not told, or another: ' || {{ quoted('titles') }}
        end,
        case when part = 'figure' and mark is null then {{ why_no_number('cell_text', 'value', 'figure') }} end
    ), '')
{%- endmacro %}

{# A cell as quarantine keeps it. #}
{% macro cell_as_delivered() -%}
    jsonb_build_object('sheet', sheet, 'row', row_no, 'column', column_no, 'text', cell_text)
{%- endmacro %}
