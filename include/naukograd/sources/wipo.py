"""World Intellectual Property Organization: the Global Innovation Index (GII), one workbook per edition.

File names, sheets and columns are those of the workbooks published with the editions of 2024 and 2025 (WIPO
publication 2000, technical annex 1); that an index page links to them is how the connection's address is to be set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import PurePath
from typing import BinaryIO

from naukograd.core.errors import BadReply
from naukograd.sources import workbook
from naukograd.sources.dataset import Answer, Column, Question, Request, Row, RowsDataset
from naukograd.sources.download import download
from naukograd.sources.http import Http, files, without_query


class Gii(RowsDataset):
    """Every economy's value, score and rank by indicator: slice = year of the edition, never that of the data."""

    name = "wipo.gii"
    sheet = "Data"
    columns = (
        Column("iso3", "ISO3"),
        Column("economy_name", "ECONOMY_NAME"),
        Column("num", "NUM"),
        Column("name", "NAME"),
        Column("datayr", "DATAYR"),
        Column("value_screen", "VALUE_SCREEN"),
        Column("score", "SCORE"),
        Column("rank", "RANK"),
        Column("sw_overall", "SW_OVERALL"),
        Column("sw_incgrp", "SW_INCGRP"),
        Column("outdated", "OUTDATED"),
        Column("dmc", "DMC"),
    )
    # An edition a year, in September, on a day that varies.
    cadence = timedelta(days=400)
    slice_example = "2025"

    def questions(self, http: Http, request: Request) -> Iterable[Question]:
        body, response = http.read("GET", "")
        editions = dict(files(body, response.url, self.slice_of))
        if not editions:
            raise BadReply(
                "no index of wipo-pub-2000-<edition>-tech1.xlsx",
                where=without_query(response.url),
                remedy="Is the connection's address that of a page which links to the workbooks?",
            )
        for edition, address in sorted(editions.items()):
            if int(edition) in request.years:
                yield Question(edition, address, request.versions.get(edition))

    def ask(self, http: Http, question: Question) -> Answer | None:
        return download(http, question, magic=b"PK\x03\x04", kind="an xlsx workbook")

    def slice_of(self, file: PurePath) -> str | None:
        match = re.fullmatch(r"wipo-pub-2000-(\d{4})-tech1\.xlsx", file.name)
        return match[1] if match else None

    def rows(self, body: BinaryIO) -> Iterator[Row]:
        return workbook.rows(
            body,
            self.sheet,
            self.columns,
            remedy="If WIPO changed the form, declare its new names in include/naukograd/sources/wipo.py.",
        )
