"""From a response to an answer; taking a file whole, which tells apart the unchanged, the empty and the wrong one."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

import requests

from naukograd.core.errors import SourceUnavailable
from naukograd.sources.dataset import Answer, Question
from naukograd.sources.http import Http, last_modified, opening

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE2_KIND = "an OLE2 workbook (.xls of Excel 97 to 2003)"


def answer(
    response: requests.Response,
    chunks: Iterable[bytes],
    address: str,
    *,
    version: str | None = None,
    refusal: str | None = None,
) -> Answer:
    """The answer that a response is: its body as ``chunks``, and what its headers say of it."""
    return Answer(
        chunks,
        address,
        published_at=last_modified(response),
        version=version,
        is_sample=response.headers.get("X-Sample-Data") == "true",
        has_own_clock=response.headers.get("X-Sample-World") == "true",
        refusal=refusal,
    )


def download(
    http: Http, question: Question, *, magic: bytes | tuple[bytes, ...], kind: str, **kwargs: Any
) -> Answer | None:
    """The file at the question's address; None when unchanged since the version known.

    Args:
        magic: bytes that every file of this ``kind`` begins with, or several such; what begins otherwise is refused.
        kwargs: as for ``requests.request`` (headers).

    Raises:
        SourceUnavailable: no answer, or an empty one.
    """
    opened = http.stream(question.address, question.known_version, **kwargs)
    if opened is None:
        return None
    chunks, response = opened
    first = next(chunks, b"")
    if not first:
        raise SourceUnavailable("an empty file", where=question.address, remedy="It is tried again.")
    return answer(
        response,
        chain([first], chunks),
        question.address,
        version=response.headers.get("Last-Modified"),
        refusal=None if first.startswith(magic) else f"not {kind}: {_shown(first)}",
    )


def _shown(first: bytes) -> str:
    return OLE2_KIND if first.startswith(OLE2) else opening(first)
