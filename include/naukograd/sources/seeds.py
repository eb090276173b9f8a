"""Configuration that a source's questions and the SQL over its answers must agree on: the dbt project's seeds."""

from __future__ import annotations

import csv

from naukograd.core.settings import PROJECT


def seed(path: str) -> list[dict[str, str]]:
    """The rows of ``dbt_project/seeds/<path>``, in order, by header."""
    with (PROJECT / "dbt_project" / "seeds" / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
