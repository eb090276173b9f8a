"""Tables of the resolution itself (No. 1134 of 24 December 2025), kept with this package exactly as printed.

They come the way of every other figure: archived, loaded, judged. A printed slip is then a finding with its place, not
a number that somebody has quietly mended.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path, PurePath
from typing import BinaryIO, ClassVar

from naukograd.core.errors import SourceUnavailable
from naukograd.core.periods import parse_moment
from naukograd.sources.dataset import Answer, Column, Question, Request, Row, RowsDataset, Statement
from naukograd.sources.http import Http
from naukograd.sources.records import records

APPROVED = parse_moment("2025-12-24")
SIGNED = Statement(APPROVED, "resolution No. 1134 was signed on 24 December 2025")


class ConceptTable(RowsDataset):
    """A table of the resolution, one file: its only slice is the day of the resolution."""

    file: ClassVar[str]
    # It changes only with the resolution.
    cadence = timedelta(days=10 * 366)
    slice_example = "2025-12-24"

    def questions(self, http: Http, request: Request) -> Iterable[Question]:
        """The one file in the connection's folder, whatever the years."""
        address = str(Path(http.endpoint.base_url) / self.file)
        return [Question(self.slice_example, address, request.versions.get(self.slice_example))]

    def ask(self, http: Http, question: Question) -> Answer | None:
        """The file; None when its bytes are those held.

        Raises:
            SourceUnavailable: it is not there.
        """
        try:
            body = Path(question.address).read_bytes()
        except OSError as error:
            raise SourceUnavailable(
                f"cannot be read ({error.strerror})",
                where=question.address,
                remedy="The connection concept is the folder include/naukograd/sources/concept_tables.",
            ) from None
        version = hashlib.sha256(body).hexdigest()
        if version == question.known_version:
            return None
        return Answer([body], question.address, published_at=APPROVED, version=version, statement=SIGNED)

    def slice_of(self, file: PurePath) -> str | None:
        return self.slice_example if file.name == self.file else None

    def rows(self, body: BinaryIO) -> Iterator[Row]:
        return records(body, self.columns, remedy="Restore the file from the text of the resolution.")


class Regions2024(ConceptTable):
    """Table 2: science in the regions in 2024."""

    name = "concept.regions_2024"
    file = "table_2_regions_2024_as_printed.csv"
    columns = (
        Column("region_ru", "region_ru"),
        Column("grp_bn_kzt", "grp_bn_kzt"),
        Column("rd_expenditure_bn_kzt", "rd_expenditure_bn_kzt"),
        Column("rd_personnel", "rd_personnel"),
        Column("rd_cost_per_worker_mln_kzt", "rd_cost_per_worker_mln_kzt"),
        Column("researchers_fte_per_mln_inhabitants", "researchers_fte_per_mln_inhabitants"),
    )


class TechnologyLevel(ConceptTable):
    """Table 1: technology level of Kazakhstan and five other countries."""

    name = "concept.technology_level"
    file = "table_1_technology_level_as_printed.csv"
    columns = (
        Column("series", "series"),
        Column("country_ru", "country_ru"),
        Column("year", "year"),
        Column("value", "value"),
    )


class NationalFacts(ConceptTable):
    """Figures of the country that the text and Table 2 state."""

    name = "concept.national_facts"
    file = "national_facts.csv"
    columns = (
        Column("fact", "fact"),
        Column("year", "year"),
        Column("value", "value"),
        Column("unit", "unit"),
        Column("stands_in", "place"),
        Column("name_ru", "name_ru"),
    )


class InternationalBenchmarks(ConceptTable):
    """Figures of science parks abroad that the text states."""

    name = "concept.international_benchmarks"
    file = "international_benchmarks.csv"
    columns = (
        Column("cluster", "cluster"),
        Column("country", "country"),
        Column("measure", "measure"),
        Column("year", "year"),
        Column("value", "value"),
        Column("qualifier", "qualifier"),
        Column("unit", "unit"),
        Column("stands_in", "place"),
    )
