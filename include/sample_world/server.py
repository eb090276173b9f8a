"""The sample world over HTTP: the paths, tokens and error replies of the sources, and a clock to set."""

from __future__ import annotations

import json
import logging
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from sample_world import wire
from sample_world.faults import Faults
from sample_world.innovation import gii_editions, gii_moment
from sample_world.times import ALMATY, DEFAULT_CLOCK, bulk_issues, register_moment
from sample_world.world import World

TOKEN = "sample-token"  # noqa: S105 (the sample world has no secrets)
BY_BIN, BULK, FILINGS = "/proxy2/culs_payments", "/bulk/payments/", "/filings/participants/"
GII = "/gii/"
_SIGN = "{http://xmlns.kztc-cits/sign}"
_BULK_NAME = re.compile(r"payments_(\d{4})-(\d{2})\.csv\.gz")
_REGISTER_NAME = re.compile(r"participants_([a-z_]+)_(\d{4}-\d{2}-\d{2})\.xlsx")
_HTML, _XML = "text/html; charset=utf-8", "text/xml; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Request:
    """What a source looks at in a request."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Reply:
    """A status, a type, a body, and headers."""

    status: int
    content_type: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


class Site:
    """Answers requests about one world as of its clock. Safe for threads."""

    def __init__(self, world: World, clock: datetime = DEFAULT_CLOCK) -> None:
        self.world = world
        self.now = clock
        self._faults = Faults()
        self._files: dict[str, tuple[datetime, bytes]] = {}
        self._files_lock = threading.Lock()

    def answer(self, request: Request) -> Reply:
        """The reply, spoiled where a fault is due."""
        if request.path.startswith("/_"):
            return self._control(request)
        refusal = _refusal(request)
        if refusal:
            return refusal
        kind = self._faults.take(request.path)
        spoiled = {
            "html": Reply(200, _HTML, wire.error_page("Сервис временно недоступен")),
            "empty": Reply(200, _XML, b""),
            "throttle": Reply(429, _HTML, wire.error_page("429 Too Many Requests")),
            "server_error": Reply(500, _HTML, wire.error_page("500 Internal Server Error")),
        }
        if kind in spoiled:
            return spoiled[kind]
        reply = self._route(request, renamed=kind == "renamed_column")
        return replace(reply, body=reply.body[: len(reply.body) // 2]) if kind == "truncated" else reply

    def _control(self, request: Request) -> Reply:
        if (request.method, request.path) == ("GET", "/_health"):
            return _json(200, {"ready": True, "now": self.now.isoformat(), "seed": self.world.seed})
        try:
            if (request.method, request.path) == ("PUT", "/_clock"):
                self.now = parse_moment(str(json.loads(request.body)["now"]))
                return _json(200, {"now": self.now.isoformat()})
            if (request.method, request.path) == ("PUT", "/_faults"):
                wanted = json.loads(request.body)
                self._faults.replace(wanted)
                return _json(200, wanted)
        except (ValueError, KeyError, TypeError) as error:
            return _json(400, {"error": str(error)})
        return _not_found()

    def _route(self, request: Request, *, renamed: bool) -> Reply:
        is_read = request.method in ("GET", "HEAD")
        if request.path == BY_BIN and request.method == "POST":
            return self._payments_by_bin(request.body, renamed=renamed)
        if request.path.startswith(BULK) and is_read:
            return self._bulk(request, renamed=renamed)
        if request.path.startswith(FILINGS) and is_read:
            return self._filings(request, renamed=renamed)
        if request.path.startswith(GII) and is_read:
            return self._gii(request, renamed=renamed)
        return _not_found()

    def _payments_by_bin(self, body: bytes, *, renamed: bool) -> Reply:
        try:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            asked = etree.fromstring(body, parser)
            number = (asked.findtext(f"{_SIGN}IIN_BIN") or "").strip()
            begin, end = (
                date.fromisoformat((asked.findtext(f"{_SIGN}{name}") or "").strip())
                for name in ("BeginDate", "EndDate")
            )
        except (etree.XMLSyntaxError, ValueError):
            return Reply(400, _HTML, wire.error_page("400 Bad Request"))
        rows = self.world.payments_of(number, begin, end, self.now)
        return Reply(200, _XML, wire.answer_xml(rows, renamed=renamed))

    def _bulk(self, request: Request, *, renamed: bool) -> Reply:
        name, issued = request.path.removeprefix(BULK), self.world.bulk_months(self.now)
        if not name:
            files = [(_bulk_name(month), bulk_issues(*month)[issue]) for month, issue in issued.items()]
            return Reply(200, _HTML, wire.index_page(BULK, files))
        match = _BULK_NAME.fullmatch(name)
        month = (int(match[1]), int(match[2])) if match else (0, 0)
        if month not in issued:
            return _not_found()
        issue = issued[month]
        moment = bulk_issues(*month)[issue]
        if _holds(request, moment):
            return _unchanged(moment)
        if renamed:
            body = wire.bulk_csv_gz(self.world.bulk_rows(month, issue), renamed=True)
        else:
            body = self._file(name, moment, lambda: wire.bulk_csv_gz(self.world.bulk_rows(month, issue)))
        return _download("application/gzip", body, moment)

    def _filings(self, request: Request, *, renamed: bool) -> Reply:
        name, filed = request.path.removeprefix(FILINGS), self.world.registers(self.now)
        if not name:
            files = sorted((_register_name(*register), register_moment(register[1])) for register in filed)
            return Reply(200, _HTML, wire.index_page(FILINGS, files))
        match = _REGISTER_NAME.fullmatch(name)
        register = next((found for found in filed if match and _register_name(*found) == name), None)
        if register is None:
            return _not_found()
        rows, moment = self.world.register_rows(*register), register_moment(register[1])
        if _holds(request, moment):
            return _unchanged(moment)
        if renamed:
            body = wire.workbook(*register, rows, renamed=True)
        else:
            body = self._file(name, moment, lambda: wire.workbook(*register, rows))
        return _download(_XLSX, body, moment)

    def _gii(self, request: Request, *, renamed: bool) -> Reply:
        name = request.path.removeprefix(GII)
        editions = {f"wipo-pub-2000-{edition}-tech1.xlsx": edition for edition in gii_editions(self.now)}
        if not name:
            files = [(file, gii_moment(edition)) for file, edition in editions.items()]
            return Reply(200, _HTML, wire.index_page(GII, files))
        if name not in editions:
            return _not_found()
        edition, moment = editions[name], gii_moment(editions[name])
        if _holds(request, moment):
            return _unchanged(moment)
        if renamed:
            body = wire.gii_workbook(edition, self.world.gii_rows(edition), renamed=True)
        else:
            body = self._file(name, moment, lambda: wire.gii_workbook(edition, self.world.gii_rows(edition)))
        return _download(_XLSX, body, moment)

    def _file(self, name: str, changed: datetime, render: Callable[[], bytes]) -> bytes:
        """A file's bytes, rendered once per change; only the latest asked for is kept."""
        with self._files_lock:
            kept = self._files.get(name)
            if kept is None or kept[0] != changed:
                kept = changed, render()
                self._files[name] = kept
            return kept[1]


