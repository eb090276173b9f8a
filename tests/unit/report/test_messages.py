from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from naukograd.report.messages import catalogue, texts
from naukograd.report.model import Reconciliation, Report, Scope
from naukograd.report.render import compose

from .factory import moment, path, real, report, suites, year_row


def variants() -> list[Report]:
    """Reports that between them take every turn the page has."""
    whole = report()
    gate = whole.gates[0]
    gate = replace(gate, passed=False, checks=(replace(gate.checks[0], severity="critical", passed=False),))
    partial = year_row(2026, Decimal("2.1"), verdict="incomplete", coverage=Decimal("0.91"), stage="final")

    def seen(at: str, **years: object) -> Report:
        heading = replace(whole.heading, as_of=moment(at))
        return replace(whole, heading=heading, indicator=replace(whole.indicator, path=path(**years)))  # type: ignore[arg-type]

    return [
        whole,
        real(whole),
        replace(whole, gates=(gate,), scope=Scope(2026, ()), reconciliation=Reconciliation(0, 0, Decimal(0))),
        replace(whole, reconciliation=Reconciliation(74, 0, Decimal(0))),
        seen("2027-05-04", y2026=year_row(2026, Decimal("2.1"))),
        seen("2027-05-04", y2026=partial),
        seen("2027-05-04", y2026=year_row(2026, verdict="no_data", coverage=Decimal(0))),
        seen("2026-11-22", y2026=year_row(2026, Decimal("1.9"), verdict="not_due")),
        seen("2026-01-02"),
        seen("2025-12-31"),
        seen("2025-12-31", y2025=year_row(2025, verdict="baseline")),
    ]


def test_the_page_needs_every_text_and_no_other() -> None:
    used: set[str] = set()
    speak = catalogue("ru")

    def say(key: str, **values: object) -> str:
        text = speak(key, **values)
        used.add(key)
        return text

    for variant in variants():
        compose(variant, say)
    assert used == set(texts("ru"))


def test_only_checks_that_mean_the_same_share_a_text() -> None:
    meanings: dict[str, dict[str, str]] = {}
    for subject, suite in (suites("deliveries") | suites("marts")).items():
        for each in suite:
            name = each["meta"]["name"]
            meanings.setdefault(name, {})[f"check.{subject}.{name}"] = each["meta"]["says"]
    expected = {
        key
        for name, by_full_name in meanings.items()
        for key in ([f"check.{name}"] if len(set(by_full_name.values())) == 1 else by_full_name)
    }
    assert {key for key in texts("ru") if key.startswith("check.")} == expected


def test_a_retired_check_is_shown_by_its_name() -> None:
    whole = report()
    gate = whole.gates[0]
    unheard = replace(gate, checks=(replace(gate.checks[0], check="unheard_of"),))
    page = compose(replace(whole, gates=(unheard,)), catalogue("ru"))
    assert "unheard_of" in repr(page.sections)


def test_no_text_is_empty_or_keeps_a_placeholder() -> None:
    page = compose(report(), catalogue("ru"))
    sentences = [page.lead, *page.points, *page.marks, page.figure.alt]
    sentences += [text for section in page.sections for text in (*section.paragraphs, *section.notes)]
    for sentence in sentences:
        assert sentence.strip()
        assert not re.search(r"[{}]", sentence)


def test_a_dataset_without_a_name_is_an_error() -> None:
    whole = report()
    unnamed = replace(whole, sources=(replace(whole.sources[0], dataset="kgd.unheard_of"),))
    with pytest.raises(KeyError, match="unheard_of"):
        compose(unnamed, catalogue("ru"))
