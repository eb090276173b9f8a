"""WIPO's page of workbooks, one per edition of the Global Innovation Index."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from sample_world.innovation import INDICATORS, RankRow, gii_editions, gii_moment, gii_rows
from sample_world.participants import MARK_RU
from sample_world.site import XLSX, Files, Reply, Request, Source, index, not_found
from sample_world.workbooks import workbook, write_table
from sample_world.world import World

FOLDER = "/gii/"
_COLUMNS = (
    *("ISO3", "ECONOMY_NAME", "NUM", "NAME", "DATAYR", "VALUE_SCREEN", "SCORE", "RANK"),
    *("SW_OVERALL", "SW_INCGRP", "OUTDATED", "DMC"),
)


class Wipo(Source):
    """Editions appear at their moments; ``renamed`` heads the ranks POSITION."""

    prefixes = (FOLDER,)

    def __init__(self, world: World, files: Files) -> None:
        self._seed = world.seed
        self._files = files

    def answer(self, request: Request, now: datetime, *, renamed: bool) -> Reply:
        """The page of links, or an edition."""
        name = request.path.removeprefix(FOLDER)
        editions = {f"wipo-pub-2000-{edition}-tech1.xlsx": edition for edition in gii_editions(now)}
        if not request.is_read:
            return not_found()
        if not name:
            return index(FOLDER, [(file, gii_moment(edition)) for file, edition in editions.items()])
        if name not in editions:
            return not_found()
        edition = editions[name]

        def render(renamed: bool) -> bytes:
            return gii_workbook(edition, gii_rows(self._seed, edition), renamed=renamed)

        return self._files.reply(request, XLSX, gii_moment(edition), render, renamed=renamed)


def gii_workbook(edition: int, rows: Sequence[RankRow], *, renamed: bool = False) -> bytes:
    """An edition of the Global Innovation Index as WIPO's xlsx; ``renamed`` heads the ranks POSITION."""
    content = io.BytesIO()
    title = f"Global Innovation Index {edition} {MARK_RU}"
    economies = {row.iso3: row.economy for row in rows}
    structure = [(num, name, num.count(".") + 1, "Indicator") for num, name in INDICATORS[edition]]
    data = [(row.iso3, row.economy, row.num, row.name, row.data_year, *_figures(row), "", "", 0, 1) for row in rows]
    columns = [("POSITION" if renamed and name == "RANK" else name) for name in _COLUMNS]
    with workbook(content, title, gii_moment(edition)) as book:
        write_table(book, "Index Structure", [("NUM", "NAME", "LEVEL", "TYPE"), *structure])
        write_table(book, "Economies", [("ISO3", "ECONOMY_NAME"), *economies.items()])
        write_table(book, "Data", [columns, *data])
        write_table(book, "Metadata", [("TITLE", "NOTE"), (title, "Sample data")])
    return content.getvalue()


def _figures(row: RankRow) -> tuple[float | str, float | str, int | str]:
    """VALUE_SCREEN, SCORE and RANK; n/a where an economy has no data."""
    if row.rank is None or row.score is None:
        return ("n/a", "n/a", "n/a")
    return (row.score, row.score, row.rank)
