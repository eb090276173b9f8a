"""Asking over HTTP: one session per source, retries for what is passing, clear words for what is not."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import PurePath
from types import TracebackType
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

import requests
from tenacity import Retrying, before_sleep_log, retry_if_exception_type, stop_after_attempt, wait_exponential
from urllib3.exceptions import HTTPError

from naukograd.core.errors import BadReply, SourceUnavailable, UsageError

log = logging.getLogger(__name__)

CONNECT_SECONDS = 10
# data.egov.kz and its proxies have been seen to hang for 45 s before they answer.
READ_SECONDS = 60
CHUNK = 1 << 20


@dataclass(frozen=True)
class Endpoint:
    """Where a source is reached. The token never shows in logs, errors or the archive."""

    base_url: str
    token: str | None = field(default=None, repr=False)
    verify: bool | str = True


def without_query(url: str) -> str:
    """``url`` as it may be logged and archived: tokens travel in the query."""
    scheme, netloc, path, _, _ = urlsplit(url)
    return urlunsplit((scheme, netloc.rpartition("@")[2], path, "", ""))


class Http:
    """A session with one source."""

    def __init__(self, endpoint: Endpoint, *, attempts: int = 4, patience: float = 1.0) -> None:
        """``patience``: seconds before the second attempt, doubled for each further one."""
        self.endpoint = endpoint
        self._session = requests.Session()
        self._session.headers["User-Agent"] = "naukograd"
        self._retrying = Retrying(
            retry=retry_if_exception_type(SourceUnavailable),
            stop=stop_after_attempt(attempts),
            wait=wait_exponential(multiplier=patience, max=60),
            before_sleep=before_sleep_log(log, logging.WARNING),
            reraise=True,
        )

    def __enter__(self) -> Http:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()

    def read(
        self, method: str, path: str, *, hopeless: str | None = None, **kwargs: Any
    ) -> tuple[bytes, requests.Response]:
        """The whole body of a small reply. An empty body is throttling: it is tried again.

        Args:
            path: relative to the endpoint's base URL.
            hopeless: words on the page of a server error by which this source says that the question is wrong.
            kwargs: as for ``requests.request`` (params, data, headers).

        Raises:
            SourceUnavailable: no answer after all attempts.
            BadReply: the source refuses.
        """
        url = urljoin(self.endpoint.base_url.rstrip("/") + "/", path)

        def once() -> tuple[bytes, requests.Response]:
            with self._send(method, url, hopeless=hopeless, **kwargs) as response, _breaking_off(url):
                body = response.content
            if not body.strip():
                raise SourceUnavailable(
                    "an empty reply: the source is throttling",
                    where=without_query(url),
                    remedy="The task tries again; lower the pool's slots if it goes on.",
                )
            return body, response

        return self._retrying(once)

    def stream(self, url: str, version: str | None, **kwargs: Any) -> tuple[Iterator[bytes], requests.Response] | None:
        """The body of a file in chunks, compressed as the file itself is; None when unchanged since ``version``.

        Raises:
            SourceUnavailable, BadReply: as ``read``; a connection that breaks off raises while the chunks are consumed.
        """
        # A server that compresses on the way would change the bytes we archive.
        headers = {"Accept-Encoding": "identity", **kwargs.pop("headers", {})}
        if version:
            headers["If-Modified-Since"] = version
        response = self._retrying(self._send, "GET", url, headers=headers, **kwargs)
        if response.status_code == requests.codes.not_modified:
            response.close()
            return None
        return _chunks(response, url), response

    def _send(self, method: str, url: str, *, hopeless: str | None = None, **kwargs: Any) -> requests.Response:
        where = without_query(url)
        try:
            # verify goes with each request: on the session alone, REQUESTS_CA_BUNDLE would take the pin's place.
            response = self._session.request(
                method,
                url,
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                stream=True,
                verify=self.endpoint.verify,
                **kwargs,
            )
        except requests.exceptions.SSLError:
            raise BadReply(
                "the server's certificate is not trusted",
                where=where,
                remedy="Pin the certificate in the connection's extra (verify: path); verification stays on.",
            ) from None
        except requests.RequestException as error:
            raise SourceUnavailable(
                f"no answer ({type(error).__name__})",
                where=where,
                remedy="Is the address right, and the source up?",
            ) from None
        except OSError:
            # What is no RequestException is said of a bundle that is not where it should be.
            raise UsageError(
                "the pinned certificate cannot be opened",
                where=str(self.endpoint.verify),
                remedy="Correct verify in the connection's extra.",
            ) from None
        if hopeless and response.status_code >= 500 and _says(response, hopeless):
            raise BadReply(
                f"HTTP {response.status_code}: «{hopeless}»",
                where=where,
                remedy="The same question will fail again: check what is asked for, its measure and its dictionaries.",
            )
        _raise_for_status(response, where)
        return response


@contextmanager
def _breaking_off(url: str) -> Iterator[None]:
    try:
        yield
    except (requests.RequestException, HTTPError, OSError) as error:
        raise SourceUnavailable(
            f"the connection broke off ({type(error).__name__})",
            where=without_query(url),
            remedy="It is tried again.",
        ) from None


def _chunks(response: requests.Response, url: str) -> Iterator[bytes]:
    with response, _breaking_off(url):
        # raw, not iter_content: a file's own gzip must not be undone on the way.
        while chunk := response.raw.read(CHUNK, decode_content=False):
            yield chunk


def _says(response: requests.Response, words: str) -> bool:
    with _breaking_off(response.url):
        return words in unescape(response.content.decode("utf-8", "replace"))


def _raise_for_status(response: requests.Response, where: str) -> None:
    status = response.status_code
    if status < 400:
        return
    response.close()
    if status in (requests.codes.too_many_requests, requests.codes.request_timeout) or status >= 500:
        raise SourceUnavailable(
            f"HTTP {status}", where=where, remedy="The source is busy or broken; it is tried again."
        )
    if status in (401, 403):
        raise BadReply(f"HTTP {status}: no permission", where=where, remedy="Check the connection's token.")
    raise BadReply(f"HTTP {status}", where=where, remedy="Check the connection's address.")


def links(body: bytes, base: str) -> list[str]:
    """Addresses that an HTML index page (nginx autoindex and alike) links to, in its order."""
    return [urljoin(base, unescape(href)) for href in re.findall(r'href="([^"?#]+)"', body.decode("utf-8", "replace"))]


def files(body: bytes, base: str, slice_of: Callable[[PurePath], str | None]) -> list[tuple[str, str]]:
    """Slice and address of every file that an index page links to and whose name tells a slice, in the page's order.

    Raises:
        BadReply: such a link leads to another host or scheme, or its name is a path: our token is not for others, and a
            name decides which slice is replaced.
    """
    found = []
    for address in links(body, base):
        name = file_name(address)
        slice_ = slice_of(PurePath(name))
        if slice_ is None:
            continue
        if urlsplit(address)[:2] != urlsplit(base)[:2] or PurePath(name).name != name or "\\" in name:
            raise BadReply(
                f"the index names a file whose path leads elsewhere: {without_query(address)}",
                where=without_query(base),
                remedy="Nothing was asked there. Ask the source what happened to its page.",
            )
        found.append((slice_, address))
    return found


def file_name(url: str) -> str:
    """Last part of the address."""
    return unquote(urlsplit(url).path.rpartition("/")[2])


def last_modified(response: requests.Response) -> datetime | None:
    """The Last-Modified header as an aware moment."""
    text = response.headers.get("Last-Modified")
    try:
        return parsedate_to_datetime(text) if text else None
    except ValueError:
        return None


def opening(body: bytes) -> str:
    """The first words of a body, to show a person what came instead."""
    return repr(re.sub(r"\s+", " ", body[:80].decode("utf-8", "replace")).strip())
