"""The sample world as a server: tokens, clock, faults, equal bytes, and its command."""

import gzip
import json
import os
import signal
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import requests

from sample_world.faults import KINDS, Faults
from sample_world.server import Running, serve
from sample_world.site import TOKEN
from sample_world.world import World

INCLUDE = Path(__file__).parents[3] / "include"
BULK = {"Authorization": f"Bearer {TOKEN}"}
FILE = "/bulk/payments/payments_2025-03.csv.gz"
BOOK = "/filings/participants_inp_park_2026-01-20.xlsx"
ASK = (
    '<sign:Request xmlns:sign="http://xmlns.kztc-cits/sign"><sign:IIN_BIN>{}</sign:IIN_BIN>'
    "<sign:BeginDate>2025-01-01</sign:BeginDate><sign:EndDate>2025-12-31</sign:EndDate></sign:Request>"
)


@pytest.fixture(scope="module")
def world() -> World:
    return World(3, 12_000)


@pytest.fixture
def running(world: World) -> Iterator[Running]:
    with serve(world) as running:
        yield running


def put(running: Running, path: str, content: object) -> requests.Response:
    return requests.put(running.url + path, json=content)


def ask(running: Running, number: str, token: str = TOKEN) -> requests.Response:
    return requests.post(f"{running.url}/proxy2/culs_payments?token={token}", data=ASK.format(number).encode())


def core(running: Running) -> str:
    return running.site.world.participants[0].head.bin


def test_every_reply_is_marked_as_a_sample(running: Running) -> None:
    replies = [
        requests.get(f"{running.url}/_health"),
        requests.get(f"{running.url}/nothing"),
        requests.get(running.url + FILE),
        requests.get(running.url + BOOK),
        requests.delete(running.url + FILE),
        ask(running, core(running)),
        put(running, "/_clock", {"now": "never"}),
    ]
    assert {reply.headers["X-Sample-Data"] for reply in replies} == {"true"}
    assert [reply.status_code for reply in replies] == [200, 404, 401, 200, 501, 200, 400]


def test_payments_by_bin_need_the_token_and_a_readable_question(running: Running) -> None:
    assert ask(running, core(running), token="guess").status_code == 403
    url = f"{running.url}/proxy2/culs_payments?token={TOKEN}"
    assert requests.post(url, data=b"<not closed").status_code == 400
    assert ask(running, "000000000000").content == b'<answer><err errorcode="10"/></answer>'


def test_the_years_asked_for_bound_the_answer(running: Running) -> None:
    text = ask(running, core(running)).text
    assert "<ReceiptDate>2025-01-01+05:00</ReceiptDate>" in text
    assert "<ReceiptDate>2025-12-31+05:00</ReceiptDate>" in text
    assert "<ReceiptDate>2026" not in text
    assert "<ReceiptDate>2024" not in text


def test_the_clock_hides_the_future(running: Running) -> None:
    put(running, "/_clock", {"now": "2025-04-04T23:00:00+05:00"})
    assert requests.get(running.url + FILE, headers=BULK).status_code == 404
    assert requests.get(running.url + BOOK).status_code == 404
    assert "2025-04-25" not in ask(running, core(running)).text

    put(running, "/_clock", {"now": "2025-04-05T06:00:00+05:00"})
    first = requests.get(running.url + FILE, headers=BULK)
    assert first.headers["Last-Modified"] == "Sat, 05 Apr 2025 01:00:00 GMT"
    page = requests.get(f"{running.url}/bulk/payments/", headers=BULK).text
    assert "payments_2025-03.csv.gz" in page
    assert "payments_2025-04.csv.gz" not in page

    put(running, "/_clock", {"now": "2025-06-20T06:00:00+05:00"})
    again = requests.get(running.url + FILE, headers=BULK)
    assert again.headers["Last-Modified"] == "Fri, 20 Jun 2025 01:00:00 GMT"
    added = set(gzip.decompress(again.content).splitlines()) - set(gzip.decompress(first.content).splitlines())
    assert added


def test_every_issue_of_every_file_differs_from_the_one_before() -> None:
    world = World(3, 0)
    with serve(world) as running:
        seen: dict[str, set[bytes]] = {}
        for moment in ("2025-04-05", "2025-06-20", "2025-11-20"):
            put(running, "/_clock", {"now": moment})
            seen.setdefault(FILE, set()).add(requests.get(running.url + FILE, headers=BULK).content)
        assert len(seen[FILE]) == 3


def test_an_unchanged_file_is_not_sent_again(running: Running) -> None:
    changed = requests.get(running.url + FILE, headers=BULK).headers["Last-Modified"]
    again = requests.get(running.url + FILE, headers=BULK | {"If-Modified-Since": changed})
    assert (again.status_code, again.content) == (304, b"")
    head = requests.head(running.url + FILE, headers=BULK)
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["Content-Length"]) > 0


