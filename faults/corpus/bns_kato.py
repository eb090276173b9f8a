"""The Bureau of National Statistics: the classifier of territories, comma-separated values by day of the state."""

from __future__ import annotations

from random import Random

from faults.corpus.bns import GONE
from faults.fault import Place, fault, quirk
from faults.forms import BYTES, CSV, TEXT, some
from sample_world.classifier import state_2022

KATO = "bns.kato"
PRESENT, PAST, PAGE = r"kato_2026-07-17\.csv", r"kato_2022-10-17\.csv", r"/classifiers/statistical/21/ "
CODE, LEVEL, NAME, NAME_KK = 0, 2, 4, 5
RENAMED = r"\bnames?\b|reused|letters"
"""Codes known for long are called something else."""

Rows = list[list[str]]


@fault(KATO, PAGE, TEXT, Place.REPLY, r"no link|breaks off|empty", (0.3, 0.2, 0.1))
def kato_page_without_files(page: str, size: float, _: Random) -> str:
    """The classifier's page ends before its first link."""
    return page[: int(len(page) * size)]


@fault(KATO, PAST, CSV, Place.DELIVERY, rf"{GONE}|fewer", (0.001, 0.01, 0.3))
def kato_rows_lost(rows: Rows, size: float, chance: Random) -> Rows:
    """Codes of a state that is known are missing here and there, and no record is broken."""
    lost = {row[CODE] for row in some(rows[1:], size, chance)}
    return [row for row in rows if row[CODE] not in lost]


@fault(KATO, PRESENT, CSV, Place.DELIVERY, rf"{GONE}|region", (1, 2, 3))
def kato_region_split_lost(rows: Rows, size: float, _: Random) -> Rows:
    """The regions of 2022, Abai first, are not among the codes."""
    return [row for row in rows if row[CODE][:2] not in ("10", "33", "62")[: int(size)]]


@fault(KATO, PRESENT, BYTES, Place.READER, r"UTF-8", (0.0002, 0.5, 1))
def kato_in_windows_1251(body: bytes, size: float, _: Random) -> bytes:
    """The end of the file, put together from two, is in windows-1251."""
    lines = body.splitlines(keepends=True)
    at = len(lines) - max(1, round(len(lines) * size))
    return b"".join([*lines[:at], *(line.decode().encode("cp1251", "replace") for line in lines[at:])])


@fault(KATO, PRESENT, CSV, Place.DELIVERY, RENAMED, (0.001, 0.3, 1))
def kato_names_read_in_another_encoding(rows: Rows, size: float, chance: Random) -> None:
    """Russian names were taken for windows-1251 once and stored as what that looks like, regions among them."""
    regions = [row for row in rows[1:] if row[CODE].endswith("0000000")]
    for row in (*some(regions, size, chance), *some(rows[1:], size, chance)):
        row[NAME] = row[NAME].encode().decode("cp1251", "replace")


@fault(KATO, PRESENT, CSV, Place.DELIVERY, r"nine digits|readable", (0.0001, 0.1, 1))
def kato_codes_as_floats(rows: Rows, size: float, chance: Random) -> None:
    """A spreadsheet has made numbers of codes: 1.0181E+08."""
    for row in some(rows[1:], size, chance):
        row[CODE] = f"{float(row[CODE]):.4E}"


@fault(KATO, PRESENT, CSV, Place.DELIVERY, RENAMED, (1, 20, 1000))
def kato_codes_reused(rows: Rows, size: float, chance: Random) -> None:
    """Codes stand for other places than in the delivery before: Kurchatov's is Semey's, and so on."""
    by_code = {row[CODE]: row for row in rows[1:]}
    drawn = chance.sample([code for code in by_code if code[-3:] != "000"], 2 * int(size))
    for one, other in zip(["101810000", *drawn[::2]], ["101010000", *drawn[1::2]], strict=True):
        by_code[one][NAME], by_code[other][NAME] = by_code[other][NAME], by_code[one][NAME]


@fault(KATO, PRESENT, CSV, Place.DELIVERY, RENAMED, (1, 100, 10_000))
def kato_names_slip_a_row(rows: Rows, size: float, _: Random) -> None:
    """From Shymkent upwards, names stand one row too low against their codes."""
    at = next(number for number, row in enumerate(rows) if row[CODE] == "790000000")
    names = [row[NAME] for row in rows[at - int(size) : at]]
    for row, name in zip(rows[at - int(size) + 1 : at + 1], names, strict=True):
        row[NAME] = name


