"""A sealed release: what it holds, and that nobody changes it."""

from __future__ import annotations

import json
from uuid import uuid4

import psycopg
import pyarrow.parquet as pq
import pytest
from frictionless import system, validate

from naukograd import pipeline
from naukograd.core.database import connect
from naukograd.core.errors import UsageError
from naukograd.core.periods import parse_moment
from naukograd.core.settings import Settings
from naukograd.releases.manifest import parse

from .first_release import FREEZE, RELEASE, YEAR, hashes


def test_the_manifest_names_every_file_and_says_what_it_is(sealed: Settings) -> None:
    folder = sealed.releases / RELEASE
    content = (folder / "manifest.json").read_bytes()
    manifest = parse(content)
    assert manifest.to_bytes() == content
    assert {file.path: file.sha256 for file in manifest.files} == {
        path: sha256
        for path, sha256 in hashes(folder).items()
        if path not in ("manifest.json", "manifest.sig", "public-key.pem")
    }
    assert manifest.draft.is_sample
    assert manifest.draft.as_of == parse_moment(FREEZE)
    assert oct(sealed.signing_key.stat().st_mode & 0o777) == "0o600"


def test_the_data_package_is_valid(sealed: Settings) -> None:
    with system.use_context(trusted=True):
        report = validate(str(sealed.releases / RELEASE / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    assert len(report.tasks) > 15


def test_parquet_has_the_rows_of_csv_and_decimals_for_money(sealed: Settings) -> None:
    data = sealed.releases / RELEASE / "data"
    for file in data.glob("*.parquet"):
        lines = file.with_suffix(".csv").read_text("utf-8")
        assert lines.partition("\n")[0].split(",") == pq.read_schema(file).names
    table = pq.read_table(data / "indicator_values.parquet")
    assert "decimal" in str(table.schema.field("value").type)
    with connect(sealed.warehouse_url) as conn:
        values = {
            (row[0], row[1], row[2]): row[3]
            for row in conn.execute(
                "select indicator_code, territory_code, year, value from releases.indicator_values"
                " where release_id = %s and value is not null",
                [RELEASE],
            )
        }
    rows = table.to_pylist()
    shown = {(r["indicator_code"], r["territory_code"], r["year"]): r["value"] for r in rows if r["value"] is not None}
    assert shown == values
    assert len(values) > 20


def test_the_report_says_which_release_it_is(sealed: Settings) -> None:
    folder = sealed.releases / RELEASE
    assert "Выпуск 2026.1" in (folder / "report" / "report-2026.html").read_text("utf-8")
    statement = json.loads((folder / "quality-statement.json").read_text("utf-8"))
    assert [heading["title"] for heading in statement["headings"]] == [
        "Актуальность",
        "Точность и\u00a0надежность",
        "Своевременность и\u00a0пунктуальность",
        "Согласованность и\u00a0сопоставимость",
        "Доступность и\u00a0ясность",
    ]
    assert "УЧЕБНЫЕ ДАННЫЕ" in statement["warning"]


def test_the_signed_verdict_stands_beside_the_current_one(sealed: Settings) -> None:
    with connect(sealed.warehouse_url) as conn:
        rows = conn.execute(
            "select sealed_verdict, current_verdict from releases.verdicts where release_id = %s and year = %s",
            [RELEASE, YEAR],
        ).fetchall()
    assert len(rows) == 6
    assert all(sealed_verdict and current for sealed_verdict, current in rows)


def test_the_same_again_is_the_same_release_and_another_needs_a_reason(sealed: Settings) -> None:
    again = pipeline.seal(sealed, YEAR, parse_moment(FREEZE), None, [])
    assert (again.release_id, again.was_sealed_before) == (RELEASE, True)
    with pytest.raises(UsageError, match="is sealed as"):
        pipeline.seal(sealed, YEAR, parse_moment("2027-05-20"), None, [])
    with pytest.raises(UsageError, match="can enter by name"):
        pipeline.begin_release(sealed, YEAR, parse_moment(FREEZE), "Исправление", ["00000000000000ff"])


def test_a_year_that_is_not_over_cannot_be_frozen() -> None:
    with pytest.raises(UsageError, match="not over"):
        pipeline.freeze_of(YEAR, "2026-12-31")
    assert pipeline.freeze_of(YEAR, None) == parse_moment(FREEZE)


# Nobody changes it.

CHANGES = (
    "update releases.rows set row = '{}' where row_number = 1",
    "delete from releases.deliveries",
    "truncate releases.rows",
    "update releases.releases set reason = 'x'",
    f"insert into releases.rows values ('{RELEASE}', 'indicator_values', 9999, '{{}}')",
)


@pytest.mark.parametrize("change", CHANGES)
def test_a_trigger_refuses_every_change(sealed: Settings, change: str) -> None:
    with connect(sealed.warehouse_url) as conn, pytest.raises(psycopg.errors.IntegrityConstraintViolation):
        conn.execute(change)  # type: ignore[arg-type]


def test_an_account_that_works_with_the_warehouse_has_no_right_to(server: str) -> None:
    """Who migrates and seals owns neither tables nor triggers: made by an account that is no superuser."""
    name = f"worker_{uuid4().hex[:8]}"
    url = psycopg.conninfo.make_conninfo(server, dbname=name, user=name)
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"create role {name} login createrole")
        admin.execute(f"create database {name} owner {name}")
        admin.execute(f"grant naukograd_sealed to {name} with admin option")
        try:
            with connect(url) as conn:
                pipeline.preparing.migrate(conn)
                conn.execute("revoke naukograd_sealed from current_user granted by current_user")
            admin.execute(f"revoke naukograd_sealed from {name} cascade")
            with connect(url) as conn:
                for attempt in (
                    "update releases.rows set row = '{}'",
                    "delete from releases.deliveries",
                    "truncate releases.releases",
                    "alter table releases.rows disable trigger all",
                    "drop table releases.rows cascade",
                    "drop schema releases cascade",
                ):
                    with pytest.raises(psycopg.errors.InsufficientPrivilege):
                        conn.execute(attempt)  # type: ignore[arg-type]
        finally:
            admin.execute(f"drop database {name} with (force)")
            admin.execute(f"drop role {name}")
