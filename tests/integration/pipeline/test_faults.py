"""Ten faults and a quirk of the corpus, tried as `make faults` tries them all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from faults import proxy
from faults.corpus import corpus
from faults.fault import Fault
from faults.field import impatient
from faults.grouping import Passed
from faults.outcome import Outcome
from faults.trial import Bench, keep

from naukograd.core.periods import parse_moment
from sample_world.server import serve
from sample_world.world import World

from .conftest import CLOCK, Copied

FAULTS = {fault.name: fault for fault in corpus()}
TRIED = (
    "by_bin_entity_bomb",
    "by_bin_breaks_off",
    "participants_path_in_a_file_name",
    "participants_upload_breaks_off",
    "participants_leave_before_joining",
    "science_heading_twice",
    "grp_in_old_excel",
    "models_are_a_message",
    "gii_sheet_renamed",
    "bulletin_is_a_message",
)


@pytest.fixture(scope="module")
def bench(copied: Copied, small_world: World) -> Iterator[Bench]:
    with impatient(), serve(small_world) as world, proxy.before(world.url) as before:
        settings = copied("faults")
        keep(settings, parse_moment(CLOCK))
        yield Bench(settings, before, CLOCK)


def tried(bench: Bench, fault: Fault, size: float) -> Outcome:
    (found,) = bench.attempt([(fault, size)])
    return next(bench.build([found])) if isinstance(found, Passed) else found


@pytest.mark.parametrize("name", TRIED)
def test_a_fault_is_caught_where_it_must_be_and_nothing_comes_through(bench: Bench, name: str) -> None:
    fault = FAULTS[name]
    outcome = tried(bench, fault, fault.sizes[0])
    assert (outcome.place, outcome.reached) == (fault.place, ()), outcome.said
    assert outcome.is_good, outcome.said


def test_what_should_say_nothing_must_do_something(bench: Bench) -> None:
    quirk = replace(FAULTS["participants_more_columns_and_sheets"], damage=lambda content, size, chance: None)
    with pytest.raises(AssertionError, match=f"{quirk.name} changes nothing"):
        tried(bench, quirk, 1)


def test_a_quirk_that_changes_what_is_read_is_built_and_raises_no_alarm(bench: Bench) -> None:
    (found,) = bench.attempt([(FAULTS["participants_one_has_left"], 1)])
    assert isinstance(found, Passed)
    outcome = next(bench.build([found]))
    assert outcome.is_good, outcome.said


def test_what_is_read_as_ever_needs_no_build(bench: Bench) -> None:
    (found,) = bench.attempt([(FAULTS["participants_more_columns_and_sheets"], 1)])
    assert isinstance(found, Outcome)
    assert found.is_good, found.said
