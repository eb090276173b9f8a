"""WIPO: the workbook of the Global Innovation Index."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from itertools import pairwise
from random import Random
from typing import Any

from faults.fault import Place, fault, quirk
from faults.forms import BYTES, REPLY, XLSX
from sample_world.innovation import KAZAKHSTAN, gii_rows
from sample_world.site import HTML, Reply, error_page
from sample_world.world import DEFAULT_SEED

GII = "wipo.gii"
INDEX = r"/gii/\s"
EDITION = r"/gii/wipo-pub-2000-2026-tech1"
SHEET = "xl/worksheets/sheet3.xml"
FINANCED, PERFORMED = "IN.5.1.5", "IN.5.1.4"
ISO3, NAME, NUM, DATAYR, SCORE, RANK = "ISO3", "NAME", "NUM", "DATAYR", "SCORE", "RANK"

Cells = dict[str, Any]
"""The cells of a row of the sheet Data, by heading."""


def _rows(book: Any) -> list[Cells]:
    header, *rows = book["Data"].iter_rows()
    return [dict(zip([cell.value for cell in header], row, strict=True)) for row in rows]


def _of(book: Any, number: str, economies: float = 1_000) -> list[Cells]:
    """The rows of one indicator of so many economies, Kazakhstan's first."""
    rows = [row for row in _rows(book) if row[NUM].value == number]
    return sorted(rows, key=lambda row: row[ISO3].value != KAZAKHSTAN)[: int(economies)]


def _with_part(body: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part of its zip changed."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(content, "w") as new:
        for part in old.infolist():
            new.writestr(part, change(old.read(part)) if part.filename == name else old.read(part))
    return content.getvalue()


@fault(GII, INDEX, REPLY, Place.REPLY, r"no index", (1, 2, 3))
def gii_index_without_editions(reply: Reply, size: float, _: Random) -> Reply:
    """The page links to no edition: a page of maintenance, files of another name, a page without links."""
    renamed = reply.body.replace(b"wipo-pub-2000", b"gii-full-report")
    body = {1: error_page("Scheduled maintenance"), 2: renamed, 3: re.sub(rb"<a[^>]*>", b"", reply.body)}[int(size)]
    return Reply(200, HTML, body, reply.headers)


@fault(GII, INDEX, REPLY, Place.REPLY, r"no answer|HTTP 404|another|outside|address|elsewhere", (1, 2, 3))
def gii_link_leads_elsewhere(reply: Reply, size: float, _: Random) -> Reply:
    """The link to an edition leads to a file of this machine, up and out of the folder, or to another server."""
    start = {1: b"file:///etc/", 2: b"..%2f..%2f..%2f", 3: b"http://127.0.0.1:9/"}[int(size)]
    body = reply.body.replace(b'href="wipo-pub-2000-2026', b'href="' + start + b"wipo-pub-2000-2026")
    return Reply(200, HTML, body, reply.headers)


@fault(GII, EDITION, REPLY, Place.REPLY, r"not an xlsx", (1, 2, 3))
def gii_page_for_a_workbook(reply: Reply, size: float, _: Random) -> Reply:
    """In place of the workbook comes a page to sign in, a PDF, or an old .xls, with status 200."""
    body = {1: error_page("Sign in"), 2: b"%PDF-1.7\n", 3: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)}[int(size)]
    return Reply(200, reply.content_type, body, reply.headers)


@fault(GII, EDITION, BYTES, Place.READER, r"not a sound xlsx", (0.999, 0.9, 0.5))
def gii_breaks_off(body: bytes, size: float, _: Random) -> bytes:
    """The download ends early, and the server calls it complete."""
    return body[: int(len(body) * size)]


@fault(GII, EDITION, BYTES, Place.READER, r"bomb|unpack|too large|MB|expand", (64, 128, 256))
def gii_zip_bomb(body: bytes, size: float, _: Random) -> bytes:
    """A sheet of a few hundred kilobytes becomes that many megabytes of blanks when it is unpacked."""
    return _with_part(body, SHEET, lambda sheet: sheet.replace(b"<sheetData>", b"<sheetData>" + b" " * int(size * 1e6)))


@fault(GII, EDITION, BYTES, Place.READER, r"entit|DOCTYPE|DTD", (1, 3, 6))
def gii_entity_bomb(body: bytes, size: float, _: Random) -> bytes:
    """The texts of the workbook declare entities made of entities, ten times each."""
    names = "abcdefgh"[: int(size) + 1]
    lines = [f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in pairwise(names)]
    doctype = f'<!DOCTYPE sst [<!ENTITY a "lol">{"".join(lines)}]><sst '.encode()

    def spoiled(texts: bytes) -> bytes:
        return texts.replace(b"<sst ", doctype, 1).replace(b">Kazakhstan<", f">Kazakhstan&{names[-1]};<".encode())

    return _with_part(body, "xl/sharedStrings.xml", spoiled)


