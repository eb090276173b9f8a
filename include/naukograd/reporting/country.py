"""Territories, regions, other countries, facts, expected results, decisions."""

from __future__ import annotations

from datetime import datetime

from naukograd.core.database import Connection
from naukograd.core.periods import ALMATY
from naukograd.report.model import Comparison, Decision, ExpectedResult, Fact, Region, TerritoryFacts, Total
from naukograd.reporting.rows import Cells, values


def territories(conn: Connection) -> tuple[TerritoryFacts, ...]:
    return values(
        conn,
        TerritoryFacts,
        Cells("territories", ("code",)),
        """
        select
            territory_code as code,
            name_ru as name,
            core_organization_ru as core_organization,
            region_ru as region,
            launch_deadline,
            participants_now,
            rd_researchers,
            employed_population,
            status_share_percent,
            status_threshold_percent
        from territories
        order by territory_code collate "C"
        """,
    )


def regions(conn: Connection) -> tuple[Region, ...]:
    return values(
        conn,
        Region,
        Cells("regional_profile", ("kato", "year")),
        """
        select
            region_kato as kato,
            name_ru as name,
            year,
            population,
            grp_per_capita_thousand_kzt,
            grp_bn_kzt,
            rd_expenditure_bn_kzt,
            rd_personnel,
            rd_cost_per_worker_mln_kzt,
            researchers_fte_per_mln_inhabitants,
            exists_from,
            exists_to
        from regional_profile
        order by year, region_kato collate "C"
        """,
    )


def comparisons(conn: Connection) -> tuple[Comparison, ...]:
    return values(
        conn,
        Comparison,
        Cells("international_comparison", ("source", "measure_code", "economy_code", "year")),
        """
        select
            measure_code,
            measure_ru as measure,
            unit,
            economy_code,
            economy_ru as economy,
            year,
            value,
            source,
            published,
            is_revised,
            previous_value
        from international_comparison
        order by
            source collate "C",
            measure_code collate "C",
            measure_ru collate "C",
            economy_code collate "C",
            year nulls first,
            value
        """,
    )


def facts(conn: Connection) -> tuple[Fact, ...]:
    return values(
        conn,
        Fact,
        Cells("national_facts", ("source", "code", "year")),
        """
        select
            fact_code as code,
            name_ru as name,
            year,
            value,
            unit,
            source,
            place,
            checked_value,
            note_ru as note
        from national_facts
        order by source collate "C", place collate "C", fact_code collate "C", year
        """,
    )


def expected_results(conn: Connection) -> tuple[ExpectedResult, ...]:
    """Of each result the latest year with a value; where no year has one, the latest."""
    return values(
        conn,
        ExpectedResult,
        Cells("expected_results", ("code", "year")),
        """
        select *
        from (
            select distinct on (result_code collate "C")
                result_code as code,
                number,
                name_ru as name,
                unit,
                year,
                value,
                baseline_year,
                baseline_value,
                target_year,
                target_value,
                stage,
                note_ru as note
            from expected_results
            order by result_code collate "C", value is null, year desc
        ) as latest
        order by number
        """,
    )


def decisions(conn: Connection, as_of: datetime) -> tuple[Decision, ...]:
    """Those in force on the day of the moment; ``valid_until`` is the last day."""
    return values(
        conn,
        Decision,
        Cells("decisions", ("decision_id",)),
        """
        select decision_id, kind, subject, value, decided_by, decided_on, valid_until, because
        from decisions
        where decided_on <= %(day)s and (valid_until is null or valid_until >= %(day)s)
        order by kind collate "C", decided_on, decision_id collate "C"
        """,
        {"day": as_of.astimezone(ALMATY).date()},
    )


def totals(conn: Connection) -> tuple[Total, ...]:
    return values(
        conn,
        Total,
        Cells("report_totals", ("year", "code")),
        """
        select year, total_code as code, value
        from report_totals
        order by year, total_code collate "C"
        """,
    )
