"""Kazpatent's bulletin: asked over pinned TLS, read strictly, every refusal told from an answer."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path, PurePath

import pytest
import requests

from naukograd.core.errors import BadReply, SourceUnavailable, UnreadableDelivery, UsageError
from naukograd.sources.dataset import Question, Request
from naukograd.sources.http import Endpoint, Http
from naukograd.sources.kazpatent import Bulletins, Inventions, UtilityModels
from sample_world.certificate import make_certificate
from sample_world.server import Running, parse_moment, serve
from sample_world.world import World

PATENT = {column.header: None for column in Inventions.columns} | {
    "id": 1,
    "pat_dby": "03.10.2025",
    "pat_nby": "40",
    "code_13": "B",
    "gos_number_11": "37001",
    "owner_73_ru": "ТОО «А»\nТОО «Б»",
    "imageBase64": "iVBORw0KGgo=" * 1000,
}


def read(content: object) -> list[tuple[str, dict[str, str | None]]]:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    names = [column.name for column in Inventions.columns]
    return [(place, dict(zip(names, row, strict=True))) for place, row in Inventions().rows(io.BytesIO(body))]


@pytest.fixture(scope="module")
def world() -> Iterator[Running]:
    with serve(World(3, 0)) as running:
        yield running


@pytest.fixture
def http(world: Running) -> Iterator[Http]:
    world.site.now = parse_moment("2027-04-20")
    with Http(Endpoint(world.secure_url, verify=str(world.certificate)), attempts=1) as http:
        yield http


def fault(world: Running, path: str, kind: str) -> None:
    requests.put(f"{world.url}/_faults", json={path: {"kind": kind, "times": 1}}).raise_for_status()


def test_rows_are_text_and_drawings_stay_in_the_archive() -> None:
    [(place, values)] = read([PATENT])
    assert place == "[0]"
    assert (values["id"], values["pat_nby"], values["icp_51"]) == ("1", "40", None)
    assert values["owner_73_ru"] == "ТОО «А»\nТОО «Б»"
    assert "imageBase64" not in values


def test_an_empty_bulletin_is_an_answer_and_a_byte_order_mark_is_none_s_concern() -> None:
    assert read([]) == []
    assert read(b"\xef\xbb\xbf" + json.dumps([PATENT]).encode()) == read([PATENT])


def test_a_number_stays_the_text_that_was_sent() -> None:
    [(_, values)] = read(json.dumps([PATENT]).replace('"37001"', "37001.10").encode())
    assert values["gos_number_11"] == "37001.10"


@pytest.mark.parametrize(
    ("content", "where", "words"),
    [
        (b"<html>", "", "not sound JSON"),
        (b"\xff[]", "", "not sound JSON"),
        (b"[" * 100_000, "", "not sound JSON"),
        (b'[{"id": 1, "id": 2}]', "", "a key stands twice"),
        ({"error": "no such bulletin"}, "", "not a list"),
        ([PATENT, "text"], r"\[1\]", "not an object"),
        (
            [PATENT, {key: value for key, value in PATENT.items() if key != "owner_73_ru"}],
            r"\[1\]\.owner_73_ru",
            "no key owner_73_ru",
        ),
        ([PATENT | {"owner_73_ru": ["ТОО «А»"]}], r"\[0\]\.owner_73_ru", "not a text but list"),
        ([PATENT | {"code_13": True}], r"\[0\]\.code_13", "not a text but bool"),
    ],
)
def test_what_is_no_answer_is_said_with_its_place(content: object, where: str, words: str) -> None:
    with pytest.raises(UnreadableDelivery, match=f"{where}.*{words}"):
        read(content)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"[]", "not an object"),
        (b'{"error": "internal"}', r'\["error"\].*not the number and day'),
        (b'{"1": null}', r'\["1"\]'),
        (b'{"1": "05.01.2025"}', r'\["1"\]'),
    ],
)
def test_an_object_that_lists_no_bulletins_is_no_list(body: bytes, words: str) -> None:
    with pytest.raises(UnreadableDelivery, match=words):
        list(Bulletins().rows(io.BytesIO(body)))


def test_a_list_is_read_by_number() -> None:
    rows = list(Bulletins().rows(io.BytesIO(b'\xef\xbb\xbf{"10": "2025-03-14", "9": "2025-03-07"}')))
    assert rows == [('["9"]', ["9", "2025-03-07"]), ('["10"]', ["10", "2025-03-14"])]
    assert list(Bulletins().rows(io.BytesIO(b"{}"))) == []


def test_the_published_bulletins_of_the_years_asked_are_asked_for(world: Running, http: Http) -> None:
    world.site.now = parse_moment("2026-01-10")
    asked = list(Inventions().questions(http, Request(years=[2025, 2026], versions={"2025/1": "then"})))
    assert len(asked) == 51
    assert asked[0] == Question("2025/1", "bulletin/published/select_iz_patent/1/2025-01-10", "then")
    assert asked[-1] == Question("2026/1", "bulletin/published/select_iz_patent/1/2026-01-09", None)
    models = list(UtilityModels().questions(http, Request(years=[2026])))
    assert [question.address for question in models] == ["bulletin/published/select_pm_patent/1/2026-01-09"]
    assert [question.slice for question in Bulletins().questions(http, Request(years=[2025, 2026]))] == ["2025", "2026"]


def test_an_unchanged_bulletin_is_not_sent_again_and_a_corrected_one_is(world: Running, http: Http) -> None:
    source = Inventions()
    world.site.now = parse_moment("2026-02-01")
    numbers: dict[str, str] = {}
    for question in source.questions(http, Request(years=[2025])):
        answer = source.ask(http, question)
        assert answer is not None
        assert answer.refusal is None
        assert answer.is_sample
        assert answer.address == question.address
        assert answer.version is not None
        numbers[question.slice] = answer.version
        assert list(source.rows(io.BytesIO(b"".join(answer.chunks))))
    world.site.now = parse_moment("2026-10-01")
    again = list(source.questions(http, Request(years=[2025], versions=numbers)))
    assert sum(source.ask(http, question) is not None for question in again) == 1


def test_a_list_is_asked_for_anew_each_time(http: Http) -> None:
    answer = Bulletins().ask(http, Question("2025", "bulletin/select_bull_list_published", "any version"))
    assert (answer.refusal, answer.version) == (None, None)
    assert len(list(Bulletins().rows(io.BytesIO(b"".join(answer.chunks))))) == 50


def test_a_page_in_place_of_json_is_refused(world: Running, http: Http) -> None:
    [question, *_] = Inventions().questions(http, Request(years=[2025]))
    fault(world, "/bulletin/published/", "html")
    answer = Inventions().ask(http, question)
    assert answer is not None
    assert str(answer.refusal).startswith("not a JSON list: '<")
    fault(world, "/bulletin/select", "html")
    assert str(Bulletins().ask(http, Question("2025", "bulletin/select_bull_list_published")).refusal).startswith(
        "not a JSON object: '<"
    )
    fault(world, "/bulletin/select", "html")
    with pytest.raises(BadReply, match="no list of bulletins"):
        list(Inventions().questions(http, Request(years=[2025])))
    fault(world, "/bulletin/published/", "empty")
    with pytest.raises(SourceUnavailable, match="an empty file"):
        Inventions().ask(http, question)


@pytest.mark.parametrize(
    ("dataset", "name", "slice_"),
    [
        (Bulletins(), "bulletins_2025.json", "2025"),
        (Inventions(), "inventions_2025_40.json", "2025/40"),
        (UtilityModels(), "utility_models_2025_40.json", "2025/40"),
        (UtilityModels(), "inventions_2025_40.json", None),
        (Bulletins(), "bulletins.json", None),
    ],
)
def test_a_file_by_hand_tells_its_slice(
    dataset: Bulletins | Inventions | UtilityModels, name: str, slice_: str | None
) -> None:
    assert dataset.slice_of(PurePath(name)) == slice_


def test_a_pinned_certificate_is_trusted_whatever_the_environment_trusts(
    world: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(make_certificate(tmp_path)))
    with Http(Endpoint(world.secure_url, verify=str(world.certificate)), attempts=1) as http:
        assert http.read("GET", "_health")[1].status_code == 200


@pytest.mark.parametrize("pin", ["another", "none"])
def test_a_certificate_that_is_not_pinned_is_refused_at_once(world: Running, tmp_path: Path, pin: str) -> None:
    verify = str(make_certificate(tmp_path)) if pin == "another" else True
    with (
        Http(Endpoint(world.secure_url, verify=verify)) as http,
        pytest.raises(BadReply, match="the server's certificate is not trusted") as raised,
    ):
        http.read("GET", "bulletin/select_bull_list_published", params={"year": "2025"})
    assert not raised.value.transient


def test_a_pinned_certificate_that_is_not_there_is_said(world: Running) -> None:
    with (
        Http(Endpoint(world.secure_url, verify="/nowhere/kazpatent.pem")) as http,
        pytest.raises(UsageError, match=r"/nowhere/kazpatent\.pem: the pinned certificate cannot be opened"),
    ):
        http.read("GET", "bulletin/select_bull_list_published")
