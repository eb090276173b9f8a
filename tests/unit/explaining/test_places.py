"""What stands at a place, in each format in which deliveries come."""

from __future__ import annotations

import gzip
import io

import pytest
from openpyxl import Workbook

from naukograd.core.errors import NaukogradError
from naukograd.explaining.places import seed_spot, spots

XML = b"<answer><IIN_BIN>1</IIN_BIN><payment><Day>2025-05-01</Day><Summa>7.50</Summa></payment>\
<payment><Day>2025-06-01</Day><Summa>8</Summa></payment></answer>"
CSV = '\ufeffname,value\n"two\nlines",1.10\nб,2\n'.encode()
JSON = b'\xef\xbb\xbf[ {"a": {"b": 1.50}}, [[ {"value":"x]"}, {"value" : 2.00, "c":null} ]] ]'
BULLETINS = b'{"12":"2025-03-28","13":"2025-04-04"}'


def workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Лист"
    for row in (["Сведения"], ["БИН", "Выручка"], ["040240000125", 12.5]):
        sheet.append(row)
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


@pytest.mark.parametrize(
    ("body", "place", "header", "expected"),
    [
        (XML, "/answer/payment[2]", "Summa", [("/answer/payment[2]/Summa", "8")]),
        (XML, "Day=2025-05", "Summa", [("/answer/payment[1]/Summa", "7.50")]),
        (XML, "Day=2024-05", "Summa", []),
        (CSV, "3", "value", [("line 3, column value", "1.10")]),
        (gzip.compress(CSV, mtime=0), "name=б", "value", [("line 4, column value", "2")]),
        (JSON, "[0]", "a.b", [("[0].a.b", "1.50")]),
        (JSON, "$[1][0][1]", "value", [("$[1][0][1].value", "2.00")]),
        (JSON, "$[1][0][1]", "c", [("$[1][0][1].c", "")]),
        (BULLETINS, '["13"]', "number", [('["13"]', "13")]),
        (BULLETINS, '["13"]', "date", [('["13"]', "2025-04-04")]),
        (workbook(), "Лист!A3", "Выручка", [("Лист!B3 (xl/worksheets/sheet1.xml)", "12.5")]),
        (workbook(), "Лист!A3", "text", [("Лист!A3 (xl/worksheets/sheet1.xml)", "040240000125")]),
    ],
)
def test_a_place_holds(body: bytes, place: str, header: str, expected: list[tuple[str, str]]) -> None:
    found = list(spots(body, place, header))
    assert [(spot.address, spot.text) for spot in found] == expected
    assert all(spot.text in spot.raw for spot in found)


@pytest.mark.parametrize(
    ("body", "place", "header"),
    [(XML, "/answer/payment[3]", "Summa"), (CSV, "9", "value"), (JSON, "[7]", "a"), (workbook(), "Лист!A3", "Нет")],
)
def test_a_place_that_is_not_there_is_told(body: bytes, place: str, header: str) -> None:
    with pytest.raises(NaukogradError):
        list(spots(body, place, header))


def test_a_line_of_a_seed_is_found_by_what_singles_it_out() -> None:
    spot = seed_spot(b"code,year,value\na,2025,1\na,2026,2\n", "code=a&year=2026", "value")
    assert (spot.address, spot.text, spot.raw) == ("line 3, column value", "2", "a,2026,2\n")
