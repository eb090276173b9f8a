"""The inputs of figures, as the mart figure_sources holds them, and what they give."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from naukograd.core.figure import FigureId
from naukograd.explaining.formula import Value, evaluate

FORMULAS = "lineage/figure_formulas.csv"


@dataclass(frozen=True)
class Input:
    """One input of a figure: another figure, a line of a seed, a value of a record, or a row of a delivery.

    Attributes:
        role: its name in the formula.
        input_figure: of the same state of knowledge, unless it names a release.
        file: of the seed or the record, by the name that `Files` reads it by.
        place: where in the delivery or the file; None means all of it.
        field: column of the raw table or the seed, or name in the record, that holds the value.
        participant_bin: whose row it is; of an input figure, the part of it that this participant's rows make.
        counted_as: what a count of different things counts.
        value: as read, in the source's unit; None for an input figure.
    """

    figure: str
    number: int
    formula_code: str
    role: str
    input_figure: str | None
    file: str | None
    dataset: str | None
    delivery_id: int | None
    place: str | None
    field: str | None
    participant_bin: str | None
    counted_as: str | None
    value: Decimal | None


@dataclass(frozen=True)
class Formula:
    """How inputs give a figure.

    Attributes:
        kind: copied, sum, count, count_distinct or derived.
        basis_ru: the paragraph of the Concept; empty where the figure is ours.
    """

    formula_code: str
    kind: str
    expression: str
    words_ru: str
    basis_ru: str


NO_FORMULA = Formula("", "", "", "", "")


@dataclass
class Lineage:
    """Figures with all that lies behind them.

    Attributes:
        inputs: by figure; those of another release bear its name.
        formulas: by release and code; under None those of the state that is asked about.
    """

    inputs: dict[str, list[Input]]
    formulas: dict[str | None, Mapping[str, Formula]]
    _values: dict[tuple[str, str | None], Value] = field(default_factory=dict)

    def formula(self, figure: str) -> Formula:
        """The formula of a figure; of one without any input (nothing was counted), the one its mart and column have."""
        identity = FigureId.parse(figure)
        formulas = self.formulas[identity.release]
        if found := self.inputs.get(figure):
            return formulas[found[0].formula_code]
        named = f"{identity.mart}.{identity.column}"
        codes = [*(f"{named}.{part}" for part in identity.key), named]
        return next((formulas[code] for code in codes if code in formulas), NO_FORMULA)

    def value(self, figure: str, participant: str | None = None) -> Value:
        """What the inputs give; with a participant, what its rows alone give."""
        key = (figure, participant)
        if key not in self._values:
            expression = self.formula(figure).expression
            self._values[key] = evaluate(expression, _Roles(self, figure, participant)) if expression else None
        return self._values[key]

    def figures(self) -> set[str]:
        """Every figure that has inputs or is one."""
        return self.inputs.keys() | {
            each.input_figure for one in self.inputs.values() for each in one if each.input_figure
        }

    def rows(self, figure: str, participant: str | None = None) -> Iterator[Input]:
        """The rows and lines at the end of a figure's inputs, in order."""
        for each in self.inputs.get(figure, []):
            if each.input_figure:
                yield from self.rows(each.input_figure, each.participant_bin or participant)
            elif participant in (None, each.participant_bin):
                yield each


@dataclass(frozen=True)
class _Roles:
    lineage: Lineage
    figure: str
    participant: str | None

    def _of(self, role: str) -> list[Input]:
        return [
            each
            for each in self.lineage.inputs.get(self.figure, [])
            if each.role == role
            and (self.participant is None or each.input_figure or each.participant_bin == self.participant)
        ]

    def _rows(self, role: str) -> Iterator[Input]:
        for each in self._of(role):
            if each.input_figure:
                yield from self.lineage.rows(each.input_figure, each.participant_bin or self.participant)
            else:
                yield each

    def values(self, role: str) -> Sequence[Value]:
        return [
            self.lineage.value(each.input_figure, each.participant_bin or self.participant)
            if each.input_figure
            else (each.counted_as if each.value is None else each.value)
            for each in self._of(role)
        ]

    def rows(self, role: str) -> int:
        return sum(1 for _ in self._rows(role))

    def places(self, role: str) -> int:
        return len({(row.delivery_id, row.place) for row in self._rows(role)})

    def distinct(self, role: str) -> int:
        return len({row.counted_as for row in self._rows(role)} - {None})

    def participants(self, role: str) -> int:
        told = {each.participant_bin for each in self._of(role)}
        return len((told if told != {None} else {row.participant_bin for row in self._rows(role)}) - {None})


def formulas(content: bytes) -> dict[str, Formula]:
    """The formulas of a method by code, from the bytes of its seed `FORMULAS`."""
    lines = csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))
    return {
        line["formula_code"]: Formula(**{name: line[name] for name in Formula.__dataclass_fields__}) for line in lines
    }
