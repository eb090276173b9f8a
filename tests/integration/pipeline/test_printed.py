"""Every identifier that the report prints is a cell of the marts, and that cell is what is printed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from matplotlib.backends.backend_svg import FigureCanvasSVG
from psycopg import sql

from naukograd import reporting
from naukograd.core.database import Connection, connect
from naukograd.core.figure import FigureId
from naukograd.core.settings import PROJECT, Settings
from naukograd.report.marks import Piece, pieces, plain
from naukograd.report.messages import catalogue
from naukograd.report.page import Block, Page, Paragraph, Points, Section, Table
from naukograd.report.render import compose
from naukograd.report.russian import day, rounded

OF_GATES = ("gate_checks", "gate_runs")
SCALES = (Decimal(1), Decimal(100), Decimal(10) ** -6)
"""What printing may do: a fraction in percent, tenge in millions."""


@pytest.fixture(scope="module")
def printed(built: Settings) -> Iterator[tuple[Connection, dict[str, set[str]]]]:
    """The warehouse, and by identifier all that is printed of it in the report and the record of the baseline."""
    with pytest.MonkeyPatch.context() as patch, connect(built.warehouse_url) as conn:
        patch.setattr(FigureCanvasSVG, "print_svg", lambda self, file, **_: file.write("<svg/>"))
        whole, found = reporting.report(conn), dict[str, set[str]]()
        for each in (whole, whole.baseline()):
            for piece in marks(compose(each, catalogue("ru"))):
                found.setdefault(piece.figure or "", set()).add(piece.text)
        yield conn, found


def marks(page: Page) -> Iterator[Piece]:
    def of(blocks: tuple[Block, ...]) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Points):
                yield from block.items
            elif isinstance(block, Table):
                yield from (*block.notes, *(cell for row in block.rows for cell in row.cells))

    def parts(sections: tuple[Section, ...]) -> Iterator[str]:
        for section in sections:
            yield from of(section.blocks)
            yield from parts(section.parts)

    for text in (*of(page.summary), *parts(page.sections)):
        yield from (piece for piece in pieces(text) if piece.figure)


def keys(conn: Connection) -> dict[str, list[str]]:
    """The key of each mart: its primary key, or where a part may be lacking, what its suite calls the key."""
    found = {
        path.stem: json.loads(path.read_text("utf-8"))["meta"]["key"]
        for path in (PROJECT / "expectations" / "marts").glob("*.json")
    }
    rows = conn.execute(
        """
        select c.relname, array_agg(a.attname::text order by k.at)
        from pg_index as i
        inner join pg_class as c on i.indrelid = c.oid and c.relnamespace = 'marts'::regnamespace
        cross join lateral unnest(i.indkey::smallint[]) with ordinality as k (attnum, at)
        inner join pg_attribute as a on a.attrelid = c.oid and a.attnum = k.attnum
        where i.indisprimary
        group by c.relname
        """
    )
    return found | dict(rows.fetchall())


def value_of(conn: Connection, figure: FigureId, key: list[str]) -> Any:
    assert len(key) == len(figure.key), figure
    same = sql.SQL(" and ").join(sql.SQL("coalesce({}::text, '') = %s").format(sql.Identifier(name)) for name in key)
    query = sql.SQL("select {} from marts.{} where {}").format(
        sql.Identifier(figure.column), sql.Identifier(figure.mart), same
    )
    rows = conn.execute(query, list(figure.key)).fetchall()
    assert len(rows) == 1, f"{figure} is {len(rows)} cells"
    return rows[0][0]


def prints(value: Any, text: str) -> bool:
    """Whether ``text`` is ``value``, rounded to the decimals that it shows."""
    if isinstance(value, str):
        return value.rstrip(".") == text.rstrip(".")
    if isinstance(value, datetime):
        return day(value) == text
    number = re.sub(r"[\s\u00a0+]", "", text).replace("\N{MINUS SIGN}", "-").replace(",", ".")
    if re.search("[а-я]", number):
        return Decimal(value) < 1 or Decimal(value) > 99
    shown = Decimal(number)
    digits = max(0, -int(shown.as_tuple().exponent))
    # A pace is printed without its sign.
    return any(rounded(abs(Decimal(value)) * scale, digits) == abs(shown) for scale in SCALES)


def test_every_identifier_printed_is_the_cell_that_is_printed(
    printed: tuple[Connection, dict[str, set[str]]],
) -> None:
    conn, found = printed
    by_mart = keys(conn)
    assert len(found) > 500
    wrong = {}
    for identifier, texts in found.items():
        figure = FigureId.parse(identifier)
        assert str(figure) == identifier
        if figure.mart in OF_GATES:
            continue
        value = value_of(conn, figure, by_mart[figure.mart])
        if not all(prints(value, plain(text)) for text in texts):
            wrong[identifier] = (value, texts)
    assert wrong == {}


def test_the_marts_that_the_report_prints_are_many(printed: tuple[Connection, dict[str, set[str]]]) -> None:
    marts = {FigureId.parse(identifier).mart for identifier in printed[1]}
    assert {"indicator_progress", "indicator_values", "indicator_changes", "indicator_composition"} <= marts
    assert {"invention_patents_outlook", "report_totals", "data_sources", *OF_GATES} <= marts
