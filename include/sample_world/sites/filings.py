"""The drop folder in which territories file their workbooks."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sample_world import science
from sample_world.decisions import ISSUES, decisions_workbook
from sample_world.investment_workbooks import investment_workbook
from sample_world.investments import Filing, filings
from sample_world.participants import CORES, MARK_RU
from sample_world.science_workbooks import filed_workbook
from sample_world.site import XLSX, Files, Reply, Request, Source, index, not_found
from sample_world.sites.output import output_workbooks
from sample_world.times import register_moment
from sample_world.workbooks import Cell, workbook, write_table
from sample_world.world import RegisterRow, World

FOLDER = "/filings/"
SHEET = "Участники"
_HEADINGS = {
    "bin": "БИН",
    "name_ru": "Наименование на русском языке",
    "name_kk": "Қазақ тіліндегі атауы",
    "territory": "Территория",
    "scope": "Охват участия",
    "branch_bins": "БИН филиалов",
    "unit_kato": "КАТО подразделений",
    "joined": "Дата вступления",
    "left_on": "Дата выхода",
    "oked": "ОКЭД",
    "pilot_units": "Опытно-производственные подразделения",
}
# Kurchatov hands in the same columns in an order of its own, and its dates as text.
_KURCHATOV_ORDER = tuple(sorted(_HEADINGS, key=lambda name: (name != "territory", name in ("bin", "oked"))))


@dataclass(frozen=True)
class Filed:
    """A workbook in the folder: its name, when it was put there, and how it is made (``render(renamed)``)."""

    name: str
    moment: datetime
    render: Callable[[bool], bytes]


class Filings(Source):
    """All that was filed by a moment; ``renamed`` heads the first column «ИИН»."""

    prefixes = (FOLDER,)

    def __init__(self, world: World, files: Files) -> None:
        self._world = world
        self._files = files

    def answer(self, request: Request, now: datetime, *, renamed: bool) -> Reply:
        """The folder's page, or a workbook."""
        filed = {each.name: each for each in self._filed() if each.moment <= now}
        name = request.path.removeprefix(FOLDER)
        if not request.is_read or (name and name not in filed):
            return not_found()
        if not name:
            return index(FOLDER, sorted((each.name, each.moment) for each in filed.values()))
        found = filed[name]
        return self._files.reply(request, XLSX, found.moment, found.render, renamed=renamed)

    def _filed(self) -> Iterator[Filed]:
        yield from self._registers()
        yield from self._decisions()
        yield from self._researchers()
        yield from self._investments()
        yield from (Filed(*each) for each in output_workbooks(self._world.seed))

    def _registers(self) -> Iterator[Filed]:
        for territory, issue in self._world.registers():

            def render(renamed: bool, territory: str = territory, issue: date = issue) -> bytes:
                return register(territory, issue, self._world.register_rows(territory, issue), renamed=renamed)

            yield Filed(f"participants_{territory}_{issue.isoformat()}.xlsx", register_moment(issue), render)

    def _decisions(self) -> Iterator[Filed]:
        for issue in ISSUES:

            def render(renamed: bool, issue: date = issue) -> bytes:
                return decisions_workbook(self._world.seed, issue, self._world.unreadable, renamed=renamed)

            yield Filed(f"decisions_mnvo_{issue.isoformat()}.xlsx", register_moment(issue), render)

    def _researchers(self) -> Iterator[Filed]:
        for year, territory, issue in science.workbooks():

            def render(renamed: bool, year: int = year, territory: str = territory, issue: date = issue) -> bytes:
                return filed_workbook(self._world.seed, year, territory, issue, renamed=renamed)

            yield Filed(f"researchers_{territory}_{year}_{issue.isoformat()}.xlsx", register_moment(issue), render)

    def _investments(self) -> Iterator[Filed]:
        for filing in filings(self._world.seed):

            def render(renamed: bool, filing: Filing = filing) -> bytes:
                return investment_workbook(filing, renamed=renamed)

            name = f"investments_{filing.territory}_{filing.year}_{filing.day.isoformat()}.xlsx"
            yield Filed(name, filing.moment, render)


def register(territory: str, issue: date, rows: Sequence[RegisterRow], *, renamed: bool = False) -> bytes:
    """A territory's register as xlsx; equal rows give equal bytes. ``renamed`` heads the BIN column «ИИН»."""
    content = io.BytesIO()
    title = f"Реестр участников {territory} на {issue:%d.%m.%Y} {MARK_RU}"
    order = _KURCHATOV_ORDER if territory == "kurchatov" else tuple(_HEADINGS)
    header = ["ИИН" if renamed and name == "bin" else _HEADINGS[name] for name in order]
    lines = [[_as_filed(territory, _cells(row)[name]) for name in order] for row in rows]
    above = (title, f"Основная организация: {CORES[territory][0]}", "")
    with workbook(content, title, register_moment(issue)) as book:
        write_table(book, SHEET, [header, *lines], above=above)
    return content.getvalue()


def _as_filed(territory: str, cell: Cell) -> Cell:
    return f"{cell:%d.%m.%Y}" if isinstance(cell, date) and territory == "kurchatov" else cell


def _cells(row: RegisterRow) -> dict[str, Cell]:
    participant = row.participant
    return {
        "bin": participant.head.bin,
        "name_ru": participant.head.name_ru,
        "name_kk": participant.name_kk,
        "territory": row.stay.territory,
        "scope": participant.scope,
        "branch_bins": "; ".join(branch.bin for branch in participant.branches),
        "unit_kato": participant.unit_kato,
        "joined": row.stay.joined,
        "left_on": row.stay.left,
        "oked": participant.oked,
        "pilot_units": "; ".join(participant.pilot_units),
    }
