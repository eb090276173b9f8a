"""The State Revenue Committee: the service per taxpayer, and monthly bulk files."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from html import escape

from lxml import etree

from sample_world.payments import COLUMNS, WireRow
from sample_world.site import HTML, TOKEN, XML, Files, Reply, Request, Source, error_page, index, not_found
from sample_world.times import bulk_issues
from sample_world.world import World

BY_BIN, BULK = "/proxy2/culs_payments", "/bulk/payments/"
NO_PAYMENTS = b'<answer><err errorcode="10"/></answer>'
_SIGN = "{http://xmlns.kztc-cits/sign}"
_BULK_NAME = re.compile(r"payments_(\d{4})-(\d{2})\.csv\.gz")


class Kgd(Source):
    """``renamed`` writes Amount for Summa."""

    prefixes = (BY_BIN, BULK)

    def __init__(self, world: World, files: Files) -> None:
        self._world = world
        self._files = files

    def refusal(self, request: Request) -> Reply | None:
        """The service wants its token in the query, the files want it in a header."""
        if request.path == BY_BIN and request.query.get("token") != [TOKEN]:
            return Reply(403, HTML, error_page("403 Forbidden"))
        if request.path.startswith(BULK) and request.headers.get("authorization") != f"Bearer {TOKEN}":
            page = error_page("401 Authorization Required")
            return Reply(401, HTML, page, {"WWW-Authenticate": "Bearer"})
        return None

    def answer(self, request: Request, now: datetime, *, renamed: bool) -> Reply:
        """An answer about one BIN, the page of the months, or a month's file."""
        if request.path == BY_BIN and request.method == "POST":
            return self._payments_by_bin(request.body, now, renamed=renamed)
        if request.path.startswith(BULK) and request.is_read:
            return self._bulk(request, now, renamed=renamed)
        return not_found()

    def _payments_by_bin(self, body: bytes, now: datetime, *, renamed: bool) -> Reply:
        try:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            asked = etree.fromstring(body, parser)
            number = (asked.findtext(f"{_SIGN}IIN_BIN") or "").strip()
            begin, end = (
                date.fromisoformat((asked.findtext(f"{_SIGN}{name}") or "").strip())
                for name in ("BeginDate", "EndDate")
            )
        except (etree.XMLSyntaxError, ValueError):
            return Reply(400, HTML, error_page("400 Bad Request"))
        rows = self._world.payments_of(number, begin, end, now)
        return Reply(200, XML, answer_xml(rows, renamed=renamed))

    def _bulk(self, request: Request, now: datetime, *, renamed: bool) -> Reply:
        name, issued = request.path.removeprefix(BULK), self._world.bulk_months(now)
        if not name:
            files = [(_bulk_name(month), bulk_issues(*month)[issue]) for month, issue in issued.items()]
            return index(BULK, files)
        match = _BULK_NAME.fullmatch(name)
        month = (int(match[1]), int(match[2])) if match else (0, 0)
        if month not in issued:
            return not_found()
        issue = issued[month]

        def render(renamed: bool) -> bytes:
            return bulk_csv_gz(self._world.bulk_rows(month, issue), renamed=renamed)

        return self._files.reply(request, "application/gzip", bulk_issues(*month)[issue], render, renamed=renamed)


def _bulk_name(month: tuple[int, int]) -> str:
    return f"payments_{month[0]}-{month[1]:02d}.csv.gz"


def answer_xml(rows: Sequence[WireRow], *, renamed: bool = False) -> bytes:
    """The tax service's answer about one BIN; ``renamed`` writes Amount for Summa."""
    if not rows:
        return NO_PAYMENTS
    columns = _renamed(COLUMNS) if renamed else COLUMNS
    head = "".join(_element(name, text) for name, text in zip(columns[:2], rows[0][:2], strict=True))
    payments = "".join(
        f"<payment>{''.join(_element(*pair) for pair in zip(columns[2:], row[2:], strict=True))}</payment>"
        for row in rows
    )
    return f"<answer>{head}{payments}</answer>".encode()


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text, quote=False)}</{name}>" if text else f"<{name}/>"


def _renamed(columns: Sequence[str]) -> list[str]:
    return ["Amount" if name == "Summa" else name for name in columns]


def bulk_csv_gz(rows: Iterable[WireRow], *, renamed: bool = False) -> bytes:
    """One month's bulk file; equal rows give equal bytes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_renamed(COLUMNS) if renamed else COLUMNS)
    writer.writerows(rows)
    return gzip.compress(text.getvalue().encode(), compresslevel=4, mtime=0)
