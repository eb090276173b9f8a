"""Comma-separated files read by name, and the two datasets that are such files."""

from __future__ import annotations

import io
from pathlib import Path, PurePath

import pytest

from naukograd.core.errors import SourceUnavailable, UnreadableDelivery
from naukograd.sources.bns import Kato
from naukograd.sources.concept import APPROVED, Regions2024
from naukograd.sources.dataset import Column, Question, Request
from naukograd.sources.http import Endpoint, Http
from naukograd.sources.records import records
from naukograd.standalone.stack import SHIPPED

COLUMNS = (Column("kato", "kato"), Column("name_ru", "name"))


def read(text: str, encoding: str = "utf-8") -> list[object]:
    return list(records(io.BytesIO(text.encode(encoding)), COLUMNS, remedy="Ask."))


def test_columns_are_found_by_name_and_an_empty_value_is_none() -> None:
    assert read('\ufeffname,more, kato \n"Семей, г.",x,101010000\n,y,1\n') == [
        ("2", ["101010000", "Семей, г."]),
        ("3", ["1", None]),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kato,title\n", "not exactly one column name; the file has kato, title"),
        ("kato,name,name\n", "not exactly one column name"),
        ("", "the file has nothing"),
        ("kato,name\n1\n", "1 values where the header has 2"),
        ('kato,name\n1,"broken\n', "not comma-separated values"),
    ],
)
def test_a_file_that_does_not_fit_is_unreadable(text: str, words: str) -> None:
    with pytest.raises(UnreadableDelivery, match=words):
        read(text)


def test_another_encoding_is_unreadable() -> None:
    with pytest.raises(UnreadableDelivery, match="UTF-8"):
        read("kato,name\n1,Семей\n", "windows-1251")


def test_a_state_of_the_classifier_is_named_by_its_day() -> None:
    assert Kato().slice_of(PurePath("kato_2026-07-17.csv")) == "2026-07-17"
    assert Kato().slice_of(PurePath("kato.csv")) is None


def test_a_table_of_the_resolution_is_taken_once() -> None:
    table = Regions2024()
    with Http(Endpoint(str(SHIPPED["concept"]))) as http:
        [question] = table.questions(http, Request([2026]))
        answer = table.ask(http, question)
        assert answer is not None
        assert not answer.is_sample
        assert answer.statement is not None
        assert answer.statement.counts_from == APPROVED
        assert len(list(table.rows(io.BytesIO(b"".join(answer.chunks))))) == 21
        assert table.ask(http, Question(question.slice, question.address, answer.version)) is None


def test_a_table_that_is_not_there_says_where_it_should_be(tmp_path: Path) -> None:
    with Http(Endpoint(str(tmp_path))) as http:
        [question] = Regions2024().questions(http, Request([2026]))
        with pytest.raises(SourceUnavailable, match="concept_tables"):
            Regions2024().ask(http, question)
