"""The statement of data quality, the sources with their dates, and the list of all checks."""

from __future__ import annotations

from contextlib import suppress

from naukograd.core.figure import figure
from naukograd.report.marks import marked, plain
from naukograd.report.messages import Say
from naukograd.report.model import Check, GateRun, Indicator, LateFiling, Report
from naukograd.report.page import Paragraph, Points, Row, Section, Table
from naukograd.report.russian import day, day_of, number
from naukograd.report.sections.tables import figures, name, words
from naukograd.report.wording import coverage, named, numbers, territory


def quality(report: Report, say: Say) -> Section:
    """What was checked and what failed, how complete the figures are, what came late, and who decided what."""
    findings = tuple(_finding(gate, check, say) for gate in report.quality.gates for check in _failed(gate))
    parts = (
        Section(say("quality.checks"), (_gates(report, say), Points(findings or (say("quality.no_findings"),)))),
        Section(say("quality.coverage"), (Points(_coverage(report, say)), *_quarantined(report, say))),
        Section(say("late.title"), (_late(report, say),)),
        Section(say("decision.title"), (_decisions(report, say),)),
    )
    return Section(say("quality.title"), parts=parts)


def _failed(gate: GateRun) -> list[Check]:
    return [check for check in gate.checks if not check.passed]


def _gates(report: Report, say: Say) -> Table:
    columns = (
        name(say("quality.subject")),
        words(say("quality.ran_at")),
        *figures(say(f"quality.{key}") for key in ("passed", "critical", "warnings")),
        words(say("quality.outcome")),
    )
    return Table(say("quality.caption"), columns, tuple(_gate_row(gate, say) for gate in report.quality.gates))


def _gate_row(gate: GateRun, say: Say) -> Row:
    cells = (
        subject(gate, say),
        _ran_on(gate, say),
        say("quality.of", passed=number(gate.number("passed")), checks=number(gate.number("checks"))),
        number(gate.number("critical")),
        number(gate.number("warnings")),
        say("quality.outcome_passed" if gate.passed else "quality.outcome_failed"),
    )
    return Row(cells, "plain" if gate.passed else "focus")


def _ran_on(gate: GateRun, say: Say) -> str:
    return say("table.not_applicable") if gate.ran_at is None else day(gate.ran_at)


def subject(gate: GateRun, say: Say) -> str:
    """What was judged, in words."""
    return say(f"dataset.{gate.subject}") if gate.gate == "delivery" else say("quality.marts")


def _finding(gate: GateRun, check: Check, say: Say) -> str:
    return say(
        f"quality.finding_{check.severity}",
        subject=subject(gate, say),
        says=assertion(gate, check, say),
        count=number(check.count),
        of=number(check.of),
    )


def assertion(gate: GateRun, check: Check, say: Say) -> str:
    """What holds when the check passes: the text under its full name, else under its bare one.

    The record of an older run may name a check that has since been retired: it is shown by its name.
    """
    full = f"{gate.subject}.{check.check}" if gate.gate == "delivery" else check.check
    for key in (full, full.rpartition(".")[2]):
        with suppress(KeyError):
            return say(f"check.{key}")
    return check.check


def _coverage(report: Report, say: Say) -> tuple[str, ...]:
    """Indicators of equal coverage share a sentence."""
    groups: dict[str, list[Indicator]] = {}
    for each in report.indicators:
        groups.setdefault(plain(coverage(each.of(report.year).coverage, say)), []).append(each)
    told = []
    for found in groups.values():
        share = found[0].of(report.year).coverage
        key = "quality.not_covered" if share is None else "quality.covered"
        told.append(say(key, year=report.year, numbers=numbers(found, say), coverage=coverage(share, say)))
    return tuple(told)


def _quarantined(report: Report, say: Say) -> tuple[Paragraph | Table, ...]:
    found = [each for each in report.quality.sources if each.rows_quarantined]
    if not found:
        return (Paragraph(say("quality.none_quarantined")),)
    columns = (name(say("source.dataset")), *figures([say("source.rows"), say("source.quarantined")]))
    rows = tuple(
        Row((say(f"dataset.{each.dataset}"), number(each.rows_read), number(each.rows_quarantined))) for each in found
    )
    return (Table(say("quality.quarantined"), columns, rows, (say("source.note"),)),)


