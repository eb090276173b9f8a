"""What territories and bodies hand in: workbooks in a drop folder (a share, object storage, an HTTP index)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import BinaryIO, ClassVar

from upath import UPath

from naukograd.core.errors import BadReply, SourceUnavailable
from naukograd.sources import workbook
from naukograd.sources.dataset import Answer, Column, Question, Request, Row, RowsDataset
from naukograd.sources.download import download
from naukograd.sources.http import Http, file_name, files, links, without_query

_DATED = re.compile(r"_\d{4}-\d{2}-\d{2}\.xlsx$")
"""How the name of every filed workbook ends, whatever its kind."""
_ZIP = b"PK\x03\x04"


class FiledWorkbooks(RowsDataset):
    """Workbooks ``<kind>_<slice>_<yyyy-mm-dd>.xlsx``: each restates its slice in full, a later day supersedes."""

    kind: ClassVar[str]
    slice_pattern: ClassVar[str]
    """What the slice looks like in a file's name, as a regular expression; ``_`` stands there for ``/``."""
    sheet: ClassVar[str]
    cadence = timedelta(days=366)

    def questions(self, http: Http, request: Request) -> Iterable[Question]:
        """Of each slice the workbooks in the drop folder that are not older than the one held, by day.

        None where the folder has workbooks of other kinds alone and none is held: what is due in spring is not there
        in winter.
        """
        found = []
        listed = _listing(http, self.slice_of)
        addresses = [a for a in listed if self.slice_of(PurePath(file_name(a)))]
        # What was there once does not leave: each workbook stays when a later one supersedes it.
        if not addresses and (request.versions or not any(_DATED.search(file_name(a)) for a in listed)):
            raise BadReply(
                f"the folder has no {self.kind}_{self.slice_example.replace('/', '_')}_<yyyy-mm-dd>.xlsx or alike",
                where=without_query(http.endpoint.base_url),
                remedy="Is the connection's address that of the drop folder?",
            )
        for address in addresses:
            slice_ = self.slice_of(PurePath(file_name(address)))
            held = request.versions.get(slice_, "") if slice_ else ""
            # Names end in their date: an earlier one than what we hold has been superseded by it.
            if slice_ and file_name(address) >= held.partition(" ")[0]:
                found.append(Question(slice_, address, held or None))
        return sorted(found, key=lambda question: file_name(question.address))

    def ask(self, http: Http, question: Question) -> Answer | None:
        """The workbook; None when it is the one held."""
        name = file_name(question.address)
        held_name, _, held_version = (question.known_version or "").partition(" ")
        known = held_version if held_name == name else None
        if not _is_http(question.address):
            return _from_folder(UPath(question.address), name, known)
        found = download(http, replace(question, known_version=known), magic=_ZIP, kind="an xlsx workbook")
        return found and replace(found, version=f"{name} {found.version or ''}")

    def slice_of(self, file: PurePath) -> str | None:
        match = re.fullmatch(rf"{self.kind}_({self.slice_pattern})_\d{{4}}-\d{{2}}-\d{{2}}\.xlsx", file.name)
        return self._slice(match[1]) if match else None

    def _slice(self, told: str) -> str:
        return told

    def rows(self, body: BinaryIO) -> Iterator[Row]:
        return workbook.rows(
            body,
            self.sheet,
            self.columns,
            remedy="Save it as «Книга Excel (.xlsx)» with the sheet and headers of the template, and hand it in again.",
        )


class Participants(FiledWorkbooks):
    """Register of one territory's participants, restated in full by each workbook: slice = territory code."""

    is_read_with_history = True  # a participant keeps the names it had
    name = "filings.participants"
    kind = "participants"
    slice_pattern = "[a-z_]+"
    slice_example = "kurchatov"
    sheet = "Участники"
    columns = (
        Column("bin", "БИН"),
        Column("name_ru", "Наименование на русском языке"),
        Column("name_kk", "Қазақ тіліндегі атауы"),
        Column("territory", "Территория"),
        Column("scope", "Охват участия"),
        Column("branch_bins", "БИН филиалов"),
        Column("unit_kato", "КАТО подразделений"),
        Column("joined", "Дата вступления"),
        Column("left_on", "Дата выхода"),
        Column("oked", "ОКЭД"),
        Column("pilot_units", "Опытно-производственные подразделения"),
    )


class Decisions(FiledWorkbooks):
    """What people of one body have decided, restated in full by each workbook: slice = code of the body."""

    name = "filings.decisions"
    kind = "decisions"
    slice_pattern = "[a-z_]+"
    slice_example = "mnvo"
    sheet = "Решения"
    columns = (
        Column("number", "Номер"),
        Column("kind", "Вид"),
        Column("subject", "Предмет"),
        Column("value", "Значение"),
        Column("decided_by", "Должность"),
        Column("decided_on", "Дата"),
        Column("valid_until", "Действует до"),
        Column("because", "Обоснование"),
    )


