"""Workbooks about output, read as the sample world writes them."""

from __future__ import annotations

import io
from pathlib import PurePath

import pytest

from naukograd.core.errors import UnreadableDelivery
from naukograd.sources.bns import InnovationForm, ScienceOutputForm
from naukograd.sources.dataset import RowsDataset
from naukograd.sources.filings import Output
from sample_world.sites.output import Workbook, output_publications, output_workbooks

BOOKS: dict[str, Workbook] = {
    "filings.output": next(book for book in output_workbooks(5) if book[0].startswith("output_nu_park_2026")),
    "bns.innovation_form": next(book for book in output_publications(5) if book[0] == InnovationForm.element),
    "bns.science_output_form": next(book for book in output_publications(5) if book[0] == ScienceOutputForm.element),
}
DATASETS: tuple[RowsDataset, ...] = (Output(), InnovationForm(), ScienceOutputForm())


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.name)
def test_a_workbook_is_read_by_its_headings(dataset: RowsDataset) -> None:
    name, _, render = BOOKS[dataset.name]
    rows = [dict(zip([c.name for c in dataset.columns], row, strict=True)) for _, row in read(dataset, render(False))]
    assert {row["year"] for row in rows} <= {"2022", "2023", "2024", "2026"}
    assert all(row["year"] for row in rows)
    if dataset.name == "filings.output":
        assert {row["territory"] for row in rows} == {"nu_park"}
        assert dataset.slice_of(PurePath(name)) == "nu_park/2026"
        assert {len(row["bin"] or "") for row in rows} == {12}
    else:
        assert dataset.slice_of(PurePath(f"{name}.xlsx")) == name


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.name)
def test_a_renamed_heading_is_said_in_words(dataset: RowsDataset) -> None:
    with pytest.raises(UnreadableDelivery, match="no column «"):
        read(dataset, BOOKS[dataset.name][2](True))


def read(dataset: RowsDataset, body: bytes) -> list[tuple[str, list[str | None]]]:
    return [(place, list(row)) for place, row in dataset.rows(io.BytesIO(body))]
