"""What changed between two states of knowledge. Values are in the indicator's unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from naukograd.core.cell import beside, cell
from naukograd.core.figure import FigureId, figure
from naukograd.report.model.indicator import Unit

RevisionType = Literal["revision", "correction", "register", "method", "late_row"]
"""The source revised it; a filing was handed in again; participants, scope or dates changed; the method is another;
rows of the period that were not there yet."""
TYPES: tuple[RevisionType, ...] = ("revision", "correction", "register", "method", "late_row")


@dataclass(frozen=True, order=True)
class Responsible:
    """A delivery behind a change.

    Attributes:
        delivery: sixteen hexadecimal digits.
        is_later: read by the later state; else by the earlier one.
    """

    dataset: str
    slice: str
    is_later: bool
    delivery: str


@dataclass(frozen=True)
class Cause:
    """What the deliveries of one participant contribute to a part.

    Attributes:
        participant: its BIN; None where a source gives the figure of the whole.
    """

    participant: str | None
    value: Decimal
    deliveries: tuple[Responsible, ...]


@dataclass(frozen=True)
class RevisionPart:
    """What one type of cause contributes to a difference.

    Attributes:
        participants: BINs concerned; none where a source gives the figure of the whole.
        causes: add up to the value, exactly.
    """

    type: RevisionType
    value: Decimal
    participants: tuple[str, ...]
    deliveries: tuple[Responsible, ...]
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class RevisedFigure:
    """A figure that differs between the states.

    Attributes:
        earlier, later: None is missing, which is no zero.
        was_over: its year was over at the earlier state. What a running year gains is not called a revision of it.
        parts: add up to ``moved``, exactly.
    """

    indicator_code: str
    territory_code: str
    year: int
    unit: Unit
    earlier: Decimal | None
    later: Decimal | None
    was_over: bool
    parts: tuple[RevisionPart, ...]

    @property
    def id(self) -> FigureId:
        return figure("indicator_values", self.indicator_code, self.territory_code, self.year, column="value")

    @property
    def difference(self) -> Decimal | None:
        """Later less earlier; None where either is missing."""
        return None if self.earlier is None or self.later is None else self.moved

    @property
    def moved(self) -> Decimal:
        """What the parts explain: the difference, or the whole of a figure that came or went.

        A cell where the figures are: the table ``revised_figures`` keeps it beside them.
        """
        value = (self.later or Decimal(0)) - (self.earlier or Decimal(0))
        place = beside(self.earlier, "difference") or beside(self.later, "difference")
        return value if place is None else cell(value, place)


@dataclass(frozen=True)
class ChangedCell:
    """Any other cell of a mart that differs.

    Attributes:
        earlier, later: as text; None is missing, or a row that the state does not have.
        types: what happened to the datasets behind it; none when the day of the moment alone turned it.
    """

    figure: FigureId
    earlier: str | None
    later: str | None
    types: tuple[RevisionType, ...]


@dataclass(frozen=True)
class Tolerance:
    """Up to what revision of a figure no written reason is asked for.

    Attributes:
        kind: ``percent`` of the earlier figure, or ``units`` of the indicator.
        basis: why so much.
    """

    value: Decimal
    kind: Literal["percent", "units"]
    basis: str

    def allowed(self, earlier: Decimal) -> Decimal:
        """In the indicator's unit, of a figure that was ``earlier``."""
        return abs(earlier) * self.value / 100 if self.kind == "percent" else self.value


@dataclass(frozen=True)
class RevisionSummary:
    """The usual measures of revision analysis (OECD and Eurostat, «Revision analysis»), of an indicator's figures whose
    years were over and which both states have; those that did not change count with zero.

    Attributes:
        compared: number of such figures.
        revised: how many of them differ.
        mean: mean revision (MR), later less earlier; its sign tells a bias. None when nothing can be compared.
        mean_absolute: mean absolute revision (MAR).
        largest: the figure with the largest absolute revision; None when none changed.
        beyond: the figure furthest beyond the tolerance; None when all keep within.
        compared_figures: those compared.
    """

    indicator_code: str
    unit: Unit
    compared: int
    revised: int
    mean: Decimal | None
    mean_absolute: Decimal | None
    largest: RevisedFigure | None
    beyond: RevisedFigure | None
    tolerance: Tolerance
    compared_figures: tuple[FigureId, ...]


@dataclass(frozen=True)
class Revisions:
    """Everything that differs between two states.

    Attributes:
        earlier, later: names of the states.
        earlier_method, later_method: versions of what turns deliveries into figures.
        figures: by indicator, territory and year.
        cells: of all other marts, by mart and key.
        changed_cells: how many those are.
    """

    earlier: str
    later: str
    earlier_as_of: datetime
    later_as_of: datetime
    earlier_method: str
    later_method: str
    figures: tuple[RevisedFigure, ...]
    cells: tuple[ChangedCell, ...]
    changed_cells: int
    summaries: tuple[RevisionSummary, ...]

    @property
    def is_other_method(self) -> bool:
        return self.earlier_method != self.later_method
