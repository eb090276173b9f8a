"""What is packed beyond reason is not opened."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from naukograd.core.errors import UnreadableDelivery
from naukograd.sources import cells
from naukograd.sources.unpacking import SMALL, TIMES, refuse_bombs, too_large


def packed(name: str, content: bytes) -> io.BytesIO:
    body = io.BytesIO()
    with ZipFile(body, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    body.seek(0)
    return body


def test_a_sheet_that_expands_a_thousandfold_is_not_unpacked() -> None:
    with pytest.raises(UnreadableDelivery, match=r"sheet1\.xml would expand .* too large"):
        refuse_bombs(packed("xl/worksheets/sheet1.xml", b" " * (SMALL + 1)), remedy="Ask.")


@pytest.mark.parametrize("declared", ["<!DOCTYPE sst SYSTEM 'file:///etc/hostname'>", "<!ENTITY name 'x'>"])
def test_a_part_that_declares_entities_is_not_read(declared: str) -> None:
    with pytest.raises(UnreadableDelivery, match=r"sharedStrings\.xml has a DOCTYPE"):
        refuse_bombs(packed("xl/sharedStrings.xml", f"<?xml version='1.0'?>{declared}<sst/>".encode()), remedy="Ask.")


def test_an_honest_part_and_what_is_no_zip_pass_and_the_position_stays() -> None:
    for body in (packed("xl/workbook.xml", b"<workbook/>" * 1000), io.BytesIO(b"no zip")):
        body.seek(3)
        refuse_bombs(body, remedy="Ask.")
        assert body.tell() == 3


def test_a_part_that_cannot_be_looked_at_hides_no_bomb_behind_it() -> None:
    body = packed("xl/first.xml", b"<sst/>" * 100)
    damaged = body.getvalue().replace(b"xl/first.xml", b"xl/other.xml", 1)  # the two headers of the part disagree
    with pytest.raises(UnreadableDelivery, match="not a sound xlsx workbook"):
        refuse_bombs(io.BytesIO(damaged), remedy="Ask.")


def test_only_what_is_large_and_expands_much_is_too_large() -> None:
    assert not too_large(1, SMALL)
    assert not too_large(SMALL, SMALL * TIMES)
    assert too_large(1, SMALL + 1)


def test_a_stray_cell_far_out_does_not_make_a_sheet_of_millions_of_cells() -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["ZZ1048576"] = 1, 2
    body = io.BytesIO()
    book.save(body)
    body.seek(0)
    with pytest.raises(UnreadableDelivery, match="stray cell far out"):
        list(cells.cells(body))
