"""The six indicators: paths, territories, reconciliation, changes."""

from __future__ import annotations

from collections import defaultdict

from naukograd.core.database import Connection
from naukograd.report.model import Change, Indicator, Reconciled, Territory, TerritoryYear, YearProgress
from naukograd.reporting.rows import Cells, dicts, values

TOTAL = "total"


def read(conn: Connection) -> tuple[Indicator, ...]:
    """All indicators by number. One without any figure is there all the same."""
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
                path=_path(conn, code),
                territories=tuple(each for each in places if each.code != TOTAL),
                total=next((each for each in places if each.code == TOTAL), Territory(TOTAL, "", ())),
                reconciliation=_reconciliation(conn, code),
                changes=_changes(conn, code),
            )
        )
    return tuple(found)


def _path(conn: Connection, code: str) -> tuple[YearProgress, ...]:
    return values(
        conn,
        YearProgress,
        Cells("indicator_progress", ("indicator_code", "year"), {"target": "target_value", "actual": "actual_value"}),
        """
        select
            indicator_code,
            year,
            target_value as target,
            is_baseline,
            actual_value as actual,
            gap,
            percent_of_target,
            next_target_year,
            pace_to_next_target,
            pace_to_2035,
            remaining_change_percent,
            verdict,
            stage,
            coverage,
            continued_value
        from indicator_progress
        where indicator_code = %(code)s
        order by year
        """,
        {"code": code},
    )


def _territories(conn: Connection, code: str, names: dict[str, str]) -> tuple[Territory, ...]:
    cells = Cells("indicator_values", ("indicator_code", "territory_code", "year"))
    years: dict[str, list[TerritoryYear]] = defaultdict(list)
    for row in dicts(
        conn,
        """
        select
            indicator_code,
            territory_code,
            year,
            value,
            stage,
            observation_status as status,
            coverage,
            contributors,
            change_from_previous,
            share_percent
        from indicator_values
        where indicator_code = %(code)s
        order by territory_code collate "C", year
        """,
        {"code": code},
    ):
        found = {name: cells.number(row, name) for name in row if name not in cells.key}
        years[row["territory_code"]].append(TerritoryYear(year=row["year"], **found))
    return tuple(Territory(place, names.get(place, ""), tuple(parts)) for place, parts in years.items())


def _reconciliation(conn: Connection, code: str) -> tuple[Reconciled, ...]:
    return values(
        conn,
        Reconciled,
        Cells("indicator_reconciliation", ("indicator_code", "territory_code", "year")),
        """
        select indicator_code, territory_code, year, filed_value, tabulated_value, difference
        from indicator_reconciliation
        where indicator_code = %(code)s
        order by year, territory_code = 'total', territory_code collate "C"
        """,
        {"code": code},
    )


def _changes(conn: Connection, code: str) -> tuple[Change, ...]:
    return values(
        conn,
        Change,
        Cells("indicator_changes", ("indicator_code", "territory_code", "year", "component")),
        """
        select indicator_code, territory_code, year, component, value, participants
        from indicator_changes
        where indicator_code = %(code)s
        order by year, territory_code = 'total', territory_code collate "C", component collate "C"
        """,
        {"code": code},
    )
