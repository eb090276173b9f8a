"""Sheets of the regions, the country and other countries, all years."""

from __future__ import annotations

from naukograd.report.messages import Say
from naukograd.report.model import Report
from naukograd.report.sheets.sheet import Sheet, sheet, yes
from naukograd.report.wording import named


def expected_results(report: Report, say: Say) -> Sheet:
    fields = (
        *("number", "expected_result", "unit", "baseline_year", "baseline_value", "year", "value"),
        *("target_year", "target", "remark"),
    )
    rows = (
        (
            *(each.number, each.name, named(say, "measure_unit", each.unit), each.baseline_year, each.baseline_value),
            *(each.year, each.value, each.target_year, each.target_value, each.note),
        )
        for each in report.expected_results
    )
    return sheet("expected_results", fields, rows, say)


def regions(report: Report, say: Say) -> Sheet:
    fields = (
        *("kato", "region", "year", "population", "grp_bn_kzt", "grp_per_capita", "rd_expenditure", "rd_personnel"),
        *("rd_cost_per_worker", "researchers_per_mln", "exists_from", "exists_to"),
    )
    rows = (
        (
            *(each.kato, each.name, each.year, each.population, each.grp_bn_kzt, each.grp_per_capita_thousand_kzt),
            *(each.rd_expenditure_bn_kzt, each.rd_personnel, each.rd_cost_per_worker_mln_kzt),
            *(each.researchers_fte_per_mln_inhabitants, each.exists_from, each.exists_to),
        )
        for each in report.regions
    )
    return sheet("regions", fields, rows, say)


def comparisons(report: Report, say: Say) -> Sheet:
    fields = (
        "economy_code",
        "economy",
        "measure",
        "unit",
        "year",
        "value",
        "from",
        "published",
        "is_revised",
        "previous",
    )
    rows = (
        (
            *(
                each.economy_code,
                each.economy,
                each.measure,
                named(say, "measure_unit", each.unit),
                each.year,
                each.value,
            ),
            *(named(say, "publisher", each.source), each.published, yes(each.is_revised, say), each.previous_value),
        )
        for each in report.comparisons
    )
    return sheet("comparisons", fields, rows, say)


def facts(report: Report, say: Say) -> Sheet:
    fields = ("fact", "place", "year", "unit", "printed", "checked", "remark")
    rows = (
        (
            *(each.name, each.place, each.year, named(say, "measure_unit", each.unit)),
            *(each.value, each.checked_value, each.note),
        )
        for each in report.facts
    )
    return sheet("facts", fields, rows, say)
