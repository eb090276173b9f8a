"""Kazpatent (National Institute of Intellectual Property): the electronic bulletin, one JSON list per issue and kind.

Addresses and keys are confirmed by public client code (kazPatentValidator). The server's certificate chain is known to
be broken: the connection pins its certificate (``extra.verify``), verification stays on. What the service answers for
a bulletin that it does not have, and whether it tells when an answer last changed, is not documented.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import PurePath
from typing import Any, BinaryIO, ClassVar
from urllib.parse import urljoin

from naukograd.core.errors import BadReply, UnreadableDelivery
from naukograd.sources.dataset import Answer, Column, Question, Request, Row, RowsDataset
from naukograd.sources.download import answer, download
from naukograd.sources.http import Http, opening, without_query

LIST = "bulletin/select_bull_list_published"
BOM = b"\xef\xbb\xbf"
KEYS = (
    *("id", "pat_dby", "pat_nby", "pat_uid", "pat_type_id", "code_13"),
    *("gos_number_11", "gos_date_11", "icp_51", "req_number_21", "req_date_22"),
    *("field_31", "field_32", "field_33", "date_85", "field_86"),
    *("author_72_ru", "author_72_kz", "owner_73_ru", "owner_73_kz", "attorney_74_ru"),
    *("name_540_ru", "name_540_kz", "ref_57"),
)
REMEDY = "Was the format changed? Ask Kazpatent, or declare its new form in include/naukograd/sources/kazpatent.py."


class Bulletins(RowsDataset):
    """The bulletins published in a year, number and date: slice = year.

    Asked anew each time and never by version: that a list is the same in January is what shows the year to be whole.
    """

    name = "kazpatent.bulletins"
    columns = (Column("number", "number"), Column("bulletin_date", "date"))
    cadence = timedelta(days=30)
    slice_example = "2025"

    def questions(self, http: Http, request: Request) -> Iterable[Question]:
        return [Question(str(year), LIST) for year in request.years]

    def ask(self, http: Http, question: Question) -> Answer:
        body, response = http.read("GET", question.address, params={"year": question.slice})
        return answer(response, [body], question.address, refusal=_refusal(body.removeprefix(BOM)))

    def slice_of(self, file: PurePath) -> str | None:
        match = re.fullmatch(r"bulletins_(\d{4})\.json", file.name)
        return match[1] if match else None

    def rows(self, body: BinaryIO) -> Iterator[Row]:
        for number, day in _published(body.read()):
            yield f'["{number}"]', [number, day]


class _Patents(RowsDataset):
    """Patents of one kind printed in one bulletin: slice ``<year>/<number>``; an empty list is a valid answer.

    A bulletin can be corrected at any time, so those of the years asked are all asked again: about a hundred small
    requests a week per kind. Where the service tells when an answer last changed, only changed ones are sent.
    """

    route: ClassVar[str]
    # imageBase64 is not declared: drawings stay in the archive.
    columns = tuple(Column(key.replace("_kz", "_kk"), key) for key in KEYS)
    cadence = timedelta(days=30)
    slice_example = "2025/40"

    def questions(self, http: Http, request: Request) -> Iterable[Question]:
        for year in request.years:
            body, response = http.read("GET", LIST, params={"year": str(year)})
            try:
                published = _published(body)
            except UnreadableDelivery as error:
                raise BadReply(
                    f"no list of bulletins ({error.what}): {opening(body)}",
                    where=without_query(response.url),
                    remedy="Is the connection's address right, and the source up?",
                ) from None
            for number, day in published:
                slice_ = f"{year}/{number}"
                address = f"bulletin/published/{self.route}/{number}/{day}"
                yield Question(slice_, address, request.versions.get(slice_))

    def ask(self, http: Http, question: Question) -> Answer | None:
        address = urljoin(http.endpoint.base_url.rstrip("/") + "/", question.address)
        answer = download(http, replace(question, address=address), magic=(b"[", BOM + b"["), kind="a JSON list")
        return answer and replace(answer, address=question.address)

    def slice_of(self, file: PurePath) -> str | None:
        kind = self.name.partition(".")[2]
        match = re.fullmatch(rf"{kind}_(\d{{4}})_(\d+)\.json", file.name)
        return f"{match[1]}/{match[2]}" if match else None

    def rows(self, body: BinaryIO) -> Iterator[Row]:
        content = _parsed(body.read())
        if not isinstance(content, list):
            raise UnreadableDelivery("the answer is not a list", remedy=REMEDY)
        for at, patent in enumerate(content):
            place = f"[{at}]"
            if not isinstance(patent, dict):
                raise UnreadableDelivery("an element is not an object", where=place, remedy=REMEDY)
            if missing := [column.header for column in self.columns if column.header not in patent]:
                raise UnreadableDelivery(f"no key {', '.join(missing)}", where=f"{place}.{missing[0]}", remedy=REMEDY)
            yield place, [_text(patent[column.header], f"{place}.{column.header}") for column in self.columns]


class Inventions(_Patents):
    """Patents for inventions."""

    name = "kazpatent.inventions"
    is_read_with_history = True  # a patent that its bulletin no longer prints is annulled
    route = "select_iz_patent"


class UtilityModels(_Patents):
    """Patents for utility models: another right, which indicator 6 does not count."""

    name = "kazpatent.utility_models"
    route = "select_pm_patent"


def _refusal(body: bytes) -> str | None:
    """Why a reply is no list of bulletins by number; None when it looks like one."""
    if body.lstrip()[:1] != b"{":
        return f"not a JSON object: {opening(body)}"
    return None if re.match(rb"\s*\{\s*(\"\d|\})", body) else f"no list of bulletins: {opening(body)}"


def _published(body: bytes) -> list[tuple[str, str]]:
    """Number and day (``yyyy-mm-dd``) of each bulletin of a list, by number.

    Raises:
        UnreadableDelivery: anything but an object of such pairs, be it an object that tells of an error.
    """
    content = _parsed(body)
    if not isinstance(content, dict):
        raise UnreadableDelivery("the list of bulletins is not an object", remedy=REMEDY)
    for number, day in content.items():
        if not re.fullmatch(r"\d{1,4}", number) or not re.fullmatch(r"\d{4}-\d\d-\d\d", str(day)):
            raise UnreadableDelivery(
                "not the number and day of a bulletin", where=f"[{json.dumps(number)}]", remedy=REMEDY
            )
    return sorted(content.items(), key=lambda pair: int(pair[0]))


def _parsed(body: bytes) -> Any:
    try:
        # Numbers stay the text that was sent: nothing passes through a binary fraction.
        return json.loads(
            body.decode("utf-8-sig"), parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_object
        )
    except (ValueError, RecursionError) as error:
        raise UnreadableDelivery(f"not sound JSON ({error})", remedy="Fetch it again.") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _text(value: object, place: str) -> str | None:
    if value is None or isinstance(value, str):
        return value or None
    raise UnreadableDelivery(f"not a text but {type(value).__name__}", where=place, remedy=REMEDY)
