"""Bureau of National Statistics: workbooks behind the addresses of stat.gov.kz.

``/api/iblock/element/<id>/file/ru/`` redirects to the workbook's present issue; the address stays when a new issue
comes, so the address is the slice and its issues are deliveries (confirmed by public client code).
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import PurePath
from typing import BinaryIO, ClassVar
from urllib.parse import urljoin

from naukograd.core.errors import BadReply
from naukograd.sources import cells, workbook
from naukograd.sources.dataset import Answer, Column, Question, Request, Row, RowsDataset
from naukograd.sources.download import download
from naukograd.sources.http import Http, files, without_query
from naukograd.sources.records import records


class IblockWorkbook(RowsDataset):
    """A workbook at one address: slice = the element's number in that address."""

    element: ClassVar[str]
    cadence = timedelta(days=400)

    @property
    def slice_example(self) -> str:  # type: ignore[override]
        """Its only slice."""
        return self.element

    def questions(self, http: Http, request: Request) -> Iterable[Question]:
        """The one address, whatever the years: a workbook holds them all."""
        address = f"api/iblock/element/{self.element}/file/ru/"
        return [Question(self.element, address, request.versions.get(self.element))]

    def ask(self, http: Http, question: Question) -> Answer | None:
        """The present issue; None when it is the one held."""
        address = urljoin(http.endpoint.base_url.rstrip("/") + "/", question.address)
        return download(http, replace(question, address=address), magic=b"PK\x03\x04", kind="an xlsx workbook")

    def slice_of(self, file: PurePath) -> str | None:
        return self.element if re.fullmatch(rf"(\w*_)?{self.element}\.xlsx", file.name) else None


class ScienceForm(IblockWorkbook):
    """Form 1-наука of every year, tabulated by science-intensive territory, with a total row of the Bureau's own.

    [inferred] The Bureau publishes no such tabulation yet: the number of the address, the sheet and its headers are
    ours, to be set when it does.
    """

    name = "bns.science_form"
    element = "990301"
    sheet = "1-наука"
    columns = (
        Column("territory", "Территория"),
        Column("year", "Год"),
        Column("researchers", "Исследователи по основному месту работы, человек"),
        Column("staff", "Работники, выполнявшие НИОКР, человек"),
        Column("researchers_fte", "Исследователи в эквиваленте полной занятости"),
        Column("expenditure_mln_kzt", "Внутренние затраты на НИОКР, млн тенге"),
    )

    def rows(self, body: BinaryIO) -> Iterator[Row]:
        return workbook.rows(
            body,
            self.sheet,
            self.columns,
            remedy="If the Bureau changed the form, declare its new names in include/naukograd/sources/bns.py.",
        )


class InvestmentForm(IblockWorkbook):
    """Form 1-инвест of the year by science-intensive territory, thousands of tenge, each year with a row for all.

    ``x`` marks a figure that exists and is withheld. The Bureau publishes no such tabulation yet: number of the
    element, sheet and headers are inferred, and to be set here once it does.
    """

    name = "bns.investment_form"
    element = "900104"
    columns = (
        Column("territory", "Наукоемкая территория"),
        Column("year", "Год"),
        Column("total", "Инвестиции в основной капитал, всего"),
        Column("private_own", "Собственные средства частных инвесторов"),
        Column("bank_loans", "Кредиты банков второго уровня частным инвесторам"),
        Column("private_foreign", "Средства иностранных частных инвесторов"),
        Column("quasi_state", "Средства квазигосударственных организаций"),
        Column("budget", "Бюджетные средства"),
        Column("international", "Средства международных организаций"),
    )

    def rows(self, body: BinaryIO) -> Iterator[Row]:
        return workbook.rows(body, "1-инвест", self.columns, remedy="Has the table changed? Declare its new headers.")


_REMEDY = "Has the Bureau changed the layout? Declare the new names in include/naukograd/sources/bns.py."


