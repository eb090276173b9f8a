"""What every suite of the repository must keep to."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from naukograd.core.settings import PROJECT

QUERIES = [
    (f"{path.stem}.{check['meta']['name']}", check["kwargs"]["unexpected_rows_query"])
    for path in sorted((PROJECT / "expectations").rglob("*.json"))
    for check in json.loads(path.read_text("utf-8"))["expectations"]
    if "unexpected_rows_query" in check["kwargs"]
]


def test_there_are_queries() -> None:
    assert QUERIES


@pytest.mark.parametrize(("check", "query"), QUERIES)
def test_a_batch_in_a_join_has_an_alias(check: str, query: Any) -> None:
    # Great Expectations gives it one only where there is no join, and PostgreSQL 15 insists.
    if re.search(r"\bjoin\b", query, re.IGNORECASE):
        assert re.search(r"\{batch\}(?! as )", query) is None
