"""The sections of the page: each turns one part of the model into paragraphs, a table and notes."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import Literal

from naukograd.report.messages import Say
from naukograd.report.model import Check, GateRun, Report, ScopeRow, Territory, YearProgress
from naukograd.report.page import Column, Row, Section, Table
from naukograd.report.russian import day, digits_to_tell, number, signed
from naukograd.report.wording import HUNDRED, coverage, focus, percent, running

MILLION = Decimal(10) ** 6


def sections(report: Report, say: Say) -> tuple[Section, ...]:
    """All sections in the order of the page."""
    return (
        _progress(report, say),
        _territories(report, say),
        _scope(report, say),
        _reconciliation(report, say),
        _quality(report, say),
        _sources(report, say),
        _method(report, say),
        _annex(report, say),
    )


def _progress(report: Report, say: Say) -> Section:
    columns = (
        Column(say("progress.year"), "left"),
        *(Column(say(f"progress.{key}")) for key in ("target", "actual", "gap", "percent", "coverage")),
        Column(say("progress.verdict"), "left", grow=True),
        Column(say("progress.stage"), "left"),
    )
    path, unfinished = report.indicator.path, running(report)
    rows = tuple(_progress_row(row, row == focus(report), row == unfinished, say) for row in path)
    baselines = [say("progress.baseline_note", year=row.year) for row in path if row.is_baseline]
    return Section(
        say("progress.title"),
        tables=(Table(say("progress.caption"), columns, rows),),
        notes=(*baselines, *_running_note(report, say), say("table.signs")),
    )


def _progress_row(row: YearProgress, is_focus: bool, is_running: bool, say: Say) -> Row:
    absent = say("table.not_applicable")
    # A year that is over and has no value lacks it; a year to come does not have one yet.
    unknown = absent if row.verdict == "not_due" else say("table.missing")
    # What is unfinished or incomplete is not held against the target: it would read as missed.
    is_compared = row.verdict in ("met", "missed", "baseline")
    digits = 3 if row.actual is None else digits_to_tell(row.actual, row.target, least=3)
    cells = (
        say("table.running_mark", year=row.year) if is_running else str(row.year),
        number(row.target, digits),
        unknown if row.actual is None else number(row.actual, digits),
        absent if row.gap is None or not is_compared else signed(row.gap, digits),
        percent(row.percent_of_target if is_compared else None, say),
        percent(None if row.coverage is None else row.coverage * HUNDRED, say),
        say(f"verdict.{row.verdict}"),
        say(f"stage.{row.stage}") if row.stage else absent,
    )
    return Row(cells, "focus" if is_focus else "muted" if row.actual is None else "plain")


def _running_note(report: Report, say: Say) -> list[str]:
    return [] if running(report) is None else [say("table.running_note")]


def _territories(report: Report, say: Say) -> Section:
    years = [year.year for year in report.total]
    unfinished, told = running(report), focus(report).year
    marks = [say("table.running_mark", year=y) if unfinished and unfinished.year == y else str(y) for y in years]
    columns = (
        Column(say("territory.name"), "left", grow=True),
        *(Column(mark) for mark in marks),
        Column(say("territory.share", year=told)),
        Column(say("territory.contributors", year=told)),
    )
    total = Territory(say("table.total"), report.total)
    rows = (
        *(_territory_row(each, "plain", report, say) for each in report.territories),
        _territory_row(total, "total", report, say),
    )
    return Section(
        say("territory.title"),
        tables=(Table(say("territory.caption"), columns, rows),),
        notes=(say("territory.note"), *_running_note(report, say)),
    )


def _territory_row(territory: Territory, kind: Literal["plain", "total"], report: Report, say: Say) -> Row:
    told = focus(report).year
    by_year = {year.year: year for year in territory.years}
    whole = {year.year: year.value for year in report.total}
    values = {year: by_year[year].value if year in by_year else None for year in whole}
    part, total = values.get(told), whole.get(told)
    # Net refunds can make a year's total zero or negative; a share of that says nothing.
    share = None if part is None or total is None or total <= 0 else part / total * HUNDRED
    cells = (
        territory.name,
        *(say("table.missing") if value is None else number(value, 3) for value in values.values()),
        say("table.not_applicable") if share is None else number(share, 1),
        number(by_year[told].contributors) if told in by_year else say("table.missing"),
    )
    return Row(cells, kind)


def _scope(report: Report, say: Say) -> Section:
    scope = report.scope
    if not scope.rows:
        return Section(say("scope.title"), (say("scope.empty", year=scope.year),))
    counted = [row for row in scope.rows if row.is_counted]
    left_out = [row for row in scope.rows if not row.is_counted]
    rows = (
        *(_scope_row(row, say("scope.is_counted")) for row in counted),
        _scope_total(counted, say("scope.total_counted")),
        *(_scope_row(row, say("scope.not_counted")) for row in left_out),
        _scope_total(left_out, say("scope.total_not_counted")),
    )
    columns = (
        Column(say("scope.name"), "left", grow=True),
        Column(say("scope.counted"), "left"),
        Column(say("scope.payments")),
        Column(say("scope.amount")),
    )
    table = Table(say("scope.caption", year=scope.year), columns, rows)
    return Section(say("scope.title"), tables=(table,), notes=(say("scope.note"),))


def _scope_row(row: ScopeRow, counted: str) -> Row:
    return Row((row.name, counted, number(row.payments), number(row.amount_kzt / MILLION, 2)))


def _scope_total(rows: list[ScopeRow], label: str) -> Row:
    amount = sum((row.amount_kzt for row in rows), Decimal(0))
    payments = sum(row.payments for row in rows)
    return Row((label, "", number(payments), number(amount / MILLION, 2)), "total")


def _reconciliation(report: Report, say: Say) -> Section:
    found = report.reconciliation
    if found.compared == 0:
        sentence = say("reconciliation.none")
    elif found.differing == 0:
        sentence = say("reconciliation.equal", compared=number(found.compared))
    else:
        sentence = say(
            "reconciliation.differ",
            compared=number(found.compared),
            differing=number(found.differing),
            difference=say("unit.kzt", value=number(found.difference_kzt, 2)),
        )
    return Section(say("reconciliation.title"), (sentence,))


def _quality(report: Report, say: Say) -> Section:
    row = focus(report)
    paragraphs = []
    if row.coverage is not None:
        paragraphs.append(say("quality.coverage", year=row.year, coverage=coverage(row, say)))
    paragraphs += [_finding(gate, check, say) for gate in report.gates for check in gate.checks if not check.passed]
    columns = (
        Column(say("quality.subject"), "left", grow=True),
        Column(say("quality.ran_at"), "left"),
        *(Column(say(f"quality.{key}")) for key in ("passed", "critical", "warnings")),
        Column(say("quality.outcome"), "left"),
    )
    table = Table(say("quality.caption"), columns, tuple(_gate_row(gate, say) for gate in report.gates))
    return Section(say("quality.title"), tuple(paragraphs), (table,))


def _gate_row(gate: GateRun, say: Say) -> Row:
    failed = [check.severity for check in gate.checks if not check.passed]
    passed = number(len(gate.checks) - len(failed))
    cells = (
        _subject(gate, say),
        day(gate.ran_at),
        say("quality.of", passed=passed, checks=number(len(gate.checks))),
        number(failed.count("critical")),
        number(failed.count("warning")),
        say("quality.outcome_passed" if gate.passed else "quality.outcome_failed"),
    )
    return Row(cells, "plain" if gate.passed else "focus")


def _subject(gate: GateRun, say: Say) -> str:
    return say(f"dataset.{gate.subject}") if gate.gate == "delivery" else say("quality.marts")


def _finding(gate: GateRun, check: Check, say: Say) -> str:
    return say(
        f"quality.finding_{check.severity}",
        subject=_subject(gate, say),
        says=_assertion(gate, check, say),
        count=number(check.count),
        of=number(check.of),
    )


def _assertion(gate: GateRun, check: Check, say: Say) -> str:
    """What holds when the check passes: the text under its full name, else under its bare one.

    The record of an older run may name a check that has since been retired: it is shown by its name.
    """
    name = f"{gate.subject}.{check.check}" if gate.gate == "delivery" else check.check
    for key in (name, name.rpartition(".")[2]):
        with suppress(KeyError):
            return say(f"check.{key}")
    return check.check


def _sources(report: Report, say: Say) -> Section:
    columns = (
        Column(say("source.dataset"), "left", grow=True),
        *(Column(say(f"source.{key}")) for key in ("slices", "latest", "rows", "quarantined")),
    )
    rows = []
    for source in report.sources:
        name, latest = say(f"dataset.{source.dataset}"), source.latest_counts_from
        rows.append(
            Row(
                (
                    say("source.sample", name=name) if source.is_sample else name,
                    number(source.slices),
                    say("table.missing") if latest is None else day(latest),
                    number(source.rows_read),
                    number(source.rows_quarantined),
                )
            )
        )
    table = Table(say("source.caption"), columns, tuple(rows))
    return Section(say("source.title"), tables=(table,), notes=(say("source.note"),))


def _method(report: Report, say: Say) -> Section:
    month, day_of_month = report.freeze.split("-")
    paragraphs = (
        say("method.basis"),
        say("method.formula"),
        say("method.judgement", freeze=f"{day_of_month}.{month}"),
        say("method.rounding"),
    )
    return Section(say("method.title"), paragraphs)


def _annex(report: Report, say: Say) -> Section:
    columns = (
        Column(say("annex.says"), "left", grow=True),
        Column(say("annex.severity"), "left"),
        Column(say("annex.outcome"), "left"),
        Column(say("annex.count")),
    )
    tables = tuple(
        Table(
            say("annex.caption", subject=_subject(gate, say), day=day(gate.ran_at)),
            columns,
            tuple(_check_row(gate, check, say) for check in gate.checks),
        )
        for gate in report.gates
    )
    return Section(say("annex.title"), tables=tables)


def _check_row(gate: GateRun, check: Check, say: Say) -> Row:
    cells = (
        _assertion(gate, check, say),
        say(f"annex.{check.severity}"),
        say("annex.passed" if check.passed else "annex.failed"),
        number(check.count),
    )
    return Row(cells, "plain" if check.passed else "focus")
