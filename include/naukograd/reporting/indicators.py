"""The six indicators: paths, territories, reconciliation, changes."""

from __future__ import annotations

from collections import defaultdict

from naukograd.core.database import Connection
from naukograd.report.model import Change, Indicator, Reconciled, Territory, TerritoryYear, YearProgress
from naukograd.reporting.rows import dicts, values

TOTAL = "total"


def read(conn: Connection, year: int) -> tuple[Indicator, ...]:
    """All indicators by number. One without any figure is there all the same: ``year`` and earlier have no data."""
    names = {row["territory_code"]: row["name_ru"] for row in dicts(conn, "select * from territories")}
    found = []
    for row in dicts(
        conn,
        """
        select
            indicator_code,
            number,
            name_ru,
            unit,
            polarity = 'lower_is_better' as is_lower_better,
            level = 'country' as is_national
        from seeds.indicators
        order by number
        """,
    ):
        code = row["indicator_code"]
        places = _territories(conn, code, names)
        found.append(
            Indicator(
                code=code,
                number=row["number"],
                name=row["name_ru"],
                unit=row["unit"],
                is_lower_better=row["is_lower_better"],
                is_national=row["is_national"],
                path=_path(conn, code, year),
                territories=tuple(each for each in places if each.code != TOTAL),
                total=next((each for each in places if each.code == TOTAL), Territory(TOTAL, "", ())),
                reconciliation=_reconciliation(conn, code),
                changes=_changes(conn, code),
            )
        )
    return tuple(found)


def _path(conn: Connection, code: str, year: int) -> tuple[YearProgress, ...]:
    return values(
        conn,
        YearProgress,
        """
        select
            year,
            t.value as target,
            t.is_baseline,
            p.actual_value as actual,
            p.gap,
            p.percent_of_target,
            p.next_target_year,
            p.pace_to_next_target,
            p.pace_to_2035,
            case
                when p.verdict is not null then p.verdict
                when t.is_baseline then 'baseline'
                when year <= %(year)s then 'no_data'
                else 'not_due'
            end as verdict,
            p.stage,
            p.coverage
        from seeds.indicator_targets as t
        left join indicator_progress as p using (indicator_code, year)
        where indicator_code = %(code)s
        order by year
        """,
        {"code": code, "year": year},
    )


def _territories(conn: Connection, code: str, names: dict[str, str]) -> tuple[Territory, ...]:
    years: dict[str, list[TerritoryYear]] = defaultdict(list)
    for row in dicts(
        conn,
        """
        select territory_code, year, value, stage, observation_status as status, coverage, contributors
        from indicator_values
        where indicator_code = %(code)s
        order by territory_code, year
        """,
        {"code": code},
    ):
        years[row.pop("territory_code")].append(TerritoryYear(**row))
    return tuple(Territory(place, names.get(place, ""), tuple(parts)) for place, parts in years.items())


def _reconciliation(conn: Connection, code: str) -> tuple[Reconciled, ...]:
    return values(
        conn,
        Reconciled,
        """
        select territory_code, year, filed_value, tabulated_value, difference
        from indicator_reconciliation
        where indicator_code = %(code)s
        order by year, territory_code = 'total', territory_code
        """,
        {"code": code},
    )


def _changes(conn: Connection, code: str) -> tuple[Change, ...]:
    return values(
        conn,
        Change,
        """
        select territory_code, year, component, value, participants
        from indicator_changes
        where indicator_code = %(code)s
        order by year, territory_code = 'total', territory_code, component
        """,
        {"code": code},
    )
