"""The State Revenue Committee's monthly files: payments of the whole country (CSV, gzip)."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from faults.fault import Place, fault, quirk
from faults.forms import BYTES, CSV_GZ, TEXT, some

BULK = "kgd.payments_bulk"
INDEX, MARCH = r"/bulk/payments/ ", r"/bulk/payments/payments_2026-03"
MAY = r"/bulk/payments/payments_2026-05"
"""A month in which payments are received on other days than they are written off; in March none is."""
HTML = b"<html><head><title>401 Authorization Required</title></head><body>nginx</body></html>"
OTHERWISE = r"by_bin|by BIN|reconcil|differ|continu|changed|vanish"
"""How a payment may be told from what the service per taxpayer, or the file before, says of it."""
Rows = list[list[str]]


def _rewrite(rows: Rows, drawn: Rows, name: str, new: Callable[[str], str]) -> None:
    at = rows[0].index(name)
    for row in drawn:
        row[at] = new(row[at])


def _with(rows: Rows, name: str, texts: str) -> Rows:
    at = rows[0].index(name)
    return [row for row in rows[1:] if re.match(texts, row[at])]


def _recoded(body: bytes, change: Callable[[bytes], bytes]) -> bytes:
    return gzip.compress(change(gzip.decompress(body)), 1, mtime=0)


# What is no answer, and what cannot be opened.


@fault(BULK, MARCH, BYTES, Place.REPLY, "not a gzip file|html", (1, 10, 100))
def bulk_error_page(_: bytes, size: float, __: Random) -> bytes:
    """In place of a month's file a page asks for a password, with status 200."""
    return HTML + b"\n" * int(size)


@fault(BULK, MARCH, BYTES, Place.READER, "no column|html", (1, 10, 100))
def bulk_error_page_compressed(_: bytes, size: float, __: Random) -> bytes:
    """The page that asks for a password was saved under the file's name and compressed."""
    return gzip.compress(HTML + b"\n" * int(size), mtime=0)


@fault(BULK, INDEX, TEXT, Place.REPLY, "no index|months? (is|are) (missing|gone)|no longer|lists", (1, 12, 100))
def bulk_index_without_months(page: str, size: float, _: Random) -> str:
    """The index no longer lists the latest months, or any."""
    lines = page.splitlines(keepends=True)
    listed = [line for line in lines if "payments_2026" in line or "payments_2025" in line]
    return "".join(line for line in lines if line not in listed[-int(size) :])


@fault(BULK, INDEX, TEXT, Place.REPLY, "elsewhere|outside|another (host|server|address)|not below", (1, 5, 100))
def bulk_index_points_elsewhere(page: str, size: float, _: Random) -> str:
    """Links of the index lead to another server, to which the token would be sent."""
    return re.sub(r'href="(payments_2026)', r'href="http://127.0.0.1:9/bulk/payments/\1', page, count=int(size))


@fault(BULK, INDEX, TEXT, Place.REPLY, "elsewhere|outside|path|name", (1, 5, 100))
def bulk_path_in_a_file_name(page: str, size: float, _: Random) -> str:
    """The name of a file in the index climbs out of its folder."""
    return re.sub(r'href="(payments_2026)', r'href="..%2f..%2fetc%2f\1', page, count=int(size))


@fault(BULK, MARCH, BYTES, Place.READER, "breaks off before its end", (0.999, 0.9, 0.5))
def bulk_download_breaks_off(body: bytes, size: float, _: Random) -> bytes:
    """The download of a month ends early, and the server calls it complete."""
    return body[: int(len(body) * size)]


@fault(BULK, MARCH, BYTES, Place.READER, "bomb|unfold|expand|too (large|big)|larger than", (4, 16, 64))
def bulk_zip_bomb(body: bytes, size: float, _: Random) -> bytes:
    """A month's file of some kilobytes unfolds to a gigabyte: 16 MB of zeros, so many times."""
    return body + gzip.compress(bytes(16 << 20), mtime=0) * int(size)