def _late(report: Report, say: Say) -> Paragraph | Table:
    found = [each for each in report.quality.late_filings if each.year == report.year]
    if not found:
        return Paragraph(say("late.none", year=report.year, next=report.year + 1))
    columns = (
        name(say("late.filing")),
        words(say("late.territory")),
        words(say("late.first")),
        words(say("late.latest")),
    )
    rows = tuple(_late_row(report, each, say) for each in found)
    return Table(say("late.caption", year=report.year, next=report.year + 1), columns, rows, (say("late.note"),))


def _late_row(report: Report, each: LateFiling, say: Say) -> Row:
    place = territory(report, each.territory_code, say)
    columns = {"first_filed_at": each.first, "latest_filed_at": each.latest}
    days = (
        marked(day(moment), figure("late_filings", each.dataset, each.territory_code, each.year, column=column))
        for column, moment in columns.items()
    )
    return Row((say(f"dataset.{each.dataset}"), place, *days))


def _decisions(report: Report, say: Say) -> Paragraph | Table:
    if not report.decisions:
        return Paragraph(say("decision.none"))
    columns = (
        name(say("decision.subject"), 4),
        name(say("decision.kind"), 2),
        name(say("decision.by"), 2),
        words(say("decision.on")),
        words(say("decision.until")),
    )
    rows = []
    for each in report.decisions:
        about = each.subject
        if each.value:
            about = say("decision.about", subject=each.subject, value=named(say, "decision_value", each.value))
        cells = (
            say("decision.because", about=about, because=each.because),
            named(say, "decision_kind", each.kind),
            each.decided_by,
            day_of(each.decided_on),
            say("decision.open") if each.valid_until is None else day_of(each.valid_until),
        )
        rows.append(Row(cells))
    return Table(say("decision.caption"), columns, tuple(rows))


def sources(report: Report, say: Say) -> Section:
    """Every dataset: who publishes it, how much of it, how new."""
    columns = (
        name(say("source.dataset"), 6),
        words(say("source.publisher")),
        *figures((say(f"source.{key}") for key in ("slices", "latest", "rows", "quarantined")), share=2),
        words(say("source.kind")),
    )
    rows = []
    for each in report.quality.sources:
        latest = each.latest_counts_from
        cells = (
            say(f"dataset.{each.dataset}"),
            say(f"publisher.{each.dataset.partition('.')[0]}"),
            number(each.slices),
            say("table.missing") if latest is None else day(latest),
            number(each.rows_read),
            number(each.rows_quarantined),
            say("source.is_sample" if each.is_sample else "source.is_real"),
        )
        rows.append(Row(cells))
    return Section(
        say("source.title"),
        (Table(say("source.caption"), columns, tuple(rows), (say("source.note"), say("source.publishers"))),),
    )


def annex(report: Report, say: Say) -> Section:
    """All checks, run by run."""
    columns = (
        name(say("annex.says")),
        words(say("annex.severity")),
        words(say("annex.outcome")),
        *figures([say("annex.count")]),
    )
    tables = tuple(
        Table(
            _annex_caption(gate, say),
            columns,
            tuple(_check_row(gate, check, say) for check in gate.checks),
        )
        for gate in report.quality.gates
    )
    return Section(say("annex.title"), tables)


def _annex_caption(gate: GateRun, say: Say) -> str:
    if gate.ran_at is None:
        return subject(gate, say)
    return say("annex.caption", subject=subject(gate, say), day=day(gate.ran_at))


def _check_row(gate: GateRun, check: Check, say: Say) -> Row:
    cells = (
        assertion(gate, check, say),
        say(f"annex.{check.severity}"),
        say("annex.passed" if check.passed else "annex.failed"),
        number(check.count),
    )
    return Row(cells, "plain" if check.passed else "focus")