@fault(GII, EDITION, XLSX, Place.READER, r"RANK", (1, 2, 3))
def gii_headings_renamed(book: Any, size: float, _: Random) -> None:
    """The headings of ranks, scores and names are called otherwise."""
    for cell in book["Data"][1]:
        if cell.value in (RANK, SCORE, NAME)[: int(size)]:
            cell.value = f"{cell.value}_2026"


@fault(GII, EDITION, XLSX, Place.READER, r"no sheet|Data", (1, 2, 3))
def gii_sheet_renamed(book: Any, size: float, _: Random) -> None:
    """The sheet Data has got another name."""
    book["Data"].title = ("Data_2026", "Scores", "Sheet3")[int(size) - 1]


@fault(GII, EDITION, XLSX, Place.DELIVERY, r"number|IN\.5\.1|name|rank", (1, 40, 140))
def gii_names_slip_by_one(book: Any, size: float, _: Random) -> None:
    """Names of two indicators change places while numbers and figures stay: the name moved to another's figures."""
    for one, other in zip(_of(book, FINANCED, size), _of(book, PERFORMED, size), strict=True):
        one[NAME].value, other[NAME].value = other[NAME].value, one[NAME].value


@fault(GII, EDITION, XLSX, Place.DELIVERY, r"has_kazakhstan|repeated_rows|two rows|number", (1, 40, 140))
def gii_name_under_two_numbers(book: Any, size: float, _: Random) -> None:
    """R&D performed by business bears the name of R&D financed by business too."""
    for row in _of(book, PERFORMED, size):
        row[NAME].value = "GERD financed by business, %"


@fault(GII, EDITION, XLSX, Place.DELIVERY, r"performed|rank|same|number", (1, 40, 140))
def gii_performed_for_financed(book: Any, size: float, _: Random) -> None:
    """Ranks of R&D performed by business stand in the rows of R&D financed by business."""
    for row, performed in zip(_of(book, FINANCED, size), _of(book, PERFORMED, size), strict=True):
        for heading in ("VALUE_SCREEN", SCORE, RANK):
            row[heading].value = performed[heading].value


@fault(GII, EDITION, XLSX, Place.DELIVERY, r"has_kazakhstan|economies_still_there", (1, 40, 140))
def gii_indicator_renamed(book: Any, size: float, _: Random) -> None:
    """The indicator is worded otherwise: nobody but a person can tell whether it is the same."""
    for row in _of(book, FINANCED, size):
        row[NAME].value = "GERD financed by business enterprise, %"


@fault(GII, EDITION, XLSX, Place.DELIVERY, r"has_kazakhstan|econom|iso3", (1, 2, 3))
def gii_kazakhstan_under_another_code(book: Any, size: float, _: Random) -> None:
    """Kazakhstan bears the code of a neighbour, a code of two letters, or none."""
    for row in _rows(book):
        if row[ISO3].value == KAZAKHSTAN:
            row[ISO3].value = ("KGZ", "KZ", None)[int(size) - 1]


@fault(GII, EDITION, XLSX, Place.DELIVERY, r"econom|fewer|shrunk|rank", (1, 5, 20))
def gii_edition_of_fewer_economies(book: Any, size: float, _: Random) -> None:
    """The edition is one of fewer economies, ranked among themselves: Kazakhstan is so many places higher."""
    ranked = [row for row in _of(book, FINANCED) if row[RANK].value != "n/a"]
    gone = {row[ISO3].value for row in sorted(ranked, key=lambda row: int(row[RANK].value))[: int(size)]}
    for row in ranked:
        row[RANK].value -= int(size)
    sheet = book["Data"]
    for row in reversed([row for row in _rows(book) if row[ISO3].value in gone]):
        sheet.delete_rows(row[ISO3].row)


@fault(GII, EDITION, XLSX, Place.DELIVERY, r"rank|score", (1, 40, 140))
def gii_score_for_rank(book: Any, size: float, _: Random) -> None:
    """Rounded scores stand where ranks should."""
    for row in _of(book, FINANCED, size):
        row[RANK].value = row[SCORE].value if row[SCORE].value == "n/a" else max(1, round(row[SCORE].value))


@fault(GII, EDITION, XLSX, Place.DELIVERY, r"rank|score", (1, 40, 140))
def gii_ranks_counted_from_the_last(book: Any, size: float, _: Random) -> None:
    """The best economy has the last place."""
    rows = _of(book, FINANCED)
    last = max(row[RANK].value for row in rows if row[RANK].value != "n/a")
    for row in rows[: int(size)]:
        row[RANK].value = row[RANK].value if row[RANK].value == "n/a" else last + 1 - row[RANK].value


