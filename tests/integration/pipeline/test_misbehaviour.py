"""What sources really answer when something is wrong: one line for a person, nothing lost, nothing changed."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
import requests

from naukograd import pipeline
from naukograd.core.database import connect
from naukograd.core.errors import BadReply, GateFailed, NaukogradError, SourceUnavailable, UsageError
from naukograd.core.periods import parse_moment
from naukograd.core.settings import Settings
from naukograd.deliveries.archive import Archive
from naukograd.sources.http import Endpoint, Http
from sample_world.server import Running, serve
from sample_world.world import World
from tests.installation import installation

from .conftest import Copied, Thread

ALWAYS = 10_000


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four attempts as ever, without the seconds in between."""
    original = Http.__init__
    monkeypatch.setattr(Http, "__init__", lambda self, endpoint: original(self, endpoint, patience=0.001))


def misbehave(thread: Thread, path: str, kind: str, times: int = ALWAYS) -> None:
    requests.put(
        f"{thread.world.url}/_faults", json={path: {"kind": kind, "times": times}}, timeout=5
    ).raise_for_status()


def scalar(thread: Thread, query: str) -> object:
    with connect(thread.settings.warehouse_url) as conn:
        row = conn.execute(query).fetchone()  # type: ignore[arg-type]
        return row[0] if row else None


