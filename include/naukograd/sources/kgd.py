"""State Revenue Committee: tax payments, per taxpayer and for the whole country.

The wire format of the per-taxpayer service (``culs_payments``) is confirmed by public client code (tcomapi,
tcomextetl); that the monthly bulk files repeat its columns is an assumption until the Committee hands one over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import PurePath
from typing import BinaryIO
from xml.sax.saxutils import escape

from lxml import etree

from naukograd.core.errors import BadReply, UnreadableDelivery
from naukograd.sources.dataset import Answer, Column, CsvDataset, Question, Request, Row, RowsDataset
from naukograd.sources.download import answer, download
from naukograd.sources.http import Http, files, opening, without_query

NO_PAYMENTS = "10"
"""``<err errorcode="10"/>``: the taxpayer made no payments in the period; a valid answer of zero rows."""

COLUMNS = (
    Column("iin_bin", "IIN_BIN"),
    Column("name_ru", "NameRu"),
    Column("tax_org_code", "TaxOrgCode"),
    Column("name_tax_ru", "NameTaxRu"),
    Column("name_tax_kz", "NameTaxKz"),
    Column("kbk", "KBK"),
    Column("kbk_name_ru", "KBKNameRu"),
    Column("kbk_name_kz", "KBKNameKz"),
    Column("pay_num", "PayNum"),
    Column("pay_type", "PayType"),
    Column("entry_type", "EntryType"),
    Column("receipt_date", "ReceiptDate"),
    Column("write_off_date", "WriteOffDate"),
    Column("summa", "Summa"),
)
PAYER, PAYMENT = COLUMNS[:2], COLUMNS[2:]

REQUEST = """\
<?xml version="1.0" encoding="UTF-8"?>
<sign:Request xmlns:sign="http://xmlns.kztc-cits/sign"><sign:IIN_BIN>{bin}</sign:IIN_BIN>\
<sign:BeginDate>{year}-01-01</sign:BeginDate><sign:EndDate>{year}-12-31</sign:EndDate></sign:Request>"""


class PaymentsByBin(RowsDataset):
    """Payments of one taxpayer in one calendar year: slice ``<bin>/<year>``."""

    name = "kgd.payments_by_bin"
    columns = COLUMNS
    cadence = timedelta(days=2)
    asks_by_bin = True
    slice_example = "040240000125/2025"

    def questions(self, http: Http, request: Request) -> Iterable[Question]:
        return [Question(f"{bin_}/{year}", "proxy2/culs_payments") for bin_ in request.bins for year in request.years]

    def ask(self, http: Http, question: Question) -> Answer:
        bin_, _, year = question.slice.partition("/")
        body, response = http.read(
            "POST",
            question.address,
            params={"token": http.endpoint.token},
            data=REQUEST.format(bin=escape(bin_), year=escape(year)).encode(),
            headers={"Content-Type": "text/xml; charset=utf-8"},
        )
        # The proxy in front of the service is known to send its own HTML pages with status 200.
        return answer(response, [body], question.address, refusal=_refusal(body))

    def slice_of(self, file: PurePath) -> str | None:
        match = re.fullmatch(r"(\d{12})_(\d{4})\.xml", file.name)
        return f"{match[1]}/{match[2]}" if match else None

    def rows(self, body: BinaryIO) -> Iterator[Row]:
        try:
            # No entities, no network: an XML bomb is text, and a DTD is ignored.
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            # Not from the file itself: of bytes in no encoding libxml then says that the disk is broken.
            root = etree.fromstring(body.read(), parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableDelivery(
                f"not well-formed XML ({error.msg})",
                where=f"line {error.lineno}",
                remedy="Ask the service again.",
            ) from None
        tree = root.getroottree()
        if root.tag != "answer":
            raise UnreadableDelivery(f"the root is <{root.tag}>, not <answer>", remedy="Ask the service again.")
        error_code = root.find("err")
        if error_code is not None and error_code.get("errorcode") != NO_PAYMENTS:
            raise UnreadableDelivery(
                f"the service answers with error code {error_code.get('errorcode')!r}",
                remedy="Only 10 (no payments) is known to be an answer; ask the Committee what the code means.",
            )
        payer = [root.findtext(column.header) or None for column in PAYER]
        for payment in root.iterfind("payment"):
            place = tree.getpath(payment)
            if missing := [c.header for c in PAYMENT if payment.find(c.header) is None]:
                raise UnreadableDelivery(
                    f"no element {', '.join(missing)}",
                    where=place,
                    remedy="Was an element renamed? Ask the Committee, or declare the new name in sources/kgd.py.",
                )
            yield place, payer + [payment.findtext(column.header) or None for column in PAYMENT]


def _refusal(body: bytes) -> str | None:
    """Why a reply is no answer about a taxpayer; None when it is one."""
    # The proxy in front of the service is known to send its own HTML pages with status 200.
    if not re.match(rb"\s*(<\?xml[^>]*>\s*)?<answer[\s/>]", body):
        return f"not an answer: {opening(body)}"
    error = re.search(rb"<err\s[^>]*errorcode=\"([^\"]*)\"", body)
    if error and error[1].decode("utf-8", "replace") != NO_PAYMENTS:
        return f"the service answers with error code {error[1].decode('utf-8', 'replace')!r}"
    return None


class PaymentsBulk(CsvDataset):
    """Payments of the whole country by month of receipt: slice ``YYYY-MM``, a CSV.gz."""

    name = "kgd.payments_bulk"
    columns = COLUMNS
    cadence = timedelta(days=40)
    slice_example = "2025-11"

    def questions(self, http: Http, request: Request) -> Iterable[Question]:
        body, response = http.read("GET", "bulk/payments/", headers=_bearer(http))
        months = files(body, response.url, self.slice_of)
        if not months:
            raise BadReply(
                f"no index of payments_YYYY-MM.csv.gz: {opening(body)}",
                where=without_query(response.url),
                remedy="Is the connection's address right, and the source up?",
            )
        for month, address in months:
            if int(month[:4]) in request.years:
                yield Question(month, address, request.versions.get(month))
        # Said last, so that the months that are there are taken all the same.
        listed = {month for month, _ in months}
        if missing := [month for month in _every_month(listed | {*request.versions}) if month not in listed]:
            raise BadReply(
                f"months are missing: the index no longer lists {', '.join(missing)}",
                where=without_query(response.url),
                remedy="Months that are listed were taken. Ask the Committee for the others.",
            )

    def ask(self, http: Http, question: Question) -> Answer | None:
        return download(http, question, magic=b"\x1f\x8b", kind="a gzip file", headers=_bearer(http))

    def slice_of(self, file: PurePath) -> str | None:
        match = re.fullmatch(r"payments_(\d{4}-(?:0[1-9]|1[0-2]))\.csv\.gz", file.name)
        return match[1] if match else None


def _every_month(known: Iterable[str]) -> list[str]:
    """All months ``YYYY-MM`` from the first known one to the last."""
    numbers = [int(month[:4]) * 12 + int(month[5:]) - 1 for month in known]
    return [f"{number // 12}-{number % 12 + 1:02d}" for number in range(min(numbers), max(numbers) + 1)]


def _bearer(http: Http) -> dict[str, str]:
    if http.endpoint.token is None:
        raise BadReply("no token", where="connection kgd", remedy="Set the connection's password to the token.")
    return {"Authorization": f"Bearer {http.endpoint.token}"}
