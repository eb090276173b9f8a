"""The sample world over HTTP: every source's site behind one address, faults on demand, and a clock to set."""

from __future__ import annotations

import json
import logging
import ssl
import threading
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sample_world.certificate import key_of, make_certificate
from sample_world.faults import Faults
from sample_world.site import HTML, JSON, XML, Files, Reply, Request, Source, error_page, not_found
from sample_world.sites.bns import Bns
from sample_world.sites.filings import Filings
from sample_world.sites.kazpatent import Kazpatent
from sample_world.sites.kgd import Kgd
from sample_world.sites.taldau import OUT_OF_RANGE, Taldau
from sample_world.sites.wipo import Wipo
from sample_world.sites.worldbank import INVALID, WorldBank
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
            Taldau(world, files),
            WorldBank(world, files),
            Kazpatent(world, files),
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
            "html_500": Reply(500, HTML, error_page(OUT_OF_RANGE)),
            "empty_list": Reply(200, JSON, b"[]"),
            "message": _json(200, INVALID),
        }
        if kind in spoiled:
            return spoiled[kind]
        if kind == "missing_page":  # the first page in place of any other
            request = replace(request, query={**request.query, "page": ["1"]})
        reply = source.answer(request, self.now, renamed=kind == "renamed_column")
        if kind == "bom":
            return replace(reply, body=BOM_UTF8 + reply.body)
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


class _SecureServer(_Server):
    """The same over TLS."""

    def __init__(self, site: Site, certificate: Path) -> None:
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate, key_of(certificate))
        super().__init__(site, 0)

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Shake hands in the request's own thread; an asker who does not trust the certificate hangs up."""
        try:
            secure = self._context.wrap_socket(request, server_side=True)
        except OSError as error:
            _log.debug("no handshake: %s", error)
            return
        with secure:
            super().finish_request(secure, client_address)


@dataclass(frozen=True)
class Running:
    """A server that listens in a thread, over plain HTTP and over TLS.

    Attributes:
        url, secure_url: addresses without a slash at the end; both lead to the same site.
        certificate: of the secure address, which no public authority has signed; to be pinned.
    """

    url: str
    secure_url: str
    certificate: Path
    site: Site


@contextmanager
def serve(world: World, *, clock: datetime = DEFAULT_CLOCK, port: int = 0) -> Iterator[Running]:
    """Serve ``world`` on localhost from threads while the block runs (port 0: any free one)."""
    site = Site(world, clock)
    with TemporaryDirectory(prefix="sample-world-") as folder:
        certificate = make_certificate(Path(folder))
        plain, secure = servers = _Server(site, port), _SecureServer(site, certificate)
        threads = [threading.Thread(target=each.serve_forever, args=(0.05,), daemon=True) for each in servers]
        for thread in threads:
            thread.start()
        try:
            yield Running(_address("http", plain), _address("https", secure), certificate, site)
        finally:
            for server, thread in zip(servers, threads, strict=True):
                server.shutdown()
                thread.join()
                server.server_close()


def _address(scheme: str, server: _Server) -> str:
    return f"{scheme}://127.0.0.1:{server.server_address[1]}"