@fault(GII, EDITION, XLSX, Place.DELIVERY, r"rank_below_first|rank", (1, 40, 140))
def gii_ranks_begin_with_nought(book: Any, size: float, _: Random) -> None:
    """Ranks are one lower than they are: the first is nought."""
    for row in _of(book, FINANCED, size):
        row[RANK].value = row[RANK].value if row[RANK].value == "n/a" else row[RANK].value - 1


@fault(GII, EDITION, XLSX, Place.DELIVERY, r"rank_below_first|zero|nought", (1, 3, 140))
def gii_missing_ranks_are_zero(book: Any, size: float, _: Random) -> None:
    """An economy without data has rank 0."""
    for row in [row for row in _of(book, FINANCED) if row[RANK].value == "n/a"][: int(size)]:
        row[RANK].value = 0


@fault(GII, EDITION, XLSX, Place.DELIVERY, r"kazakhstan|rank", (1, 40, 140))
def gii_kazakhstan_without_a_rank(book: Any, size: float, _: Random) -> None:
    """Ranks that the edition had are n/a, Kazakhstan's among them."""
    for row in _of(book, FINANCED, size):
        row[RANK].value = "n/a"


@fault(GII, EDITION, XLSX, Place.DELIVERY, r"kazakhstan|readable|rank", (1, 40, 140))
def gii_ranks_are_formulas(book: Any, size: float, _: Random) -> None:
    """Ranks are formulas that nobody has computed: the cells hold no value."""
    for row in _of(book, FINANCED, size):
        row[RANK].value = f"=RANK(G{row[RANK].row},G:G)"


@fault(GII, EDITION, XLSX, Place.DELIVERY, r"rank_beyond_economies|rank", (1, 40, 140))
def gii_footnote_glued_to_rank(book: Any, size: float, _: Random) -> None:
    """The mark of a footnote is glued to ranks: 281 for 28."""
    for row in _of(book, FINANCED, size):
        row[RANK].value = row[RANK].value if row[RANK].value == "n/a" else int(f"{row[RANK].value}1")


@fault(GII, EDITION, XLSX, Place.DELIVERY, r"edition|year|rank", (1, 40, 139))
def gii_rows_of_the_edition_before(book: Any, size: float, _: Random) -> None:
    """Ranks and years of data are those of the last edition, for one who takes DATAYR for the edition."""
    old = {row.iso3: row for row in gii_rows(DEFAULT_SEED, 2025) if row.num == FINANCED}
    for row in _of(book, FINANCED, size):
        if before := old.get(row[ISO3].value):
            row[DATAYR].value, row[RANK].value = before.data_year, before.rank or "n/a"
            row["VALUE_SCREEN"].value = row[SCORE].value = before.score or "n/a"


@quirk(GII, EDITION, XLSX)
def gii_number_moves_again(book: Any, _: float, __: Random) -> None:
    """The indicator has another number, in the list of indicators as well as in the data."""
    for sheet in (book["Data"], book["Index Structure"]):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value == FINANCED):
            cell.value = "IN.5.1.6"


@quirk(GII, EDITION, XLSX)
def gii_columns_moved_and_added(book: Any, _: float, __: Random) -> None:
    """Columns stand further right, after one that is new."""
    book["Data"].insert_cols(1)
    book["Data"]["A1"] = "YEAR"


@quirk(GII, EDITION, XLSX)
def gii_title_above_and_blanks_below(book: Any, _: float, __: Random) -> None:
    """A title stands above the header, and blank rows below the data."""
    sheet = book["Data"]
    sheet.insert_rows(1, 2)
    sheet["A1"] = "Global Innovation Index 2026"
    sheet.cell(sheet.max_row + 20, 1).value = " "


@quirk(GII, EDITION, XLSX)
def gii_sheet_more_and_another_order(book: Any, _: float, __: Random) -> None:
    """The workbook begins with a new sheet of notes."""
    book.create_sheet("Read me", 0)["A1"] = "Notes"


@quirk(GII, EDITION, XLSX)
def gii_name_in_other_spaces(book: Any, _: float, __: Random) -> None:
    """The name of the indicator has no-break spaces and capitals."""
    for row in _of(book, FINANCED):
        row[NAME].value = "GERD\u00a0Financed by Business,\u00a0%"


@quirk(GII, EDITION, XLSX)
def gii_ranks_as_text(book: Any, _: float, __: Random) -> None:
    """Ranks are texts, and an economy without data has an empty cell."""
    for row in _rows(book):
        row[RANK].value = None if row[RANK].value == "n/a" else str(row[RANK].value)


@quirk(GII, EDITION, XLSX)
def gii_value_of_another_economy_corrected(book: Any, _: float, __: Random) -> None:
    """A value of another economy is corrected, and no rank with it."""
    _of(book, FINANCED)[1]["VALUE_SCREEN"].value = 12.34
