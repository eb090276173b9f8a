"""What the report says, as plain values. The caller fills it from the published marts.

Values of an indicator are in its own ``unit``; amounts named ``*_kzt`` are tenge; coverage is a fraction 0..1;
percentages are percent (102.6 is 102.6 %). Moments are aware, days are those of Asia/Almaty.
"""

from naukograd.report.model.country import Comparison, Decision, ExpectedResult, Fact, Region, TerritoryFacts
from naukograd.report.model.details import (
    Details,
    InvestmentSource,
    OutputKind,
    OwnerCandidate,
    Patent,
    ResearchUnit,
    ScopeRow,
    TaxReconciliation,
)
from naukograd.report.model.indicator import (
    Change,
    Component,
    Indicator,
    Reconciled,
    Stage,
    Territory,
    TerritoryYear,
    Unit,
    Verdict,
    YearProgress,
)
from naukograd.report.model.quality import Check, GateRun, LateFiling, Quality, Severity, Source
from naukograd.report.model.revisions import (
    ChangedCell,
    Responsible,
    RevisedFigure,
    RevisionPart,
    Revisions,
    RevisionSummary,
    RevisionType,
    Tolerance,
)
from naukograd.report.model.whole import BASELINE_YEAR, LAST_YEAR, Heading, Report, file_name, reporting_year

__all__ = [
    "BASELINE_YEAR",
    "LAST_YEAR",
    "Change",
    "ChangedCell",
    "Check",
    "Comparison",
    "Component",
    "Decision",
    "Details",
    "ExpectedResult",
    "Fact",
    "GateRun",
    "Heading",
    "Indicator",
    "InvestmentSource",
    "LateFiling",
    "OutputKind",
    "OwnerCandidate",
    "Patent",
    "Quality",
    "Reconciled",
    "Region",
    "Report",
    "ResearchUnit",
    "Responsible",
    "RevisedFigure",
    "RevisionPart",
    "RevisionSummary",
    "RevisionType",
    "Revisions",
    "ScopeRow",
    "Severity",
    "Source",
    "Stage",
    "TaxReconciliation",
    "Territory",
    "TerritoryFacts",
    "TerritoryYear",
    "Tolerance",
    "Unit",
    "Verdict",
    "YearProgress",
    "file_name",
    "reporting_year",
]
