"""A warehouse with the dbt project set up in it: seeds, staging and the empty tables of every layer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from dbt.cli.main import dbtRunner

from naukograd.core.database import migrate
from naukograd.core.settings import PROJECT
from naukograd.deliveries import load
from naukograd.sources import DATASETS


@dataclass
class Dbt:
    """dbt on one database; ``project`` may be a changed copy of the real one."""

    url: str
    target: Path
    project: Path = PROJECT / "dbt_project"
    variables: dict[str, str] = field(default_factory=dict)

    def __call__(self, *arguments: str, **variables: str) -> Any:
        """Run one command; the result's ``success`` says how it went."""
        given = psycopg.conninfo.conninfo_to_dict(self.url)
        with pytest.MonkeyPatch.context() as env:
            for name in ("host", "port", "user", "password", "dbname"):
                env.setenv(f"DBT_{name.upper()}", str(given.get(name) or {"port": 5432}.get(name, "")))
            env.setenv("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
            return dbtRunner().invoke(
                [
                    *arguments,
                    *("--project-dir", str(self.project), "--profiles-dir", str(self.project)),
                    *("--target-path", str(self.target), "--log-path", str(self.target)),
                    *("--vars", str({**self.variables, **variables}), "--quiet"),
                ]
            )

    def succeed(self, *arguments: str, **variables: str) -> Any:
        """Run one command that must succeed, and must have had something to do."""
        outcome = self(*arguments, **variables)
        assert outcome.success, outcome.exception or [r.message for r in outcome.result]
        assert len(outcome.result) > 0, f"{arguments} matched nothing"
        return outcome.result

    def manifest(self) -> Any:
        """The parsed project."""
        outcome = self("parse")
        assert outcome.success, outcome.exception
        return outcome.result


@pytest.fixture(scope="module")
def dbt(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dbt]:
    """dbt on a database of its own whose layers exist and are empty."""
    name = f"dbt_{uuid4().hex[:12]}"
    url = psycopg.conninfo.make_conninfo(server, dbname=name)
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"create database {name}")
        with psycopg.connect(url, autocommit=True) as conn:
            migrate(conn)
            load.create_raw_tables(conn, list(DATASETS.values()))
        runner = Dbt(
            url, tmp_path_factory.mktemp("target"), variables={"build_id": "none", "as_of": "2027-05-01T12:00:00+05:00"}
        )
        runner.succeed("seed")
        runner.succeed("run", "--select", "staging")
        runner.succeed("run", "--select", "per_delivery", "as_of", "marts")
        yield runner
        admin.execute(f"drop database {name} with (force)")