def parse_moment(text: str) -> datetime:
    """An ISO 8601 moment; one without an offset is Almaty's, a bare date is the end of that day.

    Raises:
        ValueError: ``text`` is none.
    """
    moment = datetime.fromisoformat(text)
    if len(text) == len("2026-04-20"):
        moment += timedelta(days=1, microseconds=-1)
    return moment if moment.tzinfo else moment.replace(tzinfo=ALMATY)


def _refusal(request: Request) -> Reply | None:
    if request.path == BY_BIN and request.query.get("token") != [TOKEN]:
        return Reply(403, _HTML, wire.error_page("403 Forbidden"))
    if request.path.startswith(BULK) and request.headers.get("authorization") != f"Bearer {TOKEN}":
        page = wire.error_page("401 Authorization Required")
        return Reply(401, _HTML, page, {"WWW-Authenticate": "Bearer"})
    return None


def _bulk_name(month: tuple[int, int]) -> str:
    return f"payments_{month[0]}-{month[1]:02d}.csv.gz"


def _register_name(territory: str, issue: date) -> str:
    return f"participants_{territory}_{issue.isoformat()}.xlsx"


def _download(content_type: str, body: bytes, changed: datetime) -> Reply:
    return Reply(200, content_type, body, {"Last-Modified": wire.http_date(changed)})


def _unchanged(changed: datetime) -> Reply:
    return Reply(304, _HTML, b"", {"Last-Modified": wire.http_date(changed)})


def _json(status: int, content: object) -> Reply:
    return Reply(status, "application/json", json.dumps(content, ensure_ascii=False).encode())


def _not_found() -> Reply:
    return Reply(404, _HTML, wire.error_page("404 Not Found"))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def _serve(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, parts.path, parse_qs(parts.query), headers, body)
        reply = self.server.site.answer(request)
        self.send_response(reply.status)
        for name, value in {"Content-Type": reply.content_type, **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    do_GET = do_HEAD = do_POST = do_PUT = _serve  # noqa: N815

    def version_string(self) -> str:
        """The name in the Server header."""
        return "sample-world"

    def end_headers(self) -> None:
        """Mark every reply, errors of the base class included."""
        self.send_header("X-Sample-Data", "true")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Requests go to the log, at debug level."""
        _log.debug(format, *args)


def _holds(request: Request, changed: datetime) -> bool:
    """Whether the asker has this version already; told before the file is rendered."""
    try:
        return changed <= parsedate_to_datetime(request.headers["if-modified-since"])
    except (KeyError, TypeError, ValueError):
        return False


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True

    def __init__(self, site: Site, port: int) -> None:
        self.site = site
        super().__init__(("127.0.0.1", port), _Handler)


@dataclass(frozen=True)
class Running:
    """A server that listens: its address without a slash at the end, and its site."""

    url: str
    site: Site
    server: ThreadingHTTPServer


def listen(world: World, *, clock: datetime = DEFAULT_CLOCK, port: int = 0) -> Running:
    """Bind to localhost (port 0: any free one); the caller runs ``server.serve_forever()``."""
    site = Site(world, clock)
    server = _Server(site, port)
    return Running(f"http://127.0.0.1:{server.server_address[1]}", site, server)


@contextmanager
def serve(world: World, *, clock: datetime = DEFAULT_CLOCK, port: int = 0) -> Iterator[Running]:
    """Serve ``world`` from a thread while the block runs."""
    running = listen(world, clock=clock, port=port)
    thread = threading.Thread(target=running.server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield running
    finally:
        running.server.shutdown()
        thread.join()
        running.server.server_close()