@fault(BULK, MARCH, BYTES, Place.READER, r"utf-?8|encod|windows-1251", (1, 10, 100_000))
def bulk_windows_1251(body: bytes, size: float, _: Random) -> bytes:
    """Lines of the file are in windows-1251, the header's letters being the same in both."""

    def change(text: bytes) -> bytes:
        lines = text.splitlines(keepends=True)
        return b"".join(
            line.decode().encode("cp1251", "replace") if at <= size else line for at, line in enumerate(lines)
        )

    return _recoded(body, change)


@fault(BULK, MARCH, BYTES, Place.READER, "no column", (1, 2, 3))
def bulk_other_delimiter(body: bytes, size: float, _: Random) -> bytes:
    """Values are parted by semicolons, tabs or bars."""
    return _recoded(body, lambda text: text.replace(b",", b";\t|"[int(size) - 1 : int(size)]))


@fault(BULK, MARCH, CSV_GZ, Place.READER, "no column|header", (1, 2, 5))
def bulk_header_in_row_three(rows: Rows, size: float, _: Random) -> None:
    """Lines with a title stand above the header."""
    rows[:0] = [["Платежи налогоплательщиков за март 2026 года"]] * int(size)


@fault(BULK, MARCH, CSV_GZ, Place.READER, "no column", (1, 3, 14))
def bulk_columns_renamed(rows: Rows, size: float, _: Random) -> None:
    """Columns have new names."""
    rows[0][-int(size) :] = [f"{name}_NEW" for name in rows[0][-int(size) :]]


@fault(BULK, MARCH, CSV_GZ, Place.READER, "no column", (1, 2, 5))
def bulk_columns_missing(rows: Rows, size: float, _: Random) -> None:
    """Columns are no longer in the file."""
    for row in rows:
        del row[5 : 5 + int(size)]


@fault(BULK, MARCH, CSV_GZ, Place.READER, r"column|values|line", (1, 10, 100))
def bulk_values_shifted(rows: Rows, size: float, _: Random) -> None:
    """A name with a comma in it is not quoted: the line has a value more than the header."""
    for row in rows[1 : 1 + int(size)]:
        row.insert(2, "учебные данные")


# Payments that are missing, too many, or of another month.


@fault(BULK, MARCH, CSV_GZ, Place.DELIVERY, rf"not_shrunk|fewer|missing|lost|{OTHERWISE}", (0.001, 0.01, 0.1))
def bulk_loses_rows_between_pages(rows: Rows, size: float, chance: Random) -> None:
    """The export pages deep and loses some rows between its pages."""
    for row in some(rows[1:], size, chance):
        rows.remove(row)


@fault(BULK, MARCH, CSV_GZ, Place.DELIVERY, rf"not_shrunk|days|until|fewer|missing|{OTHERWISE}", (1, 4, 20))
def bulk_ends_before_its_month(rows: Rows, size: float, _: Random) -> None:
    """The file was made before its month was over: its last days are not there."""
    last = f"2026-03-{28 - int(size):02d}"
    rows[1:] = [row for row in rows[1:] if row[rows[0].index("ReceiptDate")][:10] <= last]


@fault(BULK, MARCH, CSV_GZ, Place.DELIVERY, rf"repeat|twice|duplicat|{OTHERWISE}", (0.002, 0.1, 1))
def bulk_payments_repeated(rows: Rows, size: float, chance: Random) -> None:
    """A page of the export comes twice."""
    rows.extend(list(row) for row in some(rows[1:], size, chance))


@fault(BULK, MARCH, CSV_GZ, Place.DELIVERY, "another_month", (0.002, 0.3, 1))
def bulk_month_of_february(rows: Rows, size: float, chance: Random) -> None:
    """Payments of February stand under March's name."""
    drawn = some(rows[1:], size, chance)
    for name in ("ReceiptDate", "WriteOffDate"):
        back = timedelta(days=31)
        _rewrite(rows, drawn, name, lambda text: f"{date.fromisoformat(text[:10]) - back}{text[10:]}")  # noqa: B023


