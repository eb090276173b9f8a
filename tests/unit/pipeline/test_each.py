"""Several datasets in one task: each gets its turn, and a failure names itself and the others."""

from __future__ import annotations

from typing import Any

import pytest

from naukograd import pipeline
from naukograd.core.errors import GateFailed, NaukogradError, SourceUnavailable

FAILING = {"b": GateFailed("rejected", where="b 2026", remedy="Ask."), "d": SourceUnavailable("away", where="d 2025")}


def turn(taken: list[str], failing: dict[str, NaukogradError]) -> Any:
    def verb(dataset: str) -> dict[str, Any]:
        taken.append(dataset)
        if dataset in failing:
            raise failing[dataset]
        return {"dataset": dataset}

    return verb


def test_all_is_told_when_all_goes_well() -> None:
    assert pipeline.each(["a", "c"], turn([], FAILING)) == [{"dataset": "a"}, {"dataset": "c"}]


def test_one_that_fails_keeps_nobody_from_its_turn_and_what_may_heal_decides() -> None:
    taken: list[str] = []
    with pytest.raises(SourceUnavailable) as raised:
        pipeline.each(["a", "b", "c", "d"], turn(taken, FAILING))
    assert taken == ["a", "b", "c", "d"]
    assert str(raised.value) == "d 2025: away; failed as well, each with a line above: b"


def test_a_single_failure_is_told_as_it_is() -> None:
    with pytest.raises(GateFailed) as raised:
        pipeline.each(["a", "b"], turn([], FAILING))
    assert str(raised.value) == "b 2026: rejected — Ask."


def test_a_failure_that_names_only_an_address_is_told_with_its_dataset() -> None:
    failing = {"kgd.payments_bulk": SourceUnavailable("away", where="https://kgd.example/bulk/")}
    with pytest.raises(SourceUnavailable) as raised:
        pipeline.each(["kgd.payments_bulk"], turn([], failing))
    assert str(raised.value) == "kgd.payments_bulk, https://kgd.example/bulk/: away"
