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

headings as (

    select distinct on (delivery_id, sheet)
        delivery_id,
        sheet,
        row_no as heading_row,
        first_period
    from (
        select
            delivery_id,
            sheet,
            row_no,
            count(*) as periods,
            min(column_no) as first_period
        from delivered
        where period_told is not null
        group by delivery_id, sheet, row_no
    ) as candidates
    order by delivery_id, sheet, periods desc, row_no

),

columns as (

    select
        delivered.delivery_id,
        delivered.sheet,
        delivered.column_no,
        delivered.period_told as period_cumulative,
        {{ parse_period_year('delivered.cell_text') }} as year
    from delivered
    inner join headings
        on
            delivered.delivery_id = headings.delivery_id
            and delivered.sheet = headings.sheet
            and delivered.row_no = headings.heading_row
    where delivered.period_told is not null

),

titles as (

    select
        delivered.delivery_id,
        delivered.sheet,
        string_agg(delivered.cell_text, e'\n' order by delivered.row_no, delivered.column_no) as told
    from delivered
    inner join headings
        on
            delivered.delivery_id = headings.delivery_id
            and delivered.sheet = headings.sheet
            and delivered.row_no < headings.heading_row
    group by delivered.delivery_id, delivered.sheet

),

table_rows as (

    select
        delivered.delivery_id,
        delivered.sheet,
        delivered.row_no,
        (array_agg(delivered.cell_text order by delivered.column_no desc)
            filter (where delivered.column_no < headings.first_period))[1] as label,
        max(delivered.column_no) filter (where delivered.column_no < headings.first_period) as label_column,
        (array_agg(delivered.cell_text order by delivered.column_no desc)
            filter (where delivered.column_no < headings.first_period))[2] as code,
        bool_or(delivered.column_no >= headings.first_period) as has_figures
    from delivered
    inner join headings
        on
            delivered.delivery_id = headings.delivery_id
            and delivered.sheet = headings.sheet
            and delivered.row_no > headings.heading_row
    group by delivered.delivery_id, delivered.sheet, delivered.row_no

),

-- Each block begins with a heading of its own; rows before the first one have none.
numbered as (

    select
        *,
        count(*) filter (where not has_figures)
            over (partition by delivery_id, sheet order by row_no) as block_no
    from table_rows

),

blocks as (

    select
        *,
        (array_agg(label) filter (where not has_figures) over (partition by delivery_id, sheet, block_no))[1] as block
    from numbered

),

placed as (

    select
        delivered.delivery_id,
        delivered.place,
        delivered.sheet,
        delivered.row_no,
        delivered.column_no,
        delivered.cell_text,
        case
            when headings.heading_row is null then 'aside'
            when delivered.row_no < headings.heading_row then 'title'
            when delivered.row_no = headings.heading_row and delivered.column_no < headings.first_period then 'corner'
            when delivered.row_no = headings.heading_row then 'period'
            when delivered.column_no >= headings.first_period then 'figure'
            when delivered.column_no < blocks.label_column then 'code'
            when blocks.has_figures then 'label'
            else 'block'
        end as part,
        columns.year,
        columns.period_cumulative,
        blocks.label,
        blocks.code,
        blocks.block,
        concat_ws(e'\n', titles.told, delivered.sheet) as titles
    from delivered
    left join headings
        on delivered.delivery_id = headings.delivery_id and delivered.sheet = headings.sheet
    left join columns
        on
            delivered.delivery_id = columns.delivery_id
            and delivered.sheet = columns.sheet
            and delivered.column_no = columns.column_no
            and delivered.row_no >= headings.heading_row
    left join titles
        on delivered.delivery_id = titles.delivery_id and delivered.sheet = titles.sheet
    left join blocks
        on
            delivered.delivery_id = blocks.delivery_id
            and delivered.sheet = blocks.sheet
            and delivered.row_no = blocks.row_no

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