@fault(BULK, MARCH, CSV_GZ, Place.DELIVERY, "another_month|received_after_delivery|future", (1, 2, 46))
def bulk_year_in_the_future(rows: Rows, size: float, _: Random) -> None:
    """A payment has a year that is still to come."""
    _rewrite(rows, rows[-1:], "ReceiptDate", lambda text: f"{2026 + int(size)}{text[4:]}")


@fault(BULK, MARCH, CSV_GZ, Place.DELIVERY, rf"another_month|swap|{OTHERWISE}", (0.01, 0.3, 1))
def bulk_day_and_month_swapped(rows: Rows, size: float, chance: Random) -> None:
    """Day and month of receipt stand in each other's place."""
    mixed = _with(rows, "ReceiptDate", r"2026-03-(?!03)(0\d|1[012])")
    _rewrite(rows, some(mixed, size, chance), "ReceiptDate", lambda text: f"2026-{text[8:10]}-03{text[10:]}")


@fault(BULK, MARCH, CSV_GZ, Place.DELIVERY, "day of the calendar|readable", (0.02, 0.3, 1))
def bulk_dates_as_serials(rows: Rows, size: float, chance: Random) -> None:
    """Days are numbers, as a spreadsheet counts them."""
    drawn = some(rows[1:], size, chance)
    start = date(1899, 12, 30)
    _rewrite(rows, drawn, "ReceiptDate", lambda text: str((date.fromisoformat(text[:10]) - start).days))


# Payments that are not what was paid.


@fault(BULK, MARCH, CSV_GZ, Place.DELIVERY, "twelve digits|readable", (0.06, 0.3, 1))
def bulk_bin_without_leading_zero(rows: Rows, size: float, chance: Random) -> None:
    """The file has been through a spreadsheet: zeros before a BIN are gone, in more rows than are put up with."""
    drawn = some(_with(rows, "IIN_BIN", "0"), size, chance)
    _rewrite(rows, drawn, "IIN_BIN", lambda text: text.lstrip("0"))


@fault(BULK, MARCH, CSV_GZ, Place.DELIVERY, "twelve digits|readable", (0.02, 0.3, 1))
def bulk_bin_as_float(rows: Rows, size: float, chance: Random) -> None:
    """BINs are written as a spreadsheet shows large numbers."""
    _rewrite(rows, some(rows[1:], size, chance), "IIN_BIN", lambda text: f"{int(text):.5E}")


@fault(BULK, MARCH, CSV_GZ, Place.DELIVERY, "check digit|readable", (0.02, 0.3, 1))
def bulk_wrong_check_digit(rows: Rows, size: float, chance: Random) -> None:
    """The last digit of a BIN is another."""
    last = lambda text: text[:-1] + str((int(text[-1]) + 1) % 10)  # noqa: E731
    _rewrite(rows, some(rows[1:], size, chance), "IIN_BIN", last)


@fault(BULK, MARCH, CSV_GZ, Place.DELIVERY, rf"thousand|scale|times|{OTHERWISE}", (0.05, 0.3, 1))
def bulk_amounts_in_thousands(rows: Rows, size: float, chance: Random) -> None:
    """Amounts are thousands of tenge, and nothing says so."""
    _rewrite(rows, some(rows[1:], size, chance), "Summa", lambda text: f"{float(text) / 1_000:.2f}")


@fault(BULK, MARCH, CSV_GZ, Place.DELIVERY, rf"implausible|million|scale|times|{OTHERWISE}", (0.05, 0.3, 1))
def bulk_thousand_for_million(rows: Rows, size: float, chance: Random) -> None:
    """Amounts are a thousand times what was paid."""
    _rewrite(rows, some(rows[1:], size, chance), "Summa", lambda text: f"{float(text) * 1_000:.2f}")


@fault(BULK, MARCH, CSV_GZ, Place.DELIVERY, rf"refund|возврат|sign|{OTHERWISE}", (0.1, 0.5, 1))
def bulk_refunds_lose_their_sign(rows: Rows, size: float, chance: Random) -> None:
    """Refunds come without their minus."""
    _rewrite(rows, some(_with(rows, "EntryType", "Возврат"), size, chance), "Summa", lambda text: text.lstrip("-"))


