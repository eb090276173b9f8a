"""A warehouse with the dbt project set up in it: seeds, staging and the empty tables of every layer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest

from naukograd.warehouse.dbt import DBT_PROJECT, code_version
from naukograd.warehouse.project import MOMENTS_SCHEMA, parsed


@dataclass
class Dbt:
    """dbt on one database; ``project`` may be a changed copy of the real one."""

    url: str
    target: Path
    project: Path = DBT_PROJECT

    def __call__(self, *arguments: str, build_id: str = "none", as_of: str = "2027-05-01T12:00:00+05:00") -> Any:
        """Run one command; the result's ``success`` says how it went.

        What a build is about travels with the session, as it does in the warehouse: for other variables dbt would parse
        its project anew.
        """
        given = psycopg.conninfo.conninfo_to_dict(self.url)
        with pytest.MonkeyPatch.context() as env:
            for name in ("host", "port", "user", "password", "dbname"):
                env.setenv(f"DBT_{name.upper()}", str(given.get(name) or {"port": 5432}.get(name, "")))
            env.setenv("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
            env.setenv("PGOPTIONS", f"-c naukograd.build_id={build_id} -c naukograd.as_of={as_of}")
            return dbtRunner(manifest=self.kept()).invoke(
                [
                    *arguments,
                    *("--project-dir", str(self.project), "--profiles-dir", str(self.project)),
                    *("--target-path", str(self.target), "--log-path", str(self.target), "--quiet"),
                ]
            )

    def succeed(self, *arguments: str, **moment: str) -> Any:
        """Run one command that must succeed, and must have had something to do."""
        outcome = self(*arguments, **moment)
        assert outcome.success, outcome.exception or [r.message for r in outcome.result]
        assert len(outcome.result) > 0, f"{arguments} matched nothing"
        return outcome.result

    def kept(self) -> Manifest | None:
        """What dbt was had to parse when the warehouse was prepared; a changed copy it parses itself."""
        if self.project != DBT_PROJECT:
            return None
        database = psycopg.conninfo.conninfo_to_dict(self.url)["dbname"]
        return parsed(DBT_PROJECT, code_version(), self.target, str(database), MOMENTS_SCHEMA, _not_again)


def _not_again(target: Path) -> None:
    raise AssertionError(f"{target}: the project is parsed when a warehouse is prepared")


@pytest.fixture(scope="session")
def layers(server: str, prepared: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """dbt's target of a database in which all layers exist and are empty, kept as ``dbt_layers`` to be copied."""
    url, target = psycopg.conninfo.make_conninfo(server, dbname="dbt"), tmp_path_factory.mktemp("target")
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"create database dbt template {prepared}")
        Dbt(url, target).succeed("run", "--select", "per_delivery", "as_of", "marts")
        admin.execute("alter database dbt rename to dbt_layers")
    return target


@pytest.fixture(scope="module")
def dbt(server: str, layers: Path) -> Iterator[Dbt]:
    """dbt on a database of its own whose layers exist and are empty.

    It always has the same name: dbt would parse its project anew for another one.
    """
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute("create database dbt template dbt_layers")
        yield Dbt(psycopg.conninfo.make_conninfo(server, dbname="dbt"), layers)
        admin.execute("drop database dbt with (force)")