@pytest.fixture(scope="module")
def registry(server: str, prepared: str, small_world: World, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A warehouse that knows the participants, to be copied."""
    settings = installation(server, "registry", prepared, tmp_path_factory.mktemp("registry"))
    with serve(small_world) as world:
        Thread(settings, world).ingest("filings.participants")
    return settings


@pytest.fixture
def registered(server: str, registry: Settings, world: Running, tmp_path: Path) -> Iterator[Thread]:
    name = f"test_{uuid4().hex[:12]}"
    yield Thread(installation(server, name, "registry", tmp_path, registry.archive), world)
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(f"drop database {name} with (force)")


@pytest.mark.parametrize("kind", ["throttle", "empty", "server_error"])
def test_a_passing_fault_of_the_tax_service_is_waited_out(registered: Thread, kind: str) -> None:
    misbehave(registered, "/proxy2/", kind, times=3)
    tally = registered.fetch("kgd.payments_by_bin", [2025])
    assert tally["asked"] == tally["arrivals"]


@pytest.mark.parametrize(
    ("kind", "words"), [("throttle", "HTTP 429"), ("empty", "throttling"), ("server_error", "HTTP 500")]
)
def test_a_lasting_fault_is_transient_and_leaves_nothing(registered: Thread, kind: str, words: str) -> None:
    misbehave(registered, "/proxy2/", kind)
    with pytest.raises(SourceUnavailable, match=words) as raised:
        registered.fetch("kgd.payments_by_bin", [2025])
    assert raised.value.transient
    assert scalar(registered, "select count(*) from ledger.arrivals where origin ->> 'address' like '/proxy2%'") == 0


def test_html_for_xml_is_kept_rejected_and_said_in_one_line(registered: Thread) -> None:
    misbehave(registered, "/proxy2/", "html", times=1)
    with pytest.raises(BadReply) as raised:
        registered.fetch("kgd.payments_by_bin", [2025])
    line = str(raised.value)
    assert "\n" not in line
    assert "1 of" in line
    assert "not an answer" in line
    assert "<html" in line.lower()
    [sha256] = [
        scalar(
            registered,
            "select d.sha256 from ledger.verdicts v join ledger.deliveries d using (delivery_id) where not v.accepted",
        )
    ]
    archive = Archive(registered.settings.archive, registered.settings.state)
    assert b"<html" in archive.open(str(sha256)).read().lower(), "the bytes are kept"
    pipeline.load(registered.settings, "kgd.payments_by_bin")
    with pytest.raises(GateFailed, match="not an answer"):
        pipeline.judge(registered.settings, "kgd.payments_by_bin", run_id=registered.run_id)
    registered.run_id = "the next night"
    registered.ingest("kgd.payments_by_bin")


@pytest.mark.parametrize(
    ("dataset", "path", "kind", "words"),
    [
        ("kgd.payments_bulk", "/bulk/payments/payments_2025-03", "truncated", "breaks off before its end"),
        ("kgd.payments_bulk", "/bulk/payments/payments_2025-03", "renamed_column", "no column Summa.*Amount"),
        ("kgd.payments_by_bin", "/proxy2/", "renamed_column", "no element Summa"),
        (
            "kazpatent.inventions",
            "/bulletin/published/select_iz",
            "renamed_column",
            r"\[0\].owner_73_ru: no key owner_73_ru",
        ),
        ("kazpatent.inventions", "/bulletin/published/select_iz", "truncated", "not sound JSON"),
        ("wipo.gii", "/gii/wipo-pub-2000-2025", "renamed_column", "no column «RANK»"),
        ("wipo.gii", "/gii/wipo-pub-2000-2025", "truncated", "not a sound xlsx workbook"),
        ("filings.participants", "/filings/participants_kurchatov", "renamed_column", "no column «БИН»"),
        ("filings.decisions", "/filings/decisions_mnvo", "renamed_column", "no column «Номер»"),
        ("bns.taldau_data", "/taldau/ru/Api/GetIndexData", "renamed_column", "not the JSON of GetIndexData.*'value'"),
        ("bns.taldau_tree", "/taldau/ru/Api/GetIndexTreeData", "renamed_column", "not the JSON of GetIndexTreeData"),
        ("worldbank.series", "/worldbank/", "renamed_column", "not pages of the World Bank's JSON.*'date'"),
        ("filings.researchers", "/filings/researchers_kurchatov_2026", "renamed_column", "no column «БИН»"),
        ("bns.science_form", "/bns/upload/990301", "renamed_column", "no column «Территория»"),
        ("bns.science_form", "/bns/upload/990301", "truncated", "not a sound xlsx workbook"),
        ("filings.investments", "/filings/investments_kurchatov_2025", "renamed_column", "no column «Освоено за год"),
        ("bns.investment_form", "/bns/upload/900104_2", "renamed_column", "no column «Инвестиции в основной капитал"),
        ("bns.investment_form", "/bns/upload/900104_2", "truncated", "not a sound xlsx workbook"),
        ("bns.innovation_form", "/bns/upload/99051", "truncated", "not a sound xlsx workbook"),
        ("bns.science_output_form", "/bns/upload/99052", "renamed_column", "no column «Всего, млн тенге»"),
        ("bns.employment_by_city", "/bns/upload/", "renamed_column", "table_found"),
        ("bns.population", "/bns/upload/", "truncated", "not a sound xlsx workbook"),
        ("bns.kato", "/bns/ru/classifiers/statistical/21/kato_2026", "truncated", "line|enough_codes|fully_readable"),
    ],
)
def test_what_cannot_be_read_is_rejected_and_the_next_good_answer_counts(
    registered: Thread, dataset: str, path: str, kind: str, words: str
) -> None:
    if dataset == "filings.participants":
        with connect(registered.settings.warehouse_url) as conn:  # as if the good ones had never come
            conn.execute("update ledger.arrivals set origin = origin - 'version'")
    misbehave(registered, path, kind, times=1)
    registered.run_id = "the bad night"
    registered.fetch(dataset, [2025])
    pipeline.load(registered.settings, dataset)
    with pytest.raises(GateFailed, match=words) as raised:
        pipeline.judge(registered.settings, dataset, run_id=registered.run_id)
    assert "\n" not in str(raised.value)
    registered.run_id = "the next night"
    registered.ingest(dataset)


@pytest.mark.parametrize(
    ("dataset", "path", "kind", "times", "words"),
    [
        ("bns.taldau_data", "/taldau/", "html_500", 1, "Индекс за пределами диапазона"),
        ("bns.taldau_data", "/taldau/ru/Api/GetIndexData", "empty_list", 1, "an empty list, though there are"),
        ("bns.taldau_tree", "/taldau/ru/Api/GetIndexTreeData", "empty_list", 1, "the tree has no root"),
        ("bns.taldau_tree", "/taldau/", "html", 1, "not JSON"),
        ("worldbank.series", "/worldbank/", "message", 1, "the World Bank answers: 120 Invalid value"),
        ("worldbank.series", "/worldbank/", "missing_page", 2, "in place of page 2"),
    ],
)
def test_a_documented_error_reply_is_refused_and_the_other_slices_arrive(
    thread: Thread, dataset: str, path: str, kind: str, times: int, words: str
) -> None:
    misbehave(thread, path, kind, times)
    with pytest.raises(BadReply, match=rf"1 of \d+ slices.*{words}") as raised:
        thread.fetch(dataset)
    assert not raised.value.transient
    assert "\n" not in str(raised.value)
    thread.run_id = "the next night"
    thread.ingest(dataset)


def test_a_byte_order_mark_makes_no_other_delivery(thread: Thread) -> None:
    thread.ingest("bns.taldau_data")
    misbehave(thread, "/taldau/", "bom")
    thread.run_id = "the next night"
    assert thread.fetch("bns.taldau_data")["new_deliveries"] == 0


def test_a_bad_night_leaves_the_published_marts_as_they_were(copied: Copied, world: Running) -> None:
    thread = Thread(copied("bad_night"), world, run_id="the bad night")
    before = marts(thread)
    misbehave(thread, "/proxy2/", "html")
    with pytest.raises(BadReply):
        thread.ingest("kgd.payments_by_bin")
    misbehave(thread, "/bulk/payments/payments_2025-03", "renamed_column")
    with connect(thread.settings.warehouse_url) as conn:
        conn.execute("update ledger.arrivals set origin = origin - 'version'")
    with pytest.raises(GateFailed):
        thread.ingest("kgd.payments_bulk")
    pipeline.build(thread.settings, parse_moment(thread.clock))
    assert marts(thread) == before


def marts(thread: Thread) -> list[tuple[object, ...]]:
    with connect(thread.settings.warehouse_url) as conn:
        return conn.execute("select * from marts.indicator_values order by 1, 2, 3").fetchall()


def test_one_bad_slice_does_not_keep_the_others_away(registered: Thread) -> None:
    misbehave(registered, "/bulk/payments/payments_2025-03", "server_error")
    with pytest.raises(SourceUnavailable, match="1 of 12 slices"):
        registered.fetch("kgd.payments_bulk", [2025])
    assert pipeline.load(registered.settings, "kgd.payments_bulk")["loaded"] == 11


def test_a_retry_of_a_run_asks_only_for_what_is_missing(registered: Thread) -> None:
    misbehave(registered, "/bulk/payments/payments_2025-03", "server_error", times=4)
    with pytest.raises(SourceUnavailable):
        registered.fetch("kgd.payments_bulk", [2025])
    assert registered.fetch("kgd.payments_bulk", [2025])["arrivals"] == 1


def test_a_wrong_token_is_not_retried(registered: Thread) -> None:
    for dataset in ("kgd.payments_by_bin", "kgd.payments_bulk"):
        with pytest.raises(NaukogradError, match="no permission") as raised:
            pipeline.fetch(
                registered.settings,
                dataset,
                Endpoint(registered.world.url, "wrong-secret"),
                years=[2025],
                statement=pipeline.statement(registered.clock, "the sample world's clock"),
                run_id="r",
            )
        assert not raised.value.transient
        assert "wrong-secret" not in str(raised.value)


def test_nobody_is_asked_about_before_a_register_is_accepted(thread: Thread) -> None:
    with pytest.raises(UsageError, match="no register of participants"):
        thread.fetch("kgd.payments_by_bin")


def test_counts_from_is_refused_for_replies_of_the_real_world(
    registered: Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sample_world.server._Handler.end_headers", BaseHTTPRequestHandler.end_headers)
    with pytest.raises(UsageError, match="not the sample world's"):
        registered.fetch("kgd.payments_bulk", [2025])


def test_tokens_reach_neither_archive_nor_ledger(registered: Thread) -> None:
    registered.ingest("kgd.payments_bulk")
    registered.ingest("kgd.payments_by_bin")
    events = [path.read_text("utf-8") for path in (registered.settings.state / "archive" / "events").rglob("*.json")]
    assert events
    assert not [event for event in events if "sample-token" in event]


def test_an_html_page_for_an_index_is_no_answer(registered: Thread) -> None:
    misbehave(registered, "/bulk/payments/", "html")
    with pytest.raises(BadReply, match="no index of payments_YYYY-MM"):
        registered.fetch("kgd.payments_bulk")
