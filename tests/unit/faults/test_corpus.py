"""Every damage of the corpus, at its smallest, changes an answer that its dataset's own questions bring."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

import pytest
from faults import proxy
from faults.concept import damaged_tables
from faults.corpus import corpus
from faults.fault import Fault, Place
from faults.night import Night
from faults.proxy import Proxy

from naukograd.core.errors import NaukogradError
from naukograd.core.settings import Settings
from naukograd.sources import DATASETS
from naukograd.sources.dataset import Request
from naukograd.sources.http import Http
from naukograd.standalone.stack import SHIPPED
from sample_world.server import Running, serve
from sample_world.world import World


@pytest.fixture(scope="module")
def world() -> Iterator[Running]:
    with serve(World(payments=20_000)) as running:
        yield running


@pytest.fixture(scope="module")
def before(world: Running) -> Iterator[Proxy]:
    with proxy.before(world.url) as running:
        yield running


@pytest.mark.parametrize("fault", corpus(), ids=lambda fault: f"{fault.dataset}:{fault.name}")
def test_every_damage_changes_an_answer(fault: Fault, world: Running, before: Proxy) -> None:
    size = fault.sizes[0]
    if fault.dataset.startswith("concept."):
        with damaged_tables(fault, size) as folders:
            assert folders["concept"] != str(SHIPPED["concept"])
        return
    before.set(fault, size)
    _ask(fault, before, world)
    assert before.broken is None, before.broken
    assert before.damaged, f"no answer is found by {fault.reply}"
    assert _has_changed(fault, before)


def _has_changed(fault: Fault, before: Proxy) -> bool:
    # Opening and closing again changes bytes as well: what counts is what the damage adds to that.
    return any(after != fault.form.change(sound, lambda content: None) for sound, after in before.damaged)


def _ask(fault: Fault, before: Proxy, world: Running) -> None:
    dataset = DATASETS[fault.dataset]
    bins = tuple(participant.head.bin for participant in world.site.world.participants)
    endpoint = Night(Settings.from_environment(), before.url, "", []).endpoint(fault.dataset)
    with Http(endpoint, attempts=1) as http, suppress(NaukogradError):
        for question in dataset.questions(http, Request([2025, 2026], bins)):
            with suppress(NaukogradError):
                answer = dataset.ask(http, question)
                for _ in answer.chunks if answer else ():
                    pass
            if before.broken or _has_changed(fault, before):
                return


def test_sizes_grow_and_every_fault_says_where_and_in_which_words() -> None:
    for fault in corpus():
        if fault.is_quirk:
            continue
        assert len(fault.sizes) == 3
        assert re.compile(fault.words)
        assert fault.place is not Place.NOWHERE
