"""What every source's site shares: requests, replies, files rendered once, and pages of a web server."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

TOKEN = "sample-token"  # noqa: S105 (the sample world has no secrets)
HTML, XML, JSON = "text/html; charset=utf-8", "text/xml; charset=utf-8", "application/json"
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Request:
    """What a source looks at in a request."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes

    @property
    def is_read(self) -> bool:
        return self.method in ("GET", "HEAD")


@dataclass(frozen=True)
class Reply:
    """A status, a type, a body, and headers. ``is_sample``: the body is invented; a real publication says ``false``."""

    status: int
    content_type: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    is_sample: bool = True


class Source(ABC):
    """One source's part of the sample world: the paths it answers under, and its answers as of a moment."""

    prefixes: tuple[str, ...]

    def refusal(self, request: Request) -> Reply | None:
        """Why the source does not talk to this asker; None when it does."""
        return None

    @abstractmethod
    def answer(self, request: Request, now: datetime, *, renamed: bool) -> Reply:
        """The reply at ``now``; ``renamed`` spoils the name of a column or element, as a changed format would."""


class Files:
    """Rendered files: each once per change, only the latest asked for is kept. Safe for threads."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[datetime, bytes]] = {}
        self._lock = threading.Lock()

    def body(self, path: str, changed: datetime, render: Callable[[], bytes]) -> bytes:
        """The bytes of the file at ``path`` as changed at ``changed``."""
        with self._lock:
            kept = self._files.get(path)
            if kept is None or kept[0] != changed:
                kept = changed, render()
                self._files[path] = kept
            return kept[1]

    def reply(
        self,
        request: Request,
        content_type: str,
        changed: datetime,
        render: Callable[[bool], bytes],
        *,
        renamed: bool,
        is_sample: bool = True,
    ) -> Reply:
        """The file, or 304 for an asker who has this version; ``render(renamed)`` makes it."""
        headers = {"Last-Modified": http_date(changed)}
        if _holds(request, changed):
            return Reply(304, HTML, b"", headers, is_sample)
        body = render(True) if renamed else self.body(request.path, changed, lambda: render(False))
        return Reply(200, content_type, body, headers, is_sample)


def _holds(request: Request, changed: datetime) -> bool:
    """Whether the asker has this version already; told before the file is rendered."""
    try:
        return changed <= parsedate_to_datetime(request.headers["if-modified-since"])
    except (KeyError, TypeError, ValueError):
        return False


def not_found() -> Reply:
    """There is nothing at this address."""
    return Reply(404, HTML, error_page("404 Not Found"))


def index(path: str, files: Iterable[tuple[str, datetime]]) -> Reply:
    """A folder's page as nginx prints it; sizes are left out, since that would render every file."""
    lines = [
        f'<a href="{name}">{name}</a>{" " * max(1, 51 - len(name))}{moment.astimezone(UTC):%d-%b-%Y %H:%M}{"-":>20}'
        for name, moment in files
    ]
    listing = "\n".join(['<a href="../">../</a>', *lines])
    page = (
        f"<html>\n<head><title>Index of {path}</title></head>\n<body>\n"
        f"<h1>Index of {path}</h1><hr><pre>{listing}\n</pre><hr></body>\n</html>\n"
    )
    return Reply(200, HTML, page.encode())


def error_page(title: str) -> bytes:
    """What a proxy says in place of an answer."""
    return (
        f"<html>\n<head><title>{title}</title></head>\n<body>\n"
        f"<center><h1>{title}</h1></center>\n<hr><center>nginx</center>\n</body>\n</html>\n"
    ).encode()


def http_date(moment: datetime) -> str:
    """A moment as HTTP headers print it."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)
