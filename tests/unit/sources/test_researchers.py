"""Workbooks about researchers, filed and tabulated: found by their names, read by headers, unchanged ones left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import PurePath

import pytest
from openpyxl import load_workbook

from naukograd.core.errors import BadReply
from naukograd.sources.bns import ScienceForm
from naukograd.sources.dataset import Request
from naukograd.sources.filings import Researchers
from naukograd.sources.http import Endpoint, Http
from sample_world.science_workbooks import FORM_ELEMENT, filed_workbook, form_workbook
from sample_world.server import Running, parse_moment, serve
from sample_world.world import World


@pytest.fixture(scope="module")
def world() -> Iterator[Running]:
    with serve(World(3, 0)) as running:
        yield running


def http(world: Running, folder: str, now: str) -> Http:
    world.site.now = parse_moment(now)
    return Http(Endpoint(f"{world.url}/{folder}/"), attempts=1)


@pytest.mark.parametrize(
    ("name", "slice_"),
    [
        ("researchers_nu_park_2026_2027-03-29.xlsx", "nu_park/2026"),
        ("researchers_kurchatov_2025_2026-05-18.xlsx", "kurchatov/2025"),
        ("researchers_kurchatov_2026-05-18.xlsx", None),
        ("participants_kurchatov_2026-03-25.xlsx", None),
    ],
)
def test_a_workbook_tells_territory_and_year(name: str, slice_: str | None) -> None:
    assert Researchers().slice_of(PurePath(name)) == slice_


def test_text_dates_and_marks_stay_as_they_are_filed() -> None:
    names = [column.name for column in Researchers.columns]
    for territory, day in (("kurchatov", "31.12.2026"), ("inp_park", "2026-12-31")):
        body = filed_workbook(3, 2026, territory, date(2027, 3, 30 if territory == "kurchatov" else 26))
        rows = [dict(zip(names, values, strict=True)) for _, values in Researchers().rows(BytesIO(body))]
        assert {row["counted_on"] for row in rows} == {day}
        assert {row["secondary_researchers"] for row in rows if row["researchers_fte"] == "–"} == {"х"}
        assert all(row["researchers"] and row["researchers"].isdigit() for row in rows)


def test_each_slice_has_its_own_present_workbook(world: Running) -> None:
    source, folder = Researchers(), http(world, "filings", "2027-04-20")
    questions = list(source.questions(folder, Request(years=[2026])))
    assert sorted({question.slice for question in questions}) == [
        f"{territory}/{year}" for territory in ("inp_park", "kurchatov", "nu_park") for year in (2025, 2026)
    ]
    versions = {}
    for question in questions:
        answer = source.ask(folder, question)
        assert answer is not None
        assert answer.version is not None
        assert answer.is_sample
        assert b"".join(answer.chunks).startswith(b"PK")
        versions[question.slice] = answer.version
    again = list(source.questions(folder, Request(years=[2026], versions=versions)))
    assert len(again) == 6
    assert [source.ask(folder, question) for question in again] == [None] * 6


def test_an_address_gives_its_present_issue_and_nothing_new_until_the_next(world: Running) -> None:
    source = ScienceForm()
    assert source.element == source.slice_example == FORM_ELEMENT
    summer = http(world, "bns", "2026-07-16")
    [question] = source.questions(summer, Request(years=[2026]))
    first = source.ask(summer, question)
    assert first is not None
    assert first.version is not None
    assert b"".join(first.chunks) == form_workbook(3, 2025)
    held = Request(years=[2026], versions={FORM_ELEMENT: first.version})
    [question] = source.questions(summer, held)
    assert source.ask(http(world, "bns", "2027-07-14"), question) is None
    later = source.ask(http(world, "bns", "2027-07-16"), question)
    assert later is not None
    assert b"".join(later.chunks) == form_workbook(3, 2026)


def test_an_address_without_an_issue_is_said_in_words(world: Running) -> None:
    source = ScienceForm()
    [question] = source.questions(http(world, "bns", "2025-07-01"), Request(years=[2025]))
    with pytest.raises(BadReply, match="404"):
        source.ask(http(world, "bns", "2025-07-01"), question)


@pytest.mark.parametrize(
    ("name", "slice_"), [("990301.xlsx", "990301"), ("form_990301.xlsx", "990301"), ("990302.xlsx", None)]
)
def test_a_file_by_hand_is_told_by_the_number_of_its_address(name: str, slice_: str | None) -> None:
    assert ScienceForm().slice_of(PurePath(name)) == slice_


@pytest.mark.parametrize(
    ("row", "text", "is_row"),
    [
        (14, "1) без учета совместителей", False),
        (14, "x – не раскрывается", False),
        (13, "* предварительно", False),
        (13, "Наукоград Степногорск", True),
        (14, "Степногорск", True),
    ],
)
def test_a_note_below_the_table_is_no_row_of_it(row: int, text: str, is_row: bool) -> None:
    book = load_workbook(BytesIO(form_workbook(3, 2025)))
    assert book.active is not None
    book.active.cell(row, 1).value = text
    body = BytesIO()
    book.save(body)
    assert (len(list(ScienceForm().rows(body))) == 9) == is_row