@fault(BULK, MAY, CSV_GZ, Place.DELIVERY, rf"column|readable|another_month|write.off|{OTHERWISE}", (1, 2, 3))
def bulk_columns_exchanged(rows: Rows, size: float, _: Random) -> None:
    """Two columns have moved, and the header has not: days, codes, or the amount and the number."""
    one, other = (("ReceiptDate", "WriteOffDate"), ("KBK", "TaxOrgCode"), ("Summa", "PayNum"))[int(size) - 1]
    first, second = rows[0].index(one), rows[0].index(other)
    rows[0][first], rows[0][second] = other, one


@fault(BULK, MARCH, CSV_GZ, Place.DELIVERY, "unknown_budget_code|classif", (0.02, 0.3, 1))
def bulk_budget_code_of_another_year(rows: Rows, size: float, chance: Random) -> None:
    """Taxes come under codes that the year's classification does not have."""
    _rewrite(rows, some(rows[1:], size, chance), "KBK", lambda text: text[:3] + "9" + text[4:])


@fault(BULK, MARCH, CSV_GZ, Place.DELIVERY, rf"fine|штраф|name|budget_code|{OTHERWISE}", (0.05, 0.5, 1))
def bulk_fines_counted(rows: Rows, size: float, chance: Random) -> None:
    """Fines come under the code of a tax, their name left as it was."""
    fines = some(_with(rows, "KBK", "2"), size, chance)
    _rewrite(rows, fines, "KBK", lambda _: "101111")
    _rewrite(rows, fines, "PayType", lambda _: "Налог")


@fault(BULK, MARCH, CSV_GZ, Place.ROW, ".*", (1, 2, 5))
def bulk_strangers_row_unreadable(rows: Rows, size: float, _: Random) -> None:
    """A few payments of taxpayers who never took part have a BIN that is none."""
    strangers = [row for row in _with(rows, "NameRu", 'ТОО "Образец') if row[0] not in {"", "-"}]
    _rewrite(rows, strangers[: int(size)], "IIN_BIN", lambda _: "не указан")


# No faults.


@quirk(BULK, MARCH, CSV_GZ)
def bulk_with_one_column_more(rows: Rows, _: float, __: Random) -> None:
    """A new column stands at the end, which nobody needs."""
    for number, row in enumerate(rows):
        row.append("Note" if number == 0 else "")


@quirk(BULK, MARCH, CSV_GZ)
def bulk_columns_in_another_order(rows: Rows, _: float, __: Random) -> None:
    """The columns come in another order, their header with them."""
    for row in rows:
        row.reverse()


@quirk(BULK, MARCH, BYTES)
def bulk_with_byte_order_mark(body: bytes, _: float, __: Random) -> bytes:
    """The file begins with a byte order mark."""
    return _recoded(body, lambda text: b"\xef\xbb\xbf" + text)


@quirk(BULK, MARCH, BYTES)
def bulk_with_windows_line_ends(body: bytes, _: float, __: Random) -> bytes:
    """Lines end as Windows ends them."""
    return _recoded(body, lambda text: text.replace(b"\n", b"\r\n"))


@quirk(BULK, MARCH, CSV_GZ)
def bulk_issued_again_with_more(rows: Rows, _: float, __: Random) -> None:
    """The month is issued again: some strangers' payments came late, one sum is corrected."""
    late = [list(row) for row in _with(rows, "NameRu", 'ТОО "Образец')[:3]]
    _rewrite(rows, late, "PayNum", lambda text: f"9{text}")
    corrected = _with(rows, "NameRu", 'ТОО "Образец')[5:6]
    _rewrite(rows, corrected, "Summa", lambda text: f"{float(text) + 1_000:.2f}")
    rows.extend(late)


@quirk(BULK, MARCH, CSV_GZ)
def bulk_sorted_by_payer(rows: Rows, _: float, __: Random) -> None:
    """The payments come in another order."""
    rows[1:] = sorted(rows[1:])
