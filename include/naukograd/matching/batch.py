"""Many strings at once: each different one is decided of once, on as many processors as there are."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from naukograd.matching.matcher import Decision, Matcher
from naukograd.matching.register import Participant

log = logging.getLogger(__name__)

CHUNK = 5_000
"""Strings decided of between two lines of the log; fewer are not worth a second process."""


def decide(participants: Iterable[Participant], printed: Iterable[str]) -> dict[str, list[Decision]]:
    """What is decided of each owner of each string."""
    strings = sorted(set(printed))
    chunks = [strings[start : start + CHUNK] for start in range(0, len(strings), CHUNK)]
    decided: dict[str, list[Decision]] = {}
    for chunk, decisions in zip(chunks, _decided(list(participants), chunks), strict=True):
        decided.update(zip(chunk, decisions, strict=True))
        if len(chunks) > 1:
            log.info("decided of %d of %d different strings", len(decided), len(strings))
    return decided


def _decided(participants: list[Participant], chunks: Sequence[list[str]]) -> Iterator[list[list[Decision]]]:
    processes = min(len(os.sched_getaffinity(0)), len(chunks))
    if processes < 2:
        matcher = Matcher(participants)
        for chunk in chunks:
            yield list(matcher.decide_all(chunk))
        return
    # A fresh interpreter: a forked one may inherit locks of the threads of whoever calls.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, _prepare, (participants,)) as pool:
        yield from pool.map(_decide, chunks)


_matchers: list[Matcher] = []


def _prepare(participants: list[Participant]) -> None:
    _matchers.append(Matcher(participants))
    # The register stays for good: nobody need look through it for garbage again and again.
    gc.freeze()


def _decide(chunk: list[str]) -> list[list[Decision]]:
    return list(_matchers[-1].decide_all(chunk))