@fault(KATO, PRESENT, CSV, Place.DELIVERY, rf"level|state|{GONE}|{RENAMED}", (0.1, 0.5, 1))
def kato_of_an_earlier_state(rows: Rows, size: float, _: Random) -> Rows:
    """The end of the file, or all of it, is the state of 2022 under the name of that of 2026."""
    old = [line.split(",") for line in state_2022().decode().splitlines() if '"' not in line]
    at = len(rows) - round((len(rows) - 1) * size)
    since = rows[at][CODE] if at < len(rows) else "0"
    return [*rows[:at], *(row for row in old[1:] if row[CODE] >= since)]


@fault(KATO, PRESENT, CSV, Place.DELIVERY, r"repeated|twice", (0.0001, 0.1, 1))
def kato_codes_twice(rows: Rows, size: float, chance: Random) -> None:
    """Records are repeated at the end, with the short form of the name."""
    rows += [[*row[:NAME], row[NAME].partition(" ")[0], *row[NAME_KK:]] for row in some(rows[1:], size, chance)]


@fault(KATO, PRESENT, CSV, Place.DELIVERY, RENAMED, (0.001, 0.3, 1))
def kato_languages_exchanged(rows: Rows, size: float, chance: Random) -> None:
    """Kazakh names stand in the column of the Russian ones, and the other way round."""
    regions = [row for row in rows[1:] if row[CODE].endswith("0000000")]
    changed = {id(row): row for row in (*some(regions, size, chance), *some(rows[1:], size, chance))}
    for row in changed.values():
        row[NAME], row[NAME_KK] = row[NAME_KK], row[NAME]


@fault(KATO, PRESENT, CSV, Place.DELIVERY, RENAMED, (1, 100, 10_000))
def kato_sql_in_names(rows: Rows, size: float, _: Random) -> None:
    """Somebody has put a fragment of SQL into names, that of Abai region first."""
    for row in rows[1 : 1 + int(size)]:
        row[NAME] = "'); drop table raw.bns_kato; --"


@fault(KATO, PRESENT, CSV, Place.READER, r"column", (1, 2, 6))
def kato_columns_renamed(rows: Rows, size: float, _: Random) -> None:
    """Columns have new headings, counted from the last one but the codes' own."""
    for at in range(6 - min(int(size), 5), 6):
        rows[0][at] = f"{rows[0][at]}_v2"


@fault(KATO, PRESENT, CSV, Place.READER, r"values where|record|columns?", (1, 100, 10_000))
def kato_commas_without_quotes(rows: Rows, size: float, _: Random) -> None:
    """Names with a comma come without quotation marks, so that a record has a value more."""
    for row in rows[1 : 1 + int(size)]:
        row.insert(NAME, "село")


@fault(KATO, PAST, CSV, Place.DELIVERY, rf"{GONE}|fewer", (1, 3, 10))
def kato_settlements_lost(rows: Rows, size: float, chance: Random) -> Rows:
    """Of a state that is known a settlement or a few are missing, that nobody would miss in the number of rows."""
    lost = {row[CODE] for row in chance.sample([row for row in rows[1:] if not row[CODE].endswith("000")], int(size))}
    return [row for row in rows if row[CODE] not in lost]


@fault(KATO, PRESENT, CSV, Place.DELIVERY, r"level", (0.0001, 0.01, 1))
def kato_levels_shifted(rows: Rows, size: float, chance: Random) -> None:
    """Districts are called regions, sub-districts districts, and settlements sub-districts."""
    above = {"district": "oblast", "sub_district": "district", "settlement": "sub_district"}
    for row in some([row for row in rows[1:] if row[LEVEL] in above], size, chance):
        row[LEVEL] = above[row[LEVEL]]


@quirk(KATO, PRESENT, BYTES)
def kato_with_bom_and_crlf(body: bytes, _: float, __: Random) -> bytes:
    """The file was saved on Windows: a byte order mark, and line ends of two characters."""
    return b"\xef\xbb\xbf" + body.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


@quirk(KATO, PRESENT, CSV)
def kato_with_new_villages(rows: Rows, _: float, __: Random) -> None:
    """A few villages have got codes of their own."""
    taken, like = {row[CODE] for row in rows}, next(row for row in rows if row[CODE] == "101810000")
    codes = [code for number in range(101810001, 101810999, 2) if (code := str(number)) not in taken][:5]
    at = rows.index(like) + 1
    rows[at:at] = [[code, like[1], "settlement", like[3], f"с.Новое {code[-2:]}", "Жаңа а."] for code in codes]


@quirk(KATO, PRESENT, CSV)
def kato_columns_in_another_order(rows: Rows, _: float, __: Random) -> None:
    """Columns behind the code stand in another order, with one more that nobody needs."""
    for number, row in enumerate(rows):
        row[1:] = [*reversed(row[1:]), "note" if number == 0 else ""]
