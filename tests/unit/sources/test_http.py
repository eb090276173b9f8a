"""Asking over HTTP, against a server on this machine that answers as the real ones do."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from naukograd.core.errors import BadReply, SourceUnavailable
from naukograd.sources.http import Endpoint, Http, files, links, without_query

Answers = list[tuple[int, dict[str, str], bytes]]


class Server(ThreadingHTTPServer):
    """Gives the answers in ``answers`` one after the other, the last one for ever; keeps what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: Answers = []
        self.asked: list[tuple[str, dict[str, str]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/base"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        answers = self.server.answers
        status, headers, body = answers.pop(0) if len(answers) > 1 else answers[0]
        if headers.pop("compress", None) and "gzip" in self.headers.get("Accept-Encoding", ""):
            body, headers["Content-Encoding"] = gzip.compress(body), "gzip"
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.fixture
def http(server: Server) -> Iterator[Http]:
    with Http(Endpoint(server.url), patience=0.001) as http:
        yield http


def test_what_passes_is_waited_out(server: Server, http: Http) -> None:
    server.answers = [(429, {}, b""), (200, {}, b"  "), (503, {}, b"<html>"), (200, {}, b"at last")]
    assert http.read("GET", "thing")[0] == b"at last"
    assert len(server.asked) == 4


def test_what_does_not_pass_is_asked_once(server: Server, http: Http) -> None:
    server.answers = [(403, {}, b"no")]
    with pytest.raises(BadReply, match="no permission"):
        http.read("GET", "thing")
    assert len(server.asked) == 1


def test_a_path_of_the_base_address_is_kept(server: Server, http: Http) -> None:
    server.answers = [(200, {}, b"x")]
    http.read("GET", "thing")
    assert server.asked[0][0] == "/base/thing"


def test_files_arrive_as_they_lie_on_the_server(server: Server, http: Http) -> None:
    server.answers = [(200, {"compress": "yes"}, b"PK bytes of a workbook")]
    opened = http.stream(f"{server.url}/file.xlsx", None)
    assert opened is not None
    assert b"".join(opened[0]) == b"PK bytes of a workbook"


def test_an_unchanged_file_is_not_sent_again(server: Server, http: Http) -> None:
    version = "Mon, 15 Feb 2027 00:00:00 GMT"
    server.answers = [(304, {}, b"")]
    assert http.stream(f"{server.url}/file", version) is None
    assert server.asked[0][1]["If-Modified-Since"] == version


def test_a_transfer_that_breaks_off_is_no_file(server: Server, http: Http) -> None:
    server.answers = [(200, {"Content-Length": "1000"}, b"half")]
    opened = http.stream(f"{server.url}/file", None)
    assert opened is not None
    with pytest.raises(SourceUnavailable, match="broke off"):
        list(opened[0])


def test_nobody_there_is_said_without_the_token() -> None:
    with (
        Http(Endpoint("http://127.0.0.1:1/", "secret-word"), attempts=1) as http,
        pytest.raises(SourceUnavailable, match="no answer") as raised,
    ):
        http.read("GET", "x", params={"token": "secret-word"})
    assert "secret-word" not in str(raised.value)


def test_an_index_page_lists_its_links() -> None:
    page = b'<a href="../">..</a><a href="a%20b.xlsx">a b</a> <a href="/abs/c.gz">c</a><a href="?sort">s</a>'
    assert links(page, "http://h/dir/") == ["http://h/", "http://h/dir/a%20b.xlsx", "http://h/abs/c.gz"]


@pytest.mark.parametrize(
    "link",
    [
        "http://127.0.0.1:9/bulk/payments_2026-01.csv.gz",
        "https://source/bulk/payments_2026-01.csv.gz",
        "..%2fpayments_2026-01.csv.gz",
        "..%5Cpayments_2026-01.csv.gz",
    ],
)
def test_an_index_that_leads_elsewhere_is_refused_before_anything_is_asked_there(link: str) -> None:
    page = f'<a href="../">../</a><a href="{link}">x</a>'.encode()
    with pytest.raises(BadReply, match="leads elsewhere"):
        files(page, "http://source/bulk/", lambda file: "2026-01" if file.name.endswith(".gz") else None)


def test_an_index_may_link_to_what_concerns_nobody() -> None:
    page = b'<a href="https://elsewhere/">x</a><a href="payments_2026-01.csv.gz">y</a>'
    found = files(page, "http://source/bulk/", lambda file: "2026-01" if file.suffix == ".gz" else None)
    assert found == [("2026-01", "http://source/bulk/payments_2026-01.csv.gz")]


def test_addresses_are_told_without_query_and_credentials() -> None:
    assert without_query("https://user:pw@host/path?token=t#f") == "https://host/path"
