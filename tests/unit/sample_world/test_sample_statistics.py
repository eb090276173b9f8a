"""The Bureau's site in the sample world: real publications as they are, an invented one that says so."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator

import openpyxl
import pytest
import requests

from sample_world.classifier import state_2022
from sample_world.employment import employed
from sample_world.recalculated import REAL as REAL_GRP
from sample_world.recalculated import recalculated_grp
from sample_world.server import Running, parse_moment, serve
from sample_world.sites.bns import CLASSIFIER
from sample_world.times import LAST_CLOCK
from sample_world.world import World

REAL = {
    "5930": "b51cbfa34975ffdcce1bcab7ac630b9ee7dd6bd0929ebf6196a3321d0a43a050",
    "6584": "410eed01b142d525f894181ffc0ce650c97b1cf3782f933ce5683eb58a9776c3",
}


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with serve(World(3, 0)) as running:
        yield running


def element(running: Running, number: str) -> requests.Response:
    return requests.get(f"{running.url}/bns/api/iblock/element/{number}/file/ru/", timeout=10)


@pytest.mark.parametrize(("number", "sha256"), REAL.items())
def test_a_real_workbook_is_served_unchanged_and_is_no_sample(running: Running, number: str, sha256: str) -> None:
    reply = element(running, number)
    assert hashlib.sha256(reply.content).hexdigest() == sha256
    assert "X-Sample-Data" not in reply.headers


def test_an_invented_workbook_says_so_and_is_the_same_each_time(running: Running) -> None:
    reply = element(running, "102798")
    assert reply.headers["X-Sample-Data"] == "true"
    assert reply.content == element(running, "102798").content
    sheet = openpyxl.load_workbook(io.BytesIO(reply.content)).active
    assert "(учебные данные)" in sheet["A1"].value
    assert [cell.value for cell in sheet[4]][-1] == "2026 год1)"
    assert [cell.value for cell in sheet[5]] == ["101810000", "г.Курчатов", *employed(3)["101810000"].values()]


def test_a_recalculated_workbook_differs_in_one_year_alone_and_says_that_it_is_invented() -> None:
    with serve(World(3, 0), clock=LAST_CLOCK) as late:
        reply = element(late, "5930")
        assert reply.headers["X-Sample-Data"] == "true"
    assert reply.content == recalculated_grp(3) != recalculated_grp(4)
    real, moved = (
        {(sheet.title, cell.coordinate): cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
        for book in map(openpyxl.load_workbook, (REAL_GRP, io.BytesIO(reply.content)))
    )
    changed = {place for place in real if real[place] != moved[place]}
    assert real.keys() == moved.keys()
    assert len(changed) > 20
    assert {(sheet, column.rstrip("0123456789")) for sheet, column in changed} == {
        ("тыс.тенге", "BI"),
        ("в долларах США", "BI"),
    }


def test_an_issue_is_not_there_before_it_comes_out() -> None:
    with serve(World(3, 0), clock=parse_moment("2026-04-01")) as early:
        sheet = openpyxl.load_workbook(io.BytesIO(element(early, "102798").content)).active
        assert [cell.value for cell in sheet[4]][-1] == "2024 год1)"
        assert "kato_2026-07-17" not in requests.get(early.url + CLASSIFIER, timeout=10).text
        assert requests.get(f"{early.url}{CLASSIFIER}kato_2026-07-17.csv", timeout=10).status_code == 404


def test_both_states_of_the_classifier_are_real(running: Running) -> None:
    for day, codes in (("2022-10-17", 16_264), ("2026-07-17", 15_594)):
        reply = requests.get(f"{running.url}{CLASSIFIER}kato_{day}.csv", timeout=10)
        assert "X-Sample-Data" not in reply.headers
        assert reply.content.count(b"\n") == codes + 1


def test_what_the_earlier_state_does_not_tell_is_empty() -> None:
    lines = state_2022().decode().splitlines()
    assert lines[0] == "kato,kato_version,level,type_code,name_ru,name_kk"
    assert "113255500,,,,с.Ерофеевка," in lines
    assert "191010000,,,,г.Қонаев," in lines
