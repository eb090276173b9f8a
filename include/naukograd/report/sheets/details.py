"""Sheets of what stands behind single indicators, all years."""

from __future__ import annotations

from naukograd.report.messages import Say
from naukograd.report.model import Report
from naukograd.report.sheets.sheet import Sheet, sheet, yes
from naukograd.report.wording import named, territory


def composition(report: Report, say: Say) -> Sheet:
    """What counts and what does not, all territories together, with totals."""
    fields = (
        *("indicator", "year", "is_counted", "item", "sector", "parts", "headcount", "fte", "amount_kzt"),
        "committed_kzt",
    )
    rows = (
        (
            *(say(f"indicator.{each.indicator_code}"), each.year, yes(each.is_counted, say)),
            *(each.name or named(say, "output_kind", each.item), each.sector, each.parts, each.headcount, each.fte),
            *(each.amount_kzt, each.committed_kzt),
        )
        for each in report.details.composition
    )
    return sheet("composition", fields, rows, say)


def taxes(report: Report, say: Say) -> Sheet:
    fields = ("year", "territory", "payment_kind", "is_counted", "payments", "amount_kzt")
    rows = (
        (
            *(each.year, territory(report, each.territory_code, say), each.name, yes(each.is_counted, say)),
            *(each.payments, each.amount_kzt),
        )
        for each in report.details.tax_scope
    )
    return sheet("taxes", fields, rows, say)


def researchers(report: Report, say: Say) -> Sheet:
    fields = ("year", "territory", "bin", "unit_name", "is_counted", "why", "headcount", "fte")
    rows = (
        (
            *(each.year, territory(report, each.territory_code, say), each.bin, each.unit),
            *(yes(each.is_counted, say), each.why, each.headcount, each.fte),
        )
        for each in report.details.research_units
    )
    return sheet("researchers", fields, rows, say)


def investment(report: Report, say: Say) -> Sheet:
    fields = ("year", "territory", "sector", "finance_source", "is_private", "amount_kzt", "committed_kzt")
    rows = (
        (
            *(each.year, territory(report, each.territory_code, say), each.sector, each.finance_source),
            *(yes(each.is_private, say), each.amount_kzt, each.committed_kzt),
        )
        for each in report.details.investment
    )
    return sheet("investment", fields, rows, say)


def output(report: Report, say: Say) -> Sheet:
    fields = ("year", "territory", "output_kind", "is_counted", "amount_kzt")
    rows = (
        (
            *(each.year, territory(report, each.territory_code, say), named(say, "output_kind", each.kind)),
            *(yes(each.is_counted, say), each.amount_kzt),
        )
        for each in report.details.output
    )
    return sheet("output", fields, rows, say)


def patents(report: Report, say: Say) -> Sheet:
    fields = (
        "gos_number",
        "registered_on",
        "bulletin",
        "patent",
        "territory",
        "owner",
        "bin",
        "is_annulled",
        "match_rule",
        "decision",
    )
    rows = (
        (
            *(each.gos_number, each.registered_on, each.bulletin, each.title),
            *(territory(report, each.territory_code, say), each.owner, each.participant_bin),
            *(yes(each.is_annulled, say), named(say, "match_rule", each.match_rule), each.decision_id),
        )
        for each in report.details.patents
    )
    return sheet("patents", fields, rows, say)


def undecided_owners(report: Report, say: Say) -> Sheet:
    """Owners of whom a person has to decide, a line for each participant that one may be."""
    fields = ("owner", "resembles", "reason", "patents")
    rows = ((each.owner, each.resembles_bin, each.reason, each.patents) for each in report.details.owner_candidates)
    return sheet("undecided_owners", fields, rows, say)


def undecided_patents(report: Report, say: Say) -> Sheet:
    """What difference they could make."""
    fields = (
        *("year", "territory", "value_if_none", "undecided_patents", "value_if_all", "target", "verdict"),
        "verdict_if_all",
    )
    rows = (
        (
            *(each.year, territory(report, each.territory_code, say), each.value_if_none, each.undecided_patents),
            *(each.value_if_all, each.target_value),
            *(code and say(f"verdict.{code}") for code in (each.verdict_if_none, each.verdict_if_all)),
        )
        for each in report.details.undecided_patents
    )
    return sheet("undecided_patents", fields, rows, say)
