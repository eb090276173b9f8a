"""No result depends on the order in which a server's locale puts texts."""

from __future__ import annotations

import pytest

from naukograd.core.database import connect
from naukograd.core.settings import Settings

from . import ordering


def test_no_order_of_texts_depends_on_the_locale(built: Settings) -> None:
    with connect(built.warehouse_url) as conn:
        texts = ordering.text_columns(conn)
    assert {"territory_code", "owner_ru", "slice", "place"} <= texts
    assert ordering.by_locale(texts) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('select * from a order by a.owner_ru collate "C", year', []),
        ("select * from a order by year, a.owner_ru desc limit 1", ["a.owner_ru"]),
        ("select * from a order by 1", ["1"]),
        ("string_agg(owner_ru, '; ' order by upper(owner_ru)) as owners", ["upper(owner_ru)"]),
        ("rank() over (partition by owner_ru order by length(owner_ru) desc, owner_ru is null)", []),
        ("select min(a.owner_ru), max(year)", ["min(a.owner_ru)"]),
    ],
)
def test_an_order_that_depends_on_the_locale_is_found(query: str, found: list[str]) -> None:
    assert list(ordering.ordered_by_locale(query, {"owner_ru"}, are_rows_a_set=True)) == found
