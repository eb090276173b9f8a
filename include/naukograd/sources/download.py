"""Taking a file whole: unchanged, empty, or not what its name promises are told apart before it is archived."""

from __future__ import annotations

from itertools import chain
from typing import Any

from naukograd.core.errors import SourceUnavailable
from naukograd.sources.dataset import Answer, Question
from naukograd.sources.http import Http, is_sample, last_modified, opening


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
    return Answer(
        chain([first], chunks),
        question.address,
        published_at=last_modified(response),
        version=response.headers.get("Last-Modified"),
        is_sample=is_sample(response),
        refusal=None if first.startswith(magic) else f"not {kind}: {opening(first)}",
    )
