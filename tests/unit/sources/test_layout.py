"""What is kept of a delivery beside its rows."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from naukograd.sources.layout import header_layout, layout


def workbook(*rows: list[object]) -> io.BytesIO:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Лист1"
    for row in rows:
        sheet.append(row)
    body = io.BytesIO()
    book.save(body)
    body.seek(0)
    return body


def test_of_a_workbook_rows_of_words_are_kept_and_rows_of_data_are_not() -> None:
    body = workbook(
        ["Валовой региональный продукт за 2024 год"],
        ["Регион", "тыс. тенге"],
        ["Абай", 3210.5],
        ["г. Алматы", None, "2024"],
        ["1) предварительные данные"],
    )
    assert layout(body) == [
        "#) предварительные данные",
        "sheet Лист#",
        "Валовой региональный продукт за # год",
        "Регион",
        "тыс. тенге",
    ]


def test_a_title_of_another_year_is_the_same() -> None:
    assert layout(workbook(["за 2024 год"])) == layout(workbook(["за 2025 год"]))


def test_of_xml_elements_of_json_keys_of_text_columns() -> None:
    assert layout(io.BytesIO(b'<list total="2"><row><bin>1</bin></row><row/></list>')) == [
        "bin",
        "list",
        "list@total",
        "row",
    ]
    assert layout(io.BytesIO(b'[{"page": 1}, [{"value": {"id": 2}}]]')) == ["id", "page", "value"]
    assert layout(io.BytesIO("\ufeffбин;сумма\n1;2\n".encode())) == ["бин", "сумма"]
    assert header_layout('bin,"summa"') == ["bin", "summa"]


@given(st.binary(max_size=200))
def test_whatever_comes_gives_a_layout(content: bytes) -> None:
    assert layout(io.BytesIO(content)) == layout(io.BytesIO(content))
