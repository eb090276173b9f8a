"""Editions of the Global Innovation Index: found on an index page, read by headers, never by position."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePath

import openpyxl
import pytest
import requests

from naukograd.core.errors import BadReply, SourceUnavailable, UnreadableDelivery
from naukograd.sources.dataset import Question, Request
from naukograd.sources.http import Endpoint, Http
from naukograd.sources.wipo import Gii
from sample_world.server import Running, parse_moment, serve
from sample_world.world import World

HEADERS = [column.header for column in Gii.columns]
YEARS = [2024, 2025, 2026, 2027]


def workbook(*rows: list[object], title: str = "Data") -> io.BytesIO:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "Index Structure"
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    body = io.BytesIO()
    book.save(body)
    body.seek(0)
    return body


def read(body: io.BytesIO) -> list[tuple[str, dict[str, str | None]]]:
    names = [column.name for column in Gii.columns]
    return [(place, dict(zip(names, values, strict=True))) for place, values in Gii().rows(body)]


@pytest.fixture(scope="module")
def world() -> Iterator[Running]:
    with serve(World(3, 0)) as running:
        yield running


@pytest.fixture
def http(world: Running) -> Http:
    world.site.now = parse_moment("2027-04-20")
    return Http(Endpoint(f"{world.url}/gii/"), attempts=1)


def test_columns_are_found_by_name_among_others_and_in_any_order() -> None:
    headers = ["REG_UN", *reversed(HEADERS)]
    row: list[object] = ["Asia", *reversed(["KAZ", "Kazakhstan", "IN.5.1.5", "GERD", 2023, 51.2, 51.25, 31.0])]
    row[1:1] = [None] * 4
    [(place, values)] = read(workbook(["GII"], headers, row))
    assert place == "Data!A3"
    assert (values["iso3"], values["datayr"], values["score"], values["rank"]) == ("KAZ", "2023", "51.25", "31")
    assert values["dmc"] is None


def test_no_data_stays_the_text_that_says_so() -> None:
    [(_, values)] = read(workbook(HEADERS, ["XAA", "A", "IN.5.1.5", "GERD", "n/a", "n/a", "n/a", "n/a"]))
    assert values["rank"] == "n/a"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (io.BytesIO(b"PK\x03\x04 torn"), "not a sound xlsx workbook"),
        (workbook(HEADERS, title="Data 2025"), "no sheet «Data»; it has Index Structure, Data 2025"),
        (workbook([*HEADERS[:-1], "COVERAGE"]), "no column «DMC»"),
    ],
)
def test_a_workbook_of_another_form_is_said_in_words(body: io.BytesIO, words: str) -> None:
    with pytest.raises(UnreadableDelivery, match=words):
        read(body)


def test_the_editions_of_the_years_asked_for_are_found_once_published(world: Running, http: Http) -> None:
    source = Gii()
    assert [q.slice for q in source.questions(http, Request(years=YEARS))] == ["2024", "2025", "2026"]
    assert [q.slice for q in source.questions(http, Request(years=[2025, 2027]))] == ["2025"]
    world.site.now = parse_moment("2026-09-15")
    assert [q.slice for q in source.questions(http, Request(years=YEARS))] == ["2024", "2025"]


def test_an_edition_that_is_held_is_not_sent_again(http: Http) -> None:
    source = Gii()
    [question] = source.questions(http, Request(years=[2025]))
    answer = source.ask(http, question)
    assert answer is not None
    assert answer.refusal is None
    assert answer.is_sample
    assert answer.published_at == parse_moment("2025-09-16T14:00:00")
    rows = list(source.rows(io.BytesIO(b"".join(answer.chunks))))
    assert rows[0][0] == "Data!A2"
    assert answer.version is not None
    [again] = source.questions(http, Request(years=[2025], versions={"2025": answer.version}))
    assert source.ask(http, again) is None


def test_a_page_in_place_of_a_workbook_is_refused_and_an_empty_one_tried_again(world: Running, http: Http) -> None:
    question = Question("2025", f"{world.url}/gii/wipo-pub-2000-2025-tech1.xlsx")

    def fault(kind: str) -> None:
        requests.put(f"{world.url}/_faults", json={"/gii/wipo": {"kind": kind, "times": 1}}).raise_for_status()

    fault("html")
    answer = Gii().ask(http, question)
    assert answer is not None
    assert answer.refusal is not None
    assert answer.refusal.startswith("not an xlsx workbook: '<")
    fault("empty")
    with pytest.raises(SourceUnavailable, match="an empty file"):
        Gii().ask(http, question)


def test_a_page_without_any_edition_is_no_answer(world: Running) -> None:
    with pytest.raises(BadReply, match="no index of wipo-pub-2000"):
        list(Gii().questions(Http(Endpoint(f"{world.url}/filings/")), Request(years=YEARS)))


@pytest.mark.parametrize(
    ("name", "edition"),
    [
        ("wipo-pub-2000-2025-tech1.xlsx", "2025"),
        ("wipo-pub-2000-2025.pdf", None),
        ("wipo-pub-2000-25-tech1.xlsx", None),
    ],
)
def test_a_file_by_hand_tells_its_edition(name: str, edition: str | None) -> None:
    assert Gii().slice_of(PurePath(name)) == edition
