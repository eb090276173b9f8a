"""The project as a whole: its unit tests hold, and its documentation says what is really there."""

from __future__ import annotations

import psycopg

from .conftest import Dbt


def test_every_unit_test_passes(dbt: Dbt) -> None:
    results = dbt.succeed("test", "--select", "test_type:unit")
    manifest = dbt.kept()
    assert len(results) == len(manifest.unit_tests)
    assert {r.status for r in results} == {"pass"}


def test_every_column_is_described_and_every_description_has_its_column(dbt: Dbt) -> None:
    relations = [node for node in dbt.kept().nodes.values() if node.resource_type in ("model", "seed")]
    assert relations
    with psycopg.connect(dbt.url) as conn:
        for node in relations:
            there = conn.execute(
                "select column_name from information_schema.columns where table_schema = %s and table_name = %s",
                [node.schema, node.alias],
            ).fetchall()
            assert {name for (name,) in there} == set(node.columns), node.name
            undescribed = [name for name, column in node.columns.items() if not column.description]
            assert node.description, node.name
            assert not undescribed, f"{node.name}: {undescribed}"
