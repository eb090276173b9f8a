"""What stands behind single indicators."""

from __future__ import annotations

from naukograd.core.database import Connection
from naukograd.report.model import (
    Composition,
    CountOutlook,
    Details,
    InvestmentSource,
    OutputKind,
    OwnerCandidate,
    Patent,
    ResearchUnit,
    ScopeRow,
    UndecidedPatents,
)
from naukograd.reporting.rows import Cells, values


def read(conn: Connection) -> Details:
    """All years."""
    return Details(
        composition=values(
            conn,
            Composition,
            Cells("indicator_composition", ("indicator_code", "year", "is_counted", "item")),
            """
            select
                indicator_code,
                year,
                is_counted,
                item,
                name_ru as name,
                sector,
                parts,
                headcount,
                fte,
                amount_kzt,
                committed_kzt
            from indicator_composition
            order by
                indicator_code collate "C",
                year,
                is_counted desc,
                item = 'total',
                amount_kzt desc,
                item collate "C"
            """,
        ),
        tax_scope=values(
            conn,
            ScopeRow,
            Cells("tax_receipts_by_scope", ("year", "territory_code", "rule", "is_counted")),
            """
            select year, territory_code, scope_rule as rule, name_ru as name, is_counted, payments, amount_kzt
            from tax_receipts_by_scope
            order by year, territory_code collate "C", is_counted desc, amount_kzt desc, scope_rule collate "C"
            """,
        ),
        research_units=values(
            conn,
            ResearchUnit,
            Cells("researchers_by_unit", ("territory_code", "year", "bin", "unit", "unit_kato", "staff_group")),
            """
            select
                year,
                territory_code,
                bin,
                unit_ru as unit,
                unit_kato,
                staff_group,
                is_counted,
                why_ru as why,
                headcount,
                fte
            from researchers_by_unit
            order by
                year,
                territory_code collate "C",
                bin collate "C",
                unit_ru collate "C",
                unit_kato collate "C",
                is_counted desc,
                staff_group collate "C"
            """,
        ),
        investment=values(
            conn,
            InvestmentSource,
            Cells(
                "private_investment_by_source",
                ("territory_code", "year", "sector", "finance_source", "is_private", "scope_rule"),
            ),
            """
            select year, territory_code, sector, finance_source, is_private, amount_kzt, committed_kzt, scope_rule
            from private_investment_by_source
            order by
                year,
                territory_code collate "C",
                is_private desc,
                sector collate "C",
                finance_source collate "C",
                scope_rule collate "C"
            """,
        ),
        output=values(
            conn,
            OutputKind,
            Cells("science_output_by_kind", ("territory_code", "year", "kind")),
            """
            select year, territory_code, kind, is_counted, amount_kzt
            from science_output_by_kind
            order by year, territory_code collate "C", is_counted desc, kind collate "C"
            """,
        ),
        patents=values(
            conn,
            Patent,
            Cells("invention_patents_list", ("gos_number", "territory_code", "participant_bin")),
            """
            select
                gos_number,
                registered_on,
                bulletin,
                territory_code,
                owner_ru as owner,
                participant_bin,
                title_ru as title,
                is_annulled,
                match_rule,
                decision_id
            from invention_patents_list
            order by
                registered_on,
                gos_number collate "C",
                territory_code collate "C",
                participant_bin collate "C",
                owner_ru collate "C"
            """,
        ),
        patents_outlook=values(
            conn,
            CountOutlook,
            Cells("invention_patents_outlook", ("year",)),
            "select * from invention_patents_outlook order by year",
        ),
        owner_candidates=values(
            conn,
            OwnerCandidate,
            Cells("owner_candidates", ("owner_key", "resembles_bin")),
            """
            select owner_key, owner_ru as owner, patents, resembles_bin, reason
            from owner_candidates
            order by patents desc, owner_key collate "C", resembles_bin collate "C"
            """,
        ),
        undecided_patents=values(
            conn,
            UndecidedPatents,
            Cells("invention_patents_undecided", ("territory_code", "year")),
            """
            select
                year,
                territory_code,
                undecided_patents,
                value_if_none,
                value_if_all,
                target_value,
                verdict_if_none,
                verdict_if_all
            from invention_patents_undecided
            order by year, territory_code = 'total', territory_code collate "C"
            """,
        ),
    )
