"""The sample world over HTTP: every source's site behind one address, faults on demand, and a clock to set."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from sample_world.faults import Faults
from sample_world.site import HTML, JSON, XML, Files, Reply, Request, Source, error_page, not_found
from sample_world.sites.bns import Bns
from sample_world.sites.filings import Filings
from sample_world.sites.kgd import Kgd
from sample_world.sites.wipo import Wipo
from sample_world.times import ALMATY, DEFAULT_CLOCK
from sample_world.world import World

_log = logging.getLogger(__name__)


class Site:
    """Answers requests about one world as of its clock. Safe for threads."""

    def __init__(self, world: World, clock: datetime = DEFAULT_CLOCK) -> None:
        self.world = world
        self.now = clock
        self._faults = Faults()
        files = Files()
        self._sources: tuple[Source, ...] = (
            Kgd(world, files),
            Filings(world, files),
            Wipo(world, files),
            Bns(world, files),
        )

    def answer(self, request: Request) -> Reply:
        """The reply, spoiled where a fault is due."""
        if request.path.startswith("/_"):
            return self._control(request)
        source = next((each for each in self._sources if request.path.startswith(each.prefixes)), None)
        if source is None:
            return not_found()
        refusal = source.refusal(request)
        if refusal:
            return refusal
        kind = self._faults.take(request.path)
        spoiled = {
            "html": Reply(200, HTML, error_page("Сервис временно недоступен")),
            "empty": Reply(200, XML, b""),
            "throttle": Reply(429, HTML, error_page("429 Too Many Requests")),
            "server_error": Reply(500, HTML, error_page("500 Internal Server Error")),
        }
        if kind in spoiled:
            return spoiled[kind]
        reply = source.answer(request, self.now, renamed=kind == "renamed_column")
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
        return not_found()


def parse_moment(text: str) -> datetime:
    """An ISO 8601 moment; one without an offset is Almaty's, a bare date is the end of that day.

    Raises:
        ValueError: ``text`` is none.
    """
    moment = datetime.fromisoformat(text)
    if len(text) == len("2026-04-20"):
        moment += timedelta(days=1, microseconds=-1)
    return moment if moment.tzinfo else moment.replace(tzinfo=ALMATY)


def _json(status: int, content: object) -> Reply:
    return Reply(status, JSON, json.dumps(content, ensure_ascii=False).encode())


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    _is_sample = True
    server: _Server

    def _serve(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, parts.path, parse_qs(parts.query), headers, body)
        reply = self.server.site.answer(request)
        self._is_sample = reply.is_sample
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
        """Say whose world this is, and mark what is invented, errors of the base class included."""
        self.send_header("X-Sample-World", "true")
        if self._is_sample:
            self.send_header("X-Sample-Data", "true")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Requests go to the log, at debug level."""
        _log.debug(format, *args)


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
