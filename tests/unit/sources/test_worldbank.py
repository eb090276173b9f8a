"""World Bank: all pages or none, errors that come as 200, every digit."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any

import pytest
import requests

from naukograd.core.errors import SourceUnavailable, UnreadableDelivery
from naukograd.sources.dataset import Question, Request
from naukograd.sources.http import Endpoint, Http
from naukograd.sources.worldbank import Series
from sample_world import development
from sample_world.server import Running, parse_moment, serve
from sample_world.sites import worldbank as site
from sample_world.world import World

GERD = "GB.XPD.RSDV.GD.ZS"
BEFORE, AFTER = "2026-03-01", "2027-04-20"


@pytest.fixture(scope="module")
def world() -> Iterator[Running]:
    with serve(World(3, 0)) as running:
        yield running


@pytest.fixture
def http(world: Running) -> Iterator[Http]:
    world.site.now = parse_moment(AFTER)
    yield Http(Endpoint(f"{world.url}/worldbank/"), attempts=1)
    requests.put(f"{world.url}/_faults", json={}, timeout=5).raise_for_status()


def heard(http: Http, code: str = GERD) -> tuple[bytes, Any]:
    question = next(q for q in Series().questions(http, Request([2026])) if q.slice == code)
    answer = Series().ask(http, question)
    return b"".join(answer.chunks), answer


def read(body: bytes) -> list[dict[str, str | None]]:
    names = [column.name for column in Series.columns]
    return [dict(zip(names, values, strict=True)) for _, values in Series().rows(io.BytesIO(body))]


@pytest.mark.parametrize("clock", [BEFORE, AFTER])
@pytest.mark.parametrize("code", [q.slice for q in Series().questions(None, Request([2026]))])  # type: ignore[arg-type]
def test_a_series_comes_whole_and_digit_for_digit(world: Running, http: Http, code: str, clock: str) -> None:
    world.site.now = parse_moment(clock)
    body, answer = heard(http, code)
    assert answer.refusal is None
    assert not answer.is_sample, "the figures are real"
    assert answer.has_own_clock
    held = development.series(code, parse_moment(clock))
    assert [(r["iso3"], r["date"], r["value"]) for r in read(body)] == [(h.iso3, str(h.year), h.value) for h in held]


def test_korea_s_spending_on_research_was_revised(world: Running, http: Http) -> None:
    found = {}
    for clock in (BEFORE, AFTER):
        world.site.now = parse_moment(clock)
        body, answer = heard(http)
        found[clock] = {r["date"]: r["value"] for r in read(body) if r["iso3"] == "KOR"}, answer.published_at
    assert (found[BEFORE][0]["2016"], found[AFTER][0]["2016"]) == ("4.22744", "3.98704")
    assert found[AFTER][0]["1997"] == "2.24830", "a last zero is a digit"
    assert [published for _, published in found.values()] == [
        datetime(2019, 12, 31, tzinfo=UTC),
        datetime(2025, 12, 31, tzinfo=UTC),
    ]


def test_what_the_file_says_is_what_is_served(http: Http) -> None:
    body, _ = heard(http, "IP.PAT.RESD")
    path = development.FOLDER / "wdi_science_kaz_comparators.csv"
    with path.open(encoding="utf-8") as file:
        printed = {
            (row["iso3"], row["year"], row["value"])
            for row in csv.DictReader(file)
            if row["indicator_code"] == "IP.PAT.RESD"
        }
    assert {(r["iso3"], r["date"], r["value"]) for r in read(body)} == printed


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("message", "the World Bank answers: 120 Invalid value"),
        ("html", "not a page of the World Bank's JSON"),
        ("empty_list", "not a page of the World Bank's JSON"),
    ],
)
def test_errors_that_come_as_200_are_refused(world: Running, http: Http, kind: str, words: str) -> None:
    spoil(world, kind, 1)
    assert words in heard(http)[1].refusal


def test_a_page_that_is_missing_refuses_the_series(world: Running, http: Http) -> None:
    spoil(world, "missing_page", 2)
    assert "page 1 with 100 observations in place of page 2" in heard(http)[1].refusal


def spoil(world: Running, kind: str, times: int) -> None:
    requests.put(
        f"{world.url}/_faults", json={"/worldbank/": {"kind": kind, "times": times}}, timeout=5
    ).raise_for_status()


class Pages:
    """Replies that are given in turn."""

    def __init__(self, *pages: object) -> None:
        self._pages = iter(pages)

    def read(self, method: str, path: str, **kwargs: object) -> tuple[bytes, requests.Response]:
        return json.dumps(next(self._pages)).encode(), requests.Response()


def page(number: int, rows: int, *, pages: int = 2, total: int = 3, updated: str = "2025-12-31") -> list[object]:
    return [{"page": number, "pages": pages, "per_page": 2, "total": total, "lastupdated": updated}, [{}] * rows]


def test_fewer_observations_than_announced_are_refused() -> None:
    answer = Series().ask(Pages(page(1, 2, total=4), page(2, 1, total=4)), Question(GERD, ""))  # type: ignore[arg-type]
    assert answer.refusal == "3 observations came of 4 announced"
    assert Series().ask(Pages(page(1, 2), page(2, 1)), Question(GERD, "")).refusal is None  # type: ignore[arg-type]


def test_no_data_at_all_is_refused() -> None:
    answer = Series().ask(Pages([page(0, 0, pages=0, total=0)[0], None]), Question(GERD, ""))  # type: ignore[arg-type]
    assert answer.refusal == "page 0 with 0 observations in place of page 1"


def test_an_update_between_two_pages_passes_by_asking_again() -> None:
    with pytest.raises(SourceUnavailable, match="updated between two pages"):
        Series().ask(Pages(page(1, 2), page(2, 1, updated="2026-01-31")), Question(GERD, ""))  # type: ignore[arg-type]


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b"<html>", b'[[{"lastupdated":"2025-12-31"},[{}]]]'])
def test_what_is_no_page_cannot_be_read(body: bytes) -> None:
    with pytest.raises(UnreadableDelivery):
        read(body)


def test_a_year_without_data_is_null_and_no_row_is_lost() -> None:
    observation = {
        "indicator": {"id": GERD, "value": "R&D"},
        "country": {"id": "KZ", "value": "Kazakhstan"},
        **{"countryiso3code": "KAZ", "date": "2024", "value": None, "unit": "", "obs_status": "", "decimal": 1},
    }
    [row] = read(json.dumps([[{"lastupdated": "2025-12-31"}, [observation]], [{"lastupdated": "x"}, None]]).encode())
    assert (row["value"], row["unit"], row["decimals"]) == (None, None, "1")


def test_files_by_hand_tell_their_slice() -> None:
    assert Series().slice_of(PurePath(f"{GERD}.json")) == GERD
    assert Series().slice_of(PurePath("readme.json")) is None


def test_the_sample_site_pages_like_the_real_one(http: Http, world: Running) -> None:
    answer = requests.get(
        f"{world.url}/worldbank/v2/country/KAZ/indicator/{GERD}?format=json&per_page=7&page=2", timeout=5
    )
    assert "X-Sample-Data" not in answer.headers
    head, rows = answer.json()
    assert (head["page"], head["per_page"], head["pages"], len(rows)) == (2, 7, 4, 7)
    assert (
        requests.get(f"{world.url}/worldbank/v2/country/KAZ/indicator/NO.SUCH?format=json", timeout=5).json()
        == site.INVALID
    )
