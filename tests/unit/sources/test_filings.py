"""Workbooks of participants: found by headers, read as text, with the cell of every row."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from naukograd.core.errors import BadReply, UnreadableDelivery
from naukograd.sources.dataset import Request
from naukograd.sources.filings import Participants, Researchers
from naukograd.sources.http import Endpoint, Http

HEADERS = [column.header for column in Participants.columns]


def workbook(*rows: list[object], title: str = "Участники") -> io.BytesIO:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    body = io.BytesIO()
    book.save(body)
    body.seek(0)
    return body


def participant(**given: object) -> list[object]:
    return [given.get(column.name) for column in Participants.columns]


def read(body: io.BytesIO) -> list[tuple[str, dict[str, str | None]]]:
    names = [column.name for column in Participants.columns]
    return [(place, dict(zip(names, values, strict=True))) for place, values in Participants().rows(body)]


def test_the_header_may_stand_below_a_title_and_in_any_order() -> None:
    rows = [["Реестр участников"], [], list(reversed(HEADERS)), list(reversed(participant(bin="040240000125")))]
    [(place, values)] = read(workbook(*rows))
    assert place == "Участники!A4"
    assert values["bin"] == "040240000125"


def test_dates_become_iso_and_numbers_stay_as_they_show() -> None:
    [(_, values)] = read(
        workbook(HEADERS, participant(bin=40240000125, joined=date(2026, 1, 31), left_on="31.03.2026"))
    )
    assert (values["bin"], values["joined"], values["left_on"]) == ("40240000125", "2026-01-31", "31.03.2026")


def test_headings_are_found_beside_a_blank_column_in_other_letters_and_over_two_lines() -> None:
    headings = [None, *(header.upper().replace(" ", "\n", 1) for header in HEADERS)]
    [(place, values)] = read(workbook(headings, [None, *participant(bin="040240000125")]))
    assert (place, values["bin"]) == ("Участники!A2", "040240000125")


def test_a_heading_that_stands_twice_is_not_guessed_at() -> None:
    with pytest.raises(UnreadableDelivery, match="«БИН» stands twice in row 1"):
        read(workbook([*HEADERS, "БИН"], participant(bin="1")))


def test_blank_rows_are_no_rows() -> None:
    assert len(read(workbook(HEADERS, participant(bin="1"), [None] * 11, participant(bin="2")))) == 2


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (io.BytesIO(b"<html>"), "not a sound xlsx workbook"),
        (workbook(HEADERS, title="Лист1"), "no sheet «Участники»; it has Лист1"),
        (workbook([*HEADERS[:-1], "Заводы"]), "no column «Опытно-производственные подразделения»"),
        (workbook(), "no column"),
    ],
)
def test_a_workbook_that_does_not_fit_is_said_in_words(body: io.BytesIO, words: str) -> None:
    with pytest.raises(UnreadableDelivery, match=words):
        read(body)


def test_a_drop_folder_is_asked_in_order_of_dates_and_only_for_what_is_new(tmp_path: Path) -> None:

    for name in ("participants_kurchatov_2026-03-25.xlsx", "participants_kurchatov_2026-01-20.xlsx", "notes.xlsx"):
        (tmp_path / name).write_bytes(b"x")
    http = Http(Endpoint(str(tmp_path)))
    source = Participants()
    questions = list(source.questions(http, Request(years=[2026])))
    assert [question.slice for question in questions] == ["kurchatov", "kurchatov"]
    assert "2026-01-20" in questions[0].address
    last = source.ask(http, questions[1])
    assert last is not None
    assert last.version is not None
    again = list(source.questions(http, Request(years=[2026], versions={"kurchatov": last.version})))
    assert [source.ask(http, question) for question in again] == [None], (
        "the one held is unchanged, the older superseded"
    )


def test_a_workbook_damaged_inside_a_sound_zip_is_said_in_words() -> None:
    damaged = io.BytesIO()
    with zipfile.ZipFile(workbook(HEADERS)) as sound, zipfile.ZipFile(damaged, "w") as out:
        for name in sound.namelist():
            out.writestr(name, b"<worksheet><oops" if name.endswith("sheet1.xml") else sound.read(name))
    with pytest.raises(UnreadableDelivery, match="not a sound xlsx workbook"):
        read(damaged)


def test_a_kind_that_nobody_has_filed_yet_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "participants_kurchatov_2026-01-20.xlsx").write_bytes(b"x")
    http = Http(Endpoint(str(tmp_path)))
    assert list(Researchers().questions(http, Request(years=[2026]))) == []
    assert len(list(Participants().questions(http, Request(years=[2026])))) == 1


def test_a_folder_without_any_register_is_no_answer(tmp_path: Path) -> None:
    (tmp_path / "notes.xlsx").write_bytes(b"x")
    with pytest.raises(BadReply, match="the folder has no participants_kurchatov_"):
        list(Participants().questions(Http(Endpoint(str(tmp_path))), Request(years=[2026])))
