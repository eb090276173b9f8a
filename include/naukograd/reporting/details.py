"""What stands behind single indicators."""

from __future__ import annotations

from naukograd.core.database import Connection
from naukograd.report.model import (
    Details,
    InvestmentSource,
    OutputKind,
    OwnerCandidate,
    Patent,
    ResearchUnit,
    ScopeRow,
    TaxReconciliation,
)
from naukograd.reporting.rows import values


def read(conn: Connection) -> Details:
    """All years."""
    return Details(
        tax_scope=values(
            conn,
            ScopeRow,
            """
            select
                year,
                scope_rule as rule,
                name_ru as name,
                is_counted,
                sum(payments)::integer as payments,
                sum(amount_kzt) as amount_kzt
            from tax_receipts_by_scope
            group by 1, 2, 3, 4
            order by year, is_counted desc, sum(amount_kzt) desc, scope_rule
            """,
        ),
        tax_reconciliation=values(
            conn,
            TaxReconciliation,
            """
            select
                year,
                count(*)::integer as compared,
                (count(*) filter (where difference_kzt <> 0))::integer as differing,
                sum(abs(difference_kzt)) as difference_kzt
            from tax_receipts_reconciliation
            group by year
            order by year
            """,
        ),
        research_units=values(
            conn,
            ResearchUnit,
            """
            select year, territory_code, bin, unit_ru as unit, is_counted, why_ru as why, headcount, fte
            from researchers_by_unit
            order by year, territory_code, bin, unit_ru, is_counted desc, why_ru
            """,
        ),
        investment=values(
            conn,
            InvestmentSource,
            """
            select year, territory_code, sector, finance_source, is_private, amount_kzt, committed_kzt
            from private_investment_by_source
            order by year, territory_code, is_private desc, sector, finance_source, amount_kzt
            """,
        ),
        output=values(
            conn,
            OutputKind,
            """
            select year, territory_code, kind, is_counted, amount_kzt
            from science_output_by_kind
            order by year, territory_code, is_counted desc, kind
            """,
        ),
        patents=values(
            conn,
            Patent,
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
                match_rule
            from invention_patents_list
            order by registered_on, gos_number, territory_code, participant_bin, owner_ru
            """,
        ),
        owner_candidates=values(
            conn,
            OwnerCandidate,
            """
            select owner_key, owner_ru as owner, patents, resembles_bin, reason
            from owner_candidates
            order by patents desc, owner_key, resembles_bin
            """,
        ),
    )
