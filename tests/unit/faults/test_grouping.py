"""What is tried together can be told apart."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations

from faults.corpus import corpus
from faults.grouping import Passed, batches, chunks, is_built
from hypothesis import given
from hypothesis import strategies as st

FAULTS = tuple(corpus())
PASSED = st.builds(
    lambda fault, run, slices: Passed((fault, fault.sizes[0]), str(run), slices, 1.0, put_aside=False),
    st.sampled_from(FAULTS),
    st.integers(),
    st.frozensets(st.sampled_from(["2026/40", "2026/41", "2026/9"])),
)


@given(st.lists(PASSED))
def test_a_build_takes_in_what_differs_in_other_slices_and_should_say_nothing(passed: list[Passed]) -> None:
    found = batches(passed)
    assert sorted((each for batch in found for each in batch), key=id) == sorted(passed, key=id)
    for one, other in (pair for batch in found for pair in combinations(batch, 2)):
        (fault, _), (beside, _) = one.trial, other.trial
        assert is_built(fault)
        assert is_built(beside)
        assert fault.is_quirk == beside.is_quirk
        assert fault.later == beside.later == timedelta()
        assert fault.dataset != beside.dataset or not one.slices & other.slices


def test_every_trial_is_in_one_chunk_with_those_of_its_reply() -> None:
    trials = [(fault, size) for fault in FAULTS for size in fault.sizes]
    found = chunks(trials)
    assert sorted((fault.name, size) for chunk in found for fault, size in chunk) == sorted(
        (fault.name, size) for fault, size in trials
    )
    assert all(
        len({(fault.dataset, fault.reply, fault.later, is_built(fault), fault.is_quirk) for fault, _ in chunk}) == 1
        for chunk in found
    )
