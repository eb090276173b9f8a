"""A proxy before a source's address that damages answers on their way."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

from faults.fault import Fault
from sample_world.site import Reply

_log = logging.getLogger(__name__)
_OWN = frozenset({"connection", "content-length", "host", "keep-alive", "transfer-encoding", "date", "server"})
"""Headers that concern one hop only."""


class Proxy:
    """Forwards to ``upstream``; damages what the fault set finds, and never lets that count as unchanged.

    One fault at a time, asked by one asker at a time. The world behind it stands still: what it has answered once it is
    not asked again.
    """

    def __init__(self, upstream: str) -> None:
        self._upstream = upstream
        self._damage: tuple[Fault, float] | None = None
        self._answered: dict[tuple[object, ...], Reply] = {}
        self.url = ""
        self.damaged: list[tuple[Reply, Reply]] = []
        """The replies that the fault set last has found, before and after."""
        self.broken: Exception | None = None
        """What the damage itself died of: a mistake in the corpus."""

    def set(self, fault: Fault | None, size: float = 0) -> None:
        """Damage by this fault from now on, or by none."""
        self._damage, self.damaged, self.broken = (fault, size) if fault else None, [], None

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """The source's reply, damaged where the fault finds it."""
        kept = {name: value for name, value in headers.items() if name.lower() not in _OWN}
        asked = f"{target} {body.decode('utf-8', 'replace')}"
        damage = self._damage if self._damage and re.search(self._damage[0].reply, asked) else None
        if damage:
            kept = {name: value for name, value in kept.items() if name.lower() != "if-modified-since"}
        reply = self._upstream_reply(method, target, kept, body)
        if not damage or method == "HEAD":
            return reply
        fault, size = damage
        try:
            damaged = fault.damaged(reply, size)
        except Exception as error:
            self.broken = error
            return reply
        self.damaged.append((reply, damaged))
        return damaged

    def _upstream_reply(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        question = method, target, tuple(sorted(headers.items())), body
        if question not in self._answered:
            response = requests.request(
                method,
                self._upstream + target,
                headers=headers,
                data=body,
                stream=True,
                timeout=60,
                allow_redirects=False,
            )
            with response:
                content = response.raw.read(decode_content=False)
            passed = {name: value for name, value in response.headers.items() if name.lower() not in _OWN}
            self._answered[question] = Reply(response.status_code, passed.pop("Content-Type", ""), content, passed)
        return self._answered[question]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        reply = self.server.proxy.answer(self.command, self.path, dict(self.headers.items()), body)
        self.send_response(reply.status)
        for name, value in {"Content-Type": reply.content_type, **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    do_GET = do_HEAD = do_POST = _serve  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        _log.debug(format, *args)


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True

    def __init__(self, proxy: Proxy) -> None:
        self.proxy = proxy
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        # Who reads a damaged answer hangs up.
        _log.debug("an answer to %s was not read to its end", client_address, exc_info=True)


@contextmanager
def before(upstream: str) -> Iterator[Proxy]:
    """A proxy before ``upstream``, an address without a slash at the end, while the block runs."""
    server = _Server(Proxy(upstream))
    server.proxy.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server.proxy
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
