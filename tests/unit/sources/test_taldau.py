"""Taldau: a conversation per index, refusals told from passing faults, values told from ids."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

import pytest
import requests

from naukograd.core.errors import BadReply, SourceUnavailable, UnreadableDelivery
from naukograd.sources.dataset import Question, Request
from naukograd.sources.http import Endpoint, Http
from naukograd.sources.seeds import seed
from naukograd.sources.taldau import Data, Taldau, Tree, _Conversation
from sample_world import national
from sample_world.server import Running, parse_moment, serve
from sample_world.world import World

CLOCK = "2027-04-20T18:00:00+05:00"


@pytest.fixture(scope="module")
def world() -> Iterator[Running]:
    with serve(World(3, 0), clock=parse_moment(CLOCK)) as running:
        yield running


@pytest.fixture
def http(world: Running) -> Iterator[Http]:
    yield Http(Endpoint(f"{world.url}/taldau/ru/"), attempts=2, patience=0.001)
    spoil(world, {})


def spoil(world: Running, faults: dict[str, object]) -> None:
    requests.put(f"{world.url}/_faults", json=faults, timeout=5).raise_for_status()


def heard(http: Http, dataset: Taldau, slice_: str) -> tuple[bytes, Any]:
    question = next(q for q in dataset.questions(http, Request([2026])) if q.slice == slice_)
    answer = dataset.ask(http, question)
    return b"".join(answer.chunks), answer


def read(dataset: Taldau, body: bytes) -> list[dict[str, str | None]]:
    names = [column.name for column in dataset.columns]
    return [
        {**dict(zip(names, values, strict=True)), "place": place} for place, values in dataset.rows(io.BytesIO(body))
    ]


def tree(*replies: dict[str, object]) -> bytes:
    return json.dumps({"index": "7", "period": "7", "replies": replies}).encode()


def term(id_: str, **more: object) -> dict[str, object]:
    return {"id": id_, "text": id_, "leaf": "true", "measureName": "", "expanded": "false", **more}


def test_a_series_is_every_year_published_digit_for_digit(http: Http) -> None:
    body, answer = heard(http, Data(), "2979005/7")
    assert answer.refusal is None
    assert answer.is_sample
    found = {row["period_name"]: row["value"] for row in read(Data(), body)}
    assert found == {f"{y} год": str(v) for y, v in national.gdp_mln(3, parse_moment(CLOCK)).items()}
    assert found["2024 год"] == "134251900.0"


def test_terms_stay_together_with_their_names(http: Http) -> None:
    body, _ = heard(http, Data(), "703076/7")
    rows = read(Data(), body)
    assert {(row["terms"] or "").count(";") for row in rows} == {2}
    assert any("январь-декабрь" in (row["term_names"] or "") for row in rows)


def test_the_tree_is_walked_to_its_leaves_and_knows_who_is_above_whom(http: Http) -> None:
    body, answer = heard(http, Tree(), "701827/7")
    assert answer.refusal is None
    rows = {row["term_id"]: row for row in read(Tree(), body) if row["period_code"] == "122025"}
    assert (rows["741880"]["level"], rows["741880"]["parent_id"], rows["741880"]["leaf"]) == ("1", None, "false")
    assert (rows["268012"]["level"], rows["268012"]["parent_id"], rows["268012"]["leaf"]) == ("2", "741880", "false")
    assert (rows["268017"]["level"], rows["268017"]["parent_id"], rows["268017"]["leaf"]) == ("3", "268012", "true")
    assert rows["265009"]["value"] == "x"
    assert len(rows) == len(national.terms())


def test_a_term_that_comes_again_is_one_term() -> None:
    root = {"parent": None, "rows": [term("1", expanded="true", leaf="false", y122024="3"), term("2", y122024="1")]}
    below = {"parent": "1", "rows": [term("2", y122024="1"), term("3", y122024="2")]}
    rows = read(Tree(), tree(root, below))
    assert [(row["term_id"], row["parent_id"], row["level"]) for row in rows] == [
        ("1", None, "1"),
        ("2", "1", "2"),
        ("3", "1", "2"),
    ]


def test_a_value_is_told_from_the_id_of_its_period_whatever_the_order_of_keys() -> None:
    row = {"122020": "883", "y122020": "6334668832923.03", **term("1", leaf="False"), "y1220200": "9", "yes": "1"}
    [found] = read(Tree(), tree({"parent": None, "rows": [row]}))
    assert (found["period_code"], found["value"], found["leaf"]) == ("122020", "6334668832923.03", "false")


def test_digits_of_numbers_are_kept_and_null_is_no_text() -> None:
    rows = [{"terms": ["1"], "termNames": ["А"], "periods": [{"name": "2024 год", "date": None, "value": "@"}]}]
    body = json.dumps({"index": "1", "period": "7", "rows": rows}).replace('"@"', "115.50").encode()
    [found] = read(Data(), body)
    assert (found["value"], found["period_date"]) == ("115.50", None)


@pytest.mark.parametrize("dataset", [Data(), Tree()])
def test_a_byte_order_mark_does_no_harm(world: Running, http: Http, dataset: Taldau) -> None:
    good, _ = heard(http, dataset, dataset.slice_example)
    spoil(world, {"/taldau/": {"kind": "bom", "times": 100}})
    marked, answer = heard(http, dataset, dataset.slice_example)
    assert answer.refusal is None
    assert marked == good


@pytest.mark.parametrize("call", ["GetIndexPeriods", "GetIndexData", "GetIndexTreeData", "GetSegmentList"])
def test_a_wrong_combination_is_not_asked_for_again(world: Running, http: Http, call: str) -> None:
    spoil(world, {f"/taldau/ru/Api/{call}": {"kind": "html_500", "times": 1}})
    with pytest.raises(BadReply, match=r"Индекс за пределами диапазона.*dictionaries"):
        heard(
            http,
            Tree() if call == "GetIndexTreeData" else Data(),
            Tree.slice_example if "Tree" in call else "2979005/7",
        )


def test_any_other_500_passes(world: Running, http: Http) -> None:
    spoil(world, {"/taldau/": {"kind": "server_error", "times": 1}})
    assert heard(http, Data(), "2979005/7")[1].refusal is None
    spoil(world, {"/taldau/": {"kind": "server_error", "times": 2}})
    with pytest.raises(SourceUnavailable):
        heard(http, Data(), "2979005/7")


@pytest.mark.parametrize(
    ("dataset", "call", "kind", "words"),
    [
        (Data(), "GetIndexData", "empty_list", "an empty list, though there are 9 periods"),
        (Data(), "GetIndexPeriods", "empty_list", "no periods"),
        (Tree(), "GetIndexTreeData", "empty_list", "no root: has the session expired"),
        (Data(), "GetIndexData", "html", "not JSON: .*html"),
    ],
)
def test_what_is_no_answer_is_refused_and_kept(
    world: Running, http: Http, dataset: Taldau, call: str, kind: str, words: str
) -> None:
    spoil(world, {f"/taldau/ru/Api/{call}": {"kind": kind, "times": 1}})
    body, answer = heard(http, dataset, dataset.slice_example)
    assert answer.refusal is not None
    assert re.search(words, answer.refusal)
    assert body


def test_nothing_below_a_term_that_is_no_leaf_is_no_answer(http: Http, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = _Conversation.ask

    def less(self: _Conversation, path: str, parameters: dict[str, str]) -> tuple[bytes, Any]:
        return (b"[]", []) if parameters.get("p_parent_id") == "268012" else ask(self, path, parameters)

    monkeypatch.setattr(_Conversation, "ask", less)
    _, answer = heard(http, Tree(), "701827/7")
    assert answer.refusal == "an empty list below the term 268012, though it is no leaf"


def test_dictionaries_the_index_does_not_have_are_named(http: Http, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = [{**row, "dictionary_ids": "68"} for row in seed("statistics/taldau_indices.csv")]
    monkeypatch.setattr("naukograd.sources.taldau.seed", lambda path: changed)
    with pytest.raises(BadReply, match="no combination of dictionaries 68; there are 67"):
        Data().ask(http, Question("2979005/7", ""))


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"index":"1","period":"7","rows":[{}]}', b"<html>"])
def test_what_is_not_the_envelope_cannot_be_read(body: bytes) -> None:
    with pytest.raises(UnreadableDelivery):
        read(Data(), body)
    with pytest.raises(UnreadableDelivery):
        read(Tree(), body)


def test_files_by_hand_tell_their_slice() -> None:
    assert Data().slice_of(PurePath("GetIndexData_2979005_7.json")) == "2979005/7"
    assert Tree().slice_of(PurePath("GetIndexData_2979005_7.json")) is None


def test_both_go_through_the_connection_of_taldau() -> None:
    assert {Data().source, Tree().source} == {"taldau"}
    assert Data().table == "bns_taldau_data"
