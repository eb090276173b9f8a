"""Bureau of National Statistics: workbooks behind the addresses of stat.gov.kz.

``/api/iblock/element/<id>/file/ru/`` redirects to the workbook's present issue; the address stays when a new issue
comes, so the address is the slice and its issues are deliveries (confirmed by public client code).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import PurePath
from typing import BinaryIO, ClassVar
from urllib.parse import urljoin

from naukograd.sources import workbook
from naukograd.sources.dataset import Answer, Column, Question, Request, Row, RowsDataset
from naukograd.sources.download import download
from naukograd.sources.http import Http


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
