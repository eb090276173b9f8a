"""World Bank: series of the World Development Indicators for Kazakhstan and the economies the Concept compares it with.

API v2, JSON: a reply is ``[{page, pages, per_page, total, lastupdated, …}, [observations]]``; an error is a reply with
status 200 and ``[{"message": […]}]``. Which series are asked for stands in the seed ``international_measures``.

A delivery is the JSON array of all pages, each byte for byte as it came: one slice is one series, complete or refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import PurePath
from typing import Any, BinaryIO

from naukograd.core.errors import SourceUnavailable, UnreadableDelivery
from naukograd.sources.dataset import Answer, Column, Question, Request, Row, RowsDataset
from naukograd.sources.download import answer
from naukograd.sources.http import Http, opening
from naukograd.sources.seeds import seed

PER_PAGE = 1000
"""Six economies over sixty years fit; the server may give fewer and more pages, so all are asked for anyway."""


class Series(RowsDataset):
    """One series, all years and economies: slice = the Bank's code of the series."""

    name = "worldbank.series"
    is_read_with_history = True  # a revision is what an earlier vintage said otherwise
    cadence = timedelta(days=400)
    slice_example = "GB.XPD.RSDV.GD.ZS"
    columns = (
        Column("indicator_id", "indicator.id"),
        Column("indicator_name", "indicator.value"),
        Column("country_id", "country.id"),
        Column("country_name", "country.value"),
        Column("iso3", "countryiso3code"),
        Column("date", "date"),
        Column("value", "value"),
        Column("unit", "unit"),
        Column("obs_status", "obs_status"),
        Column("decimals", "decimal"),
        Column("last_updated", "lastupdated"),
    )

    def questions(self, http: Http, request: Request) -> Iterable[Question]:
        """Every series, whatever the years: the past is revised too."""
        countries = [row for row in seed("statistics/economies.csv") if row["is_country"] == "true"]
        economies = ";".join(row["economy_code"] for row in countries)
        measures = seed("statistics/international_measures.csv")
        codes = [row["source_code"] for row in measures if row["source"] == "worldbank"]
        return [Question(code, f"v2/country/{economies}/indicator/{code}") for code in codes]

    def ask(self, http: Http, question: Question) -> Answer:
        """All pages.

        Raises:
            SourceUnavailable: the series was updated while we read it.
        """
        pages: list[bytes] = []
        heads: list[Any] = []
        observations = 0
        while not heads or len(heads) < int(heads[0]["pages"]):
            parameters = {"format": "json", "per_page": PER_PAGE, "page": len(heads) + 1}
            body, response = http.read("GET", question.address, params=parameters)
            refusal, head, found = _page(body, len(heads) + 1)
            if refusal:
                return answer(response, [body], question.address, refusal=refusal)
            if heads and any(head[name] != heads[0][name] for name in ("lastupdated", "total", "pages")):
                raise SourceUnavailable(
                    "the series was updated between two pages: day, total or pages announced differ",
                    where=question.address,
                    remedy="It is asked for again.",
                )
            pages.append(body)
            heads.append(head)
            observations += len(found)
        total = int(heads[0]["total"])
        refusal = None if observations == total else f"{observations} observations came of {total} announced"
        whole = b"[" + b",".join(pages) + b"]"
        series = answer(response, [whole], question.address, refusal=refusal)
        return replace(series, published_at=_day(heads[0]["lastupdated"]))

    def slice_of(self, file: PurePath) -> str | None:
        return file.stem if re.fullmatch(r"[A-Z0-9]+(\.[A-Z0-9]+)+\.json", file.name) else None

    def rows(self, body: BinaryIO) -> Iterator[Row]:
        try:
            # Every digit counts: a number is the text it is written as.
            pages = json.loads(body.read(), parse_int=str, parse_float=str)
            for at, (head, observations) in enumerate(pages):
                for nth, found in enumerate(observations or []):
                    values = [_field(found, column.header) for column in self.columns[:-1]]
                    yield f"$[{at}][1][{nth}]", [*values, head["lastupdated"]]
        except (ValueError, LookupError, TypeError) as error:
            raise UnreadableDelivery(
                f"not pages of the World Bank's JSON ({type(error).__name__}: {error})",
                remedy="If the Bank changed its format, declare the new one in include/naukograd/sources/worldbank.py.",
            ) from None


def _page(body: bytes, number: int) -> tuple[str | None, Any, Any]:
    """Why a reply is not page ``number`` of a series (None when it is), its head, and its observations."""
    try:
        page = json.loads(body)
        if "message" in page[0]:
            told = "; ".join(f"{each['id']} {each['key']}: {each['value']}" for each in page[0]["message"])
            return f"the World Bank answers: {told}", None, None
        head, found = page
        # What is missing from the head is a refusal here, and no surprise later.
        place, _, _, _ = (head[name] for name in ("page", "pages", "total", "lastupdated"))
    except (ValueError, LookupError, TypeError):
        return f"not a page of the World Bank's JSON: {opening(body)}", None, None
    if int(place) != number or not found:
        return f"page {place} with {len(found or [])} observations in place of page {number}", None, None
    return None, head, found


def _field(found: Any, path: str) -> str | None:
    for key in path.split("."):
        found = found[key]
    return None if found is None else str(found).strip() or None


def _day(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        return None