def test_equal_seeds_give_equal_bytes_and_others_do_not(running: Running) -> None:
    def all_bytes(of: Running) -> list[bytes]:
        number = core(of)
        paths = (FILE, BOOK, "/bulk/payments/", "/filings/")
        return [ask(of, number).content, *(requests.get(of.url + path, headers=BULK).content for path in paths)]

    with serve(World(3, 12_000)) as same, serve(World(4, 12_000)) as other:
        assert all_bytes(same) == all_bytes(running)
        different = [one != two for one, two in zip(all_bytes(other), all_bytes(running), strict=True)]
    assert different == [True, True, True, False, False]


def test_a_fault_lasts_as_many_replies_as_asked(running: Running) -> None:
    put(running, "/_faults", {"/bulk/": {"kind": "throttle", "times": 2}})
    codes = [requests.get(running.url + FILE, headers=BULK).status_code for _ in range(3)]
    assert codes == [429, 429, 200]
    assert requests.get(running.url + BOOK).status_code == 200


def test_a_reply_refused_for_its_token_uses_no_fault_up(running: Running) -> None:
    put(running, "/_faults", {"/bulk/": {"kind": "server_error", "times": 1}})
    assert requests.get(running.url + FILE).status_code == 401
    assert requests.get(running.url + FILE, headers=BULK).status_code == 500
    assert requests.get(running.url + FILE, headers=BULK).status_code == 200


def test_each_kind_of_fault_spoils_a_payments_answer_in_its_way(running: Running) -> None:
    whole = ask(running, core(running)).content
    seen = {}
    for kind in KINDS:
        put(running, "/_faults", {"/proxy2": {"kind": kind, "times": 1}})
        seen[kind] = ask(running, core(running))
    assert seen["html"].status_code == 200
    assert seen["html"].content.startswith(b"<html>")
    assert (seen["empty"].status_code, seen["empty"].content) == (200, b"")
    assert seen["throttle"].status_code == 429
    assert seen["server_error"].status_code == 500
    assert seen["truncated"].content == whole[: len(whole) // 2]
    assert seen["renamed_column"].content == whole.replace(b"Summa", b"Amount")
    assert ask(running, core(running)).content == whole


def test_truncated_and_renamed_files(running: Running, tmp_path: Path) -> None:
    put(running, "/_faults", {"/": {"kind": "truncated", "times": 1}})
    half = requests.get(running.url + FILE, headers=BULK)
    assert int(half.headers["Content-Length"]) == len(half.content)
    with pytest.raises((EOFError, zlib.error)):
        gzip.decompress(half.content)

    put(running, "/_faults", {"/": {"kind": "renamed_column", "times": 2}})
    renamed = gzip.decompress(requests.get(running.url + FILE, headers=BULK).content).decode()
    assert renamed.splitlines()[0].endswith(",WriteOffDate,Amount")
    book = tmp_path / "book.xlsx"
    book.write_bytes(requests.get(running.url + BOOK).content)
    cells = {cell for row in openpyxl.load_workbook(book).active.iter_rows(values_only=True) for cell in row}
    assert "БИН" not in cells
    assert "БИН филиалов" in cells


def test_the_longest_prefix_wins_and_new_faults_replace_old_ones() -> None:
    faults = Faults()
    faults.replace({"/a": {"kind": "html", "times": 5}, "/a/b": {"kind": "empty", "times": 1}})
    assert [faults.take("/a/b/c"), faults.take("/a/b/c"), faults.take("/z")] == ["empty", "html", None]
    faults.replace({})
    assert faults.take("/a") is None


@pytest.mark.parametrize(
    "wanted",
    [[], {"/": "html"}, {"/": {"kind": "unknown", "times": 1}}, {"/": {"kind": "html", "times": 0}}],
)
def test_faults_of_another_shape_are_refused(running: Running, wanted: object) -> None:
    assert put(running, "/_faults", wanted).status_code == 400


def test_workbooks_say_that_they_are_samples(running: Running, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(requests.get(running.url + BOOK).content)
    book = openpyxl.load_workbook(path)
    assert "учебные данные" in book.properties.title
    assert book.properties.description == "Sample data"
    sheet = book["Участники"]
    names = [row[1] for row in sheet.iter_rows(min_row=6, values_only=True)]
    assert names
    assert all("учебные данные" in name for name in names)


def test_the_command_serves_until_it_is_told_to_stop() -> None:
    command = [sys.executable, "-m", "sample_world", "serve", "--port", "0", "--payments", "0", "--seed", "9"]
    environment = os.environ | {"PYTHONPATH": str(INCLUDE)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as process:
        url = json.loads(process.stdout.readline())["url"]
        assert requests.get(f"{url}/_health").json()["seed"] == 9
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0


def test_the_command_tells_the_truth_as_json() -> None:
    command = [sys.executable, "-m", "sample_world", "truth", "--year", "2025", "--json"]
    environment = os.environ | {"PYTHONPATH": str(INCLUDE)}
    answer = subprocess.run(command, capture_output=True, env=environment, text=True, check=True).stdout
    found = json.loads(answer)
    assert found["total"]["amount_kzt"] == "2300000000.00"
    assert found["is_sample"] is True
    assert set(found["territories"]) == {"inp_park", "nu_park", "kurchatov"}