class InnovationForm(IblockWorkbook):
    """Form 1-инновация: innovative output of the nation and of each region by year, mln tenge.

    The element's number, the sheet and the headings are inferred: no public address of this table is known.
    """

    name = "bns.innovation_form"
    element = "99051"
    columns = (
        Column("year", "Год"),
        Column("region_kato", "КАТО"),
        Column("region_ru", "Регион"),
        Column("innovative_output", "Объем инновационной продукции (товаров, услуг), млн тенге"),
    )

    def rows(self, body: BinaryIO) -> Iterator[Row]:
        return workbook.rows(body, "1-инновация", self.columns, remedy=_REMEDY)


class ScienceOutputForm(IblockWorkbook):
    """R&D performed and science-intensive products shipped, by territory and year, mln tenge: final for indicator 5.

    The Bureau would tabulate it for the programme from forms it may not hand over; element, sheet and headings are
    inferred.
    """

    name = "bns.science_output_form"
    element = "99052"
    columns = (
        Column("year", "Год"),
        Column("territory_ru", "Наукоемкая территория"),
        Column("rd", "Выполнено НИОКР, млн тенге"),
        Column("products", "Отгружено наукоемкой продукции, млн тенге"),
        Column("output", "Всего, млн тенге"),
    )

    def rows(self, body: BinaryIO) -> Iterator[Row]:
        return workbook.rows(body, "Наукоемкие территории", self.columns, remedy=_REMEDY)


class IblockCells(IblockWorkbook):
    """A workbook laid out for the eye, read cell by cell; staging says what each cell is."""

    columns = cells.COLUMNS

    def rows(self, body: BinaryIO) -> Iterator[Row]:
        return cells.cells(body)


class GrpPerCapita(IblockCells):
    """Gross regional product per head, year to date, in thousand tenge and in dollars."""

    name = "bns.grp_per_capita"
    element = "5930"


class Population(IblockCells):
    """Population at the beginning of the year: all, men and women, urban and rural."""

    name = "bns.population"
    element = "6584"


class EmploymentByCity(IblockCells):
    """Employed population of cities, a column per year. The layout is inferred from the Bureau's other workbooks."""

    name = "bns.employment_by_city"
    element = "102798"


class Kato(RowsDataset):
    """Classifier of territorial units: slice = day of the state; a code may be used again for another place."""

    name = "bns.kato"
    page = "ru/classifiers/statistical/21/"
    columns = (
        Column("kato", "kato"),
        Column("kato_version", "kato_version"),
        Column("level", "level"),
        Column("type_code", "type_code"),
        Column("name_ru", "name_ru"),
        Column("name_kk", "name_kk"),
    )
    # A new state comes out several times a year, on no fixed day.
    cadence = timedelta(days=400)
    slice_example = "2026-07-17"

    def questions(self, http: Http, request: Request) -> Iterable[Question]:
        """Every state that the classifier's page links to, whatever the years: old units have their codes there."""
        body, response = http.read("GET", self.page)
        states = dict(files(body, response.url, self.slice_of))
        if not states:
            raise BadReply(
                "no link to kato_<yyyy-mm-dd>.csv",
                where=without_query(response.url),
                remedy="Is the connection's address that of stat.gov.kz, or of a mirror with the classifier's page?",
            )
        for state, address in sorted(states.items()):
            yield Question(state, address, request.versions.get(state))

    def ask(self, http: Http, question: Question) -> Answer | None:
        return download(
            http, question, magic=(b"kato,", BOM_UTF8 + b"kato,"), kind="comma-separated values that begin with kato"
        )

    def slice_of(self, file: PurePath) -> str | None:
        match = re.fullmatch(r"kato_(\d{4}-\d{2}-\d{2})\.csv", file.name)
        return match[1] if match else None

    def rows(self, body: BinaryIO) -> Iterator[Row]:
        return records(
            body, self.columns, remedy="Ask the carrier for the columns of include/naukograd/sources/bns.py."
        )
