"""Where the code orders texts as the server's locale would: found in the SQL itself.

The embedded server knows no order but that of code points, so no result of its would show a forgotten ``collate "C"``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from naukograd.core.database import Connection
from naukograd.core.settings import PROJECT

ROOMS = ("comparing", "deliveries", "explaining", "pipeline", "releases", "reporting", "warehouse")
SAME_EVERYWHERE = frozenset({"event_id"})
"""Text of hexadecimal digits alone."""
NUMBERS_ELSEWHERE = frozenset({"number", "part", "value"})
"""Text in one or two tables, numbers in all that is ordered by them."""

_COLLATED = 'collate "C"'
_NAME = re.compile(r'(?:\w+\.)?(\w+)"?')
# Expressions that are no text whatever their columns are, and what is composed of columns elsewhere.
_NO_TEXT = re.compile(
    r"(length|abs|cast)\(|\(select min\([\w.]+_at\)|.* (is null|= '\w+')$|\{\}$",
    re.DOTALL,
)
_END = re.compile(r"\s(limit|rows between|union|from|filter)\b|\{%|\{#|;")


def text_columns(conn: Connection) -> set[str]:
    """Names of columns that are text in a table or view of ours; in ``raw`` everything is."""
    rows = conn.execute(
        """
        select distinct a.attname from pg_attribute as a
        inner join pg_class as c on a.attrelid = c.oid and c.relkind in ('r', 'v', 'p') and a.attnum > 0
        where
            a.atttypid in ('text'::regtype, 'text[]'::regtype)
            and c.relnamespace::regnamespace::text !~ '^(pg_|information_schema|raw)'
        """
    )
    return {name for (name,) in rows} - SAME_EVERYWHERE - NUMBERS_ELSEWHERE


def by_locale(texts: set[str]) -> list[str]:
    """Each place, ``file: expression``, that orders or takes the least of a text without saying by which collation."""
    return [
        f"{path.relative_to(PROJECT)}: {found}"
        for path, query in _queries()
        for found in ordered_by_locale(query, texts, are_rows_a_set=path.suffix == ".sql")
    ]


def _queries() -> Iterator[tuple[Path, str]]:
    for folder in ("models", "macros"):
        for path in sorted((PROJECT / "dbt_project" / folder).rglob("*.sql")):
            yield path, path.read_text("utf-8")
    for room in ROOMS:
        for path in sorted((PROJECT / "include" / "naukograd" / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield path, node.value


def ordered_by_locale(query: str, texts: set[str], *, are_rows_a_set: bool) -> Iterator[str]:
    query = re.sub(r"--.*", "", query)
    # Of a model, rows are a set: what `distinct on` tells apart may be gone through in any order.
    apart = {item for m in re.finditer(r"distinct on \(", query) for item in _items(query[m.end() :])}
    for match in re.finditer(r"\border by\s", query):
        items = [
            re.sub(r"\s(asc|desc|nulls (first|last))\b", "", item).strip() for item in _items(query[match.end() :])
        ]
        yield from (item for item in items if not (are_rows_a_set and item in apart) and _is_by_locale(item, texts))
    for match in re.finditer(r"\b(?:min|max)\(((?:\w+\.)?\w+)\)", query):
        if _is_by_locale(match[1], texts):
            yield match[0]


def _is_by_locale(item: str, texts: set[str]) -> bool:
    if name := _NAME.fullmatch(item):
        return name[1] in texts or item.isdigit()
    return _COLLATED not in item and not _NO_TEXT.match(item)


def _items(query: str) -> list[str]:
    """The list that a query begins with, to its closing bracket or its end."""
    items, depth, start = [], 0, 0
    if end := _END.search(query):
        query = query[: end.start()]
    for at, character in enumerate(query):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth < 0:
            query = query[:at]
            break
        if character == "," and depth == 0:
            items.append(query[start:at].strip())
            start = at + 1
    return [*items, query[start:].strip()]
