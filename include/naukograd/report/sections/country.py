"""What the programme is seen against: its territories, its baseline, expected results, regions, other countries."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from naukograd.core.cell import figure_of
from naukograd.report.marks import marked
from naukograd.report.messages import Say
from naukograd.report.model import Comparison, Fact, Region, Report
from naukograd.report.model.country import NATION
from naukograd.report.page import Paragraph, Row, Section, Table
from naukograd.report.russian import day_of, number
from naukograd.report.sections.summary import baseline_table, results_table
from naukograd.report.sections.tables import figures, name, value, words

COLUMNS_AT_ONCE = 4
HOME = "KAZ"
THOUSAND = 1000
MEASURES = {
    "population": 0,
    "grp_bn_kzt": 1,
    "grp_per_capita_thousand_kzt": 1,
    "rd_expenditure_bn_kzt": 2,
    "rd_personnel": 0,
    "rd_cost_per_worker_mln_kzt": 2,
    "researchers_fte_per_mln_inhabitants": 0,
}
"""Columns of the regional table and their decimals, at most."""


def territories(report: Report, say: Say) -> Section:
    """The three territories, and of a science city the criterion of its status."""
    columns = (
        name(say("territories.name")),
        name(say("territories.core")),
        words(say("territories.region")),
        words(say("territories.launch")),
        *figures([say("territories.participants")]),
    )
    rows = tuple(
        Row(
            (
                each.name,
                each.core_organization,
                each.region,
                say("table.not_applicable") if each.launch_deadline is None else day_of(each.launch_deadline),
                number(each.participants_now),
            )
        )
        for each in report.territories
    )
    status = []
    for each in report.territories:
        if each.status_threshold_percent is None:
            continue
        values = {"name": each.name, "threshold": number(each.status_threshold_percent, 0)}
        if each.status_share_percent is None:
            status.append(Paragraph(say("territories.status_unknown", **values)))
            continue
        share = value(each.status_share_percent, 2, say)
        people = {
            "researchers": value(each.rd_researchers, 0, say),
            "employed": value(each.employed_population, 0, say),
        }
        status.append(Paragraph(say("territories.status", share=share, **people, **values)))
    table = Table(say("territories.caption"), columns, rows, (say("territories.note"),))
    return Section(say("territories.title"), (table, *status))


def baseline(report: Report, say: Say) -> Section:
    """The baseline beside its recomputation, as in the baseline record."""
    return Section(say("baseline.title", year=report.baseline().year), (baseline_table(report, say),))


def expected_results(report: Report, say: Say) -> Section:
    """The results expected by 2035 and where each stands."""
    if not report.expected_results:
        return Section(say("result.title"), (Paragraph(say("result.none")),))
    notes = tuple(Paragraph(each.note) for each in report.expected_results if each.note)
    return Section(say("result.title"), (replace(results_table(report, say), caption=say("result.values")), *notes))


def regions(report: Report, say: Say) -> Section:
    """All regions, each measure in the latest year that has it; the country is a row of its own, never a sum."""
    title = say("region.title")
    years = _latest_years(report.regions)
    if not years:
        return Section(title, (Paragraph(say("region.none")),))
    labels = (say("region.label", label=say(f"region.{measure}"), year=year) for measure, year in years.items())
    columns = (name(say("region.name"), 4), *figures(labels, share=2))
    by_year = {(each.kato, each.year): each for each in report.regions}
    names = {each.kato: each.name for each in report.regions if each.year in years.values()}
    rows = []
    for kato in sorted(names, key=lambda kato: (kato == NATION, kato)):
        shown = (_measured(by_year.get((kato, year)), measure, say) for measure, year in years.items())
        rows.append(Row((names[kato], *shown), "total" if kato == NATION else "plain"))
    notes = (say("region.note"), say("table.signs"))
    return Section(title, (Table(say("region.caption"), columns, tuple(rows), notes),))


def _latest_years(found: tuple[Region, ...]) -> dict[str, int]:
    """By measure the latest year in which any region has it; a measure that nobody has is left out."""
    years = {}
    for measure in MEASURES:
        known = [each.year for each in found if getattr(each, measure) is not None]
        if known:
            years[measure] = max(known)
    return years


def _measured(region: Region | None, measure: str, say: Say) -> str:
    return value(None if region is None else getattr(region, measure), MEASURES[measure], say)


def comparisons(report: Report, say: Say) -> Section:
    """Countries by measure, the latest year of each; then what the Concept prints of countries and of clusters."""
    world = [each for each in report.comparisons if each.source == "worldbank"]
    printed = [each for each in report.comparisons if each.source == "concept"]
    countries = [each for each in printed if _is_country(each)]
    clusters = [each for each in printed if not _is_country(each)]
    tables = [
        *_by_country(world, "comparison.world", say),
        *_by_country(countries, "comparison.printed", say),
        *([_clusters(clusters, say)] if clusters else []),
    ]
    return Section(say("comparison.title"), tuple(tables) or (Paragraph(say("comparison.none")),))


def _is_country(each: Comparison) -> bool:
    """Countries have ISO codes; a cluster has the name that the Concept gives it."""
    return len(each.economy_code) == len(HOME)


def _by_country(found: list[Comparison], key: str, say: Say) -> list[Table]:
    latest: dict[tuple[str, str], Comparison] = {}
    for each in sorted(found, key=lambda each: each.year or 0):
        if each.value is not None:
            latest[each.economy_code, each.measure_code] = each
    measures = sorted({(each.measure_code, each.measure) for each in latest.values()})
    # Kazakhstan first, the others in the order of their names.
    economies = sorted({(each.economy_code != HOME, each.economy, each.economy_code) for each in latest.values()})
    tables = []
    for at in range(0, len(measures), COLUMNS_AT_ONCE):
        some = measures[at : at + COLUMNS_AT_ONCE]
        columns = (name(say("comparison.economy")), *figures((text for _, text in some), share=2))
        rows = []
        for is_abroad, economy, code in economies:
            cells = (economy, *(_compared(latest.get((code, measure)), say) for measure, _ in some))
            rows.append(Row(cells, "plain" if is_abroad else "focus"))
        shown = [each for (_, measure), each in latest.items() if measure in dict(some)]
        notes = (say("comparison.note"), *_revisions(shown, say))
        tables.append(Table(say(key), columns, tuple(rows), notes))
    return tables


def _compared(each: Comparison | None, say: Say) -> str:
    if each is None or each.value is None:
        return say("table.missing")
    key = "comparison.revised" if each.is_revised else "comparison.value"
    return say(key, value=_natural(each.value), year=each.year)


def _revisions(shown: list[Comparison], say: Say) -> list[str]:
    told = [
        say(
            "comparison.revision",
            economy=each.economy,
            measure=each.measure,
            year=each.year,
            value=_natural(each.value),
            previous=_natural(each.previous_value),
        )
        for each in shown
        if each.is_revised and each.value is not None and each.previous_value is not None
    ]
    return [say("comparison.revisions", revisions="; ".join(told))] if told else []


def _clusters(found: list[Comparison], say: Say) -> Table:
    columns = (
        name(say("comparison.cluster")),
        name(say("comparison.measure")),
        words(say("comparison.year")),
        *figures([say("comparison.amount")]),
    )
    rows = tuple(
        Row(
            (
                each.economy,
                each.measure,
                say("table.not_applicable") if each.year is None else str(each.year),
                say("table.missing") if each.value is None else _natural(each.value),
            )
        )
        for each in found
    )
    return Table(say("comparison.clusters"), columns, rows, (say("comparison.clusters_note"),))


def facts(report: Report, say: Say) -> Section:
    """The Concept's figures of the country that others of its own figures check; the Bureau's own series."""
    printed = [
        each for each in report.facts if each.source == "concept" and (each.note or each.checked_value is not None)
    ]
    series = {
        each.code: each for each in sorted(report.facts, key=lambda each: each.year or 0) if each.source != "concept"
    }
    tables = (
        *([_printed(printed, say)] if printed else []),
        *([_series(list(series.values()), say)] if series else []),
    )
    return Section(say("fact.title"), tables or (Paragraph(say("fact.none")),))


def _printed(found: list[Fact], say: Say) -> Table:
    columns = (
        name(say("fact.name"), 3),
        name(say("fact.place")),
        words(say("fact.year")),
        *figures([say("fact.printed"), say("fact.checked")]),
    )
    rows = []
    for each in found:
        differs = each.checked_value is not None and each.checked_value != each.value
        cells = (
            each.name,
            each.place or say("table.not_applicable"),
            say("table.not_applicable") if each.year is None else str(each.year),
            _as_printed(each.value, each, say),
            say("table.not_applicable") if each.checked_value is None else _as_printed(each.checked_value, each, say),
        )
        rows.append(Row(cells, "focus" if differs else "plain"))
    remarks = (say("fact.remark", name=each.name, note=each.note.rstrip(".")) for each in found if each.note)
    return Table(say("fact.caption"), columns, tuple(rows), (say("fact.note"), *remarks))


def _series(found: list[Fact], say: Say) -> Table:
    columns = (name(say("fact.name")), words(say("fact.year")), *figures([say("comparison.amount")]))
    rows = tuple(
        Row((each.name, str(each.year), say("table.missing") if each.value is None else _natural(each.value)))
        for each in found
    )
    return Table(say("fact.series"), columns, rows)


def _as_printed(amount: Decimal | None, fact: Fact, say: Say) -> str:
    """With the decimals that the Concept prints; what was reckoned with up to two, if it has more."""
    if amount is None or fact.value is None:
        return say("table.missing")
    if fact.unit == "year":
        return marked(str(int(amount)), figure_of(amount))
    return number(amount, max(_decimals(fact.value), min(2, _decimals(amount.normalize()))))


def _decimals(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _natural(amount: Decimal) -> str:
    """With as many decimals as the source gives, two at most; from a thousand on, none."""
    return number(amount, min(2, _decimals(amount.normalize())) if abs(amount) < THOUSAND else 0)