class FiguresOfTheYear(FiledWorkbooks):
    """What a managing company hands in about a year of its territory: slice ``<territory>/<year>``."""

    is_read_with_history = True  # for when it was first handed in
    slice_pattern = r"[a-z_]+_\d{4}"
    slice_example = "kurchatov/2026"

    def _slice(self, told: str) -> str:
        territory, _, year = told.rpartition("_")
        return f"{territory}/{year}"


class Researchers(FiguresOfTheYear):
    """Who does research in each local unit on 31 December, in persons (the Concept, section 6, indicator 3)."""

    name = "filings.researchers"
    kind = "researchers"
    sheet = "Исследователи"
    columns = (
        Column("bin", "БИН"),
        Column("name_ru", "Наименование организации"),
        Column("unit_ru", "Наименование подразделения"),
        Column("unit_kato", "КАТО подразделения"),
        Column("is_pilot_unit", "Опытно-производственное подразделение"),
        Column("researchers", "Исследователи по основному месту работы, человек"),
        Column("secondary_researchers", "Исследователи-совместители, человек"),
        Column("staff", "Работники, выполнявшие НИОКР, всего, человек"),
        Column("researchers_fte", "Исследователи в эквиваленте полной занятости"),
        Column("counted_on", "Дата, на которую приведены сведения"),
    )


class Investments(FiguresOfTheYear):
    """Money spent and promised on developing a territory, by investor, recipient, object and source of finance.

    Amounts are thousands of tenge as typed. All money is filed, private or not: what is private is for
    ``seeds.investment_scope`` to say. The form is our template; the Concept prescribes none.
    """

    name = "filings.investments"
    kind = "investments"
    sheet = "Инвестиции"
    columns = (
        Column("territory", "Территория"),
        Column("spent_year", "Год освоения"),
        Column("investor_name", "Инвестор"),
        Column("investor_bin", "БИН инвестора"),
        Column("sector", "Сектор инвестора"),
        Column("finance_source", "Источник финансирования"),
        Column("recipient_bin", "БИН получателя"),
        Column("recipient_role", "Роль получателя"),
        Column("object_code", "Код объекта"),
        Column("object_ru", "Объект или цель вложения"),
        Column("spent", "Освоено за год, тыс. тенге"),
        Column("committed", "Обязательства, не освоено, тыс. тенге"),
        Column("currency", "Валюта"),
        Column("act_date", "Дата акта"),
    )


class Output(FiguresOfTheYear):
    """Science and technology output of a year: a row per participant, unit, product, quarter and buyer.

    Money in thousands of tenge. A buyer is named where it is, or belongs to, a participant of any of the territories.
    A participant that made nothing says so by a row of zeros.
    """

    name = "filings.output"
    kind = "output"
    sheet = "Выпуск"
    columns = (
        Column("territory", "Территория"),
        Column("year", "Год"),
        Column("quarter", "Квартал"),
        Column("bin", "БИН участника"),
        Column("name_ru", "Наименование участника"),
        Column("unit_ru", "Подразделение"),
        Column("unit_kato", "КАТО подразделения"),
        Column("stated_kind", "Вид (НИОКР, продукция)"),
        Column("product_ru", "Наименование продукции, работы, услуги"),
        Column("product_code", "Код КПВЭД"),
        Column("buyer_bin", "БИН покупателя – участника"),
        Column("revenue", "Выручка без НДС, тыс. тенге"),
        Column("vat", "НДС, тыс. тенге"),
    )


def _is_http(address: str) -> bool:
    return address.startswith(("http://", "https://"))


def _listing(http: Http, slice_of: Callable[[PurePath], str | None]) -> list[str]:
    base = http.endpoint.base_url
    if _is_http(base):
        body, response = http.read("GET", "")
        files(body, response.url, slice_of)  # refuses a page whose names lead elsewhere
        return links(body, response.url)
    folder = UPath(base)
    if not folder.is_dir():
        raise SourceUnavailable("no such folder", where=base, remedy="Check the connection filings, and the mount.")
    return [str(file) for file in folder.iterdir() if file.suffix == ".xlsx"]


def _from_folder(file: UPath, name: str, known: str | None) -> Answer | None:
    stat = file.stat()
    version = str(stat.st_mtime)
    if version == known:
        return None
    return Answer(
        [file.read_bytes()],
        str(file),
        published_at=datetime.fromtimestamp(stat.st_mtime).astimezone(),
        version=f"{name} {version}",
    )
