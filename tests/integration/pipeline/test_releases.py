"""A sealed release: what it holds, that nobody changes it, that verification finds who did, that it comes out again."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pyarrow.parquet as pq
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from frictionless import system, validate
from psycopg import sql

from naukograd import doctor, pipeline
from naukograd.core.database import connect
from naukograd.core.errors import UsageError
from naukograd.core.periods import parse_moment
from naukograd.core.settings import PROJECT, Settings
from naukograd.pipeline import verifying
from naukograd.releases import check, signing, version
from naukograd.releases.check import Finding
from naukograd.releases.manifest import parse

from . import ordering
from .conftest import Copied

# The first test of the module pays for a whole ingest, a build and a sealing.
pytestmark = pytest.mark.timeout(900)

YEAR, RELEASE = 2026, "2026.1"
FREEZE = "2027-04-20"


@pytest.fixture(scope="module")
def sealed(server: str, copied: Copied) -> Iterator[Settings]:
    """An installation that has sealed the first report of 2026."""
    settings = copied("sealed")
    release = pipeline.seal(settings, YEAR, parse_moment(FREEZE), None, [])
    assert (release.release_id, release.was_sealed_before) == (RELEASE, False)
    yield settings
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute("drop database sealed with (force)")


@pytest.fixture
def folder(sealed: Settings, tmp_path: Path) -> Path:
    """A copy of the release's folder, to be tampered with."""
    return shutil.copytree(sealed.releases / RELEASE, tmp_path / RELEASE)


Found = dict[str, list[Finding]]


def found(settings: Settings, folder: Path, *, quick: bool = False, key: Path | None = None) -> Found:
    """Findings of tampering by check. The recomputation is a test of its own."""
    by_check: Found = {}
    for finding in pipeline.verify(settings, folder, key, quick=quick).findings:
        by_check.setdefault(finding.check, []).append(finding)
    return by_check


@pytest.fixture
def without_recomputation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "_recomputed", lambda *_: [])


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


# What it holds.


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


# Verification finds who did.


@pytest.mark.thorough
def test_a_figure_changed_in_csv_or_pdf_is_located_and_all_else_follows_from_the_archive(
    sealed: Settings, folder: Path
) -> None:
    table, page = "data/indicator_progress.csv", "report/report-2026.pdf"
    lines = (folder / table).read_text("utf-8").split("\n")
    cells = lines[3].split(",")
    cells[4] = "999"
    lines[3] = ",".join(cells)
    (folder / table).write_text("\n".join(lines), "utf-8")
    flip(folder / page)
    result = pipeline.verify(sealed, folder, None, quick=False)
    assert result.was_recomputed
    assert [(finding.check, finding.where) for finding in result.findings] == [
        ("changed file", table),
        ("changed file", page),
        ("recomputation", table),
        ("recomputation", page),
    ]
    assert "line 4, column target_value: the folder says 999, the recomputation says" in result.findings[2].says
    assert "from byte" in result.findings[3].says


def test_another_version_of_the_code_differs_in_method_not_by_tampering(
    sealed: Settings, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(version, "code_version", lambda: "0123456789ab")
    again = shutil.copytree(folder, tmp_path / "again")
    release = check.Folder.read(folder)
    (again / "report" / "report-2026.pdf").write_bytes(b"otherwise")
    (rendering,) = verifying._compared(release, again)
    assert (rendering.kind, rendering.check) == ("method", "rendering")
    file = again / "data" / "indicator_values.csv"
    file.write_text(file.read_text("utf-8").replace("tax_receipts", "tax", 1), "utf-8")
    (method,) = verifying._compared(release, again)
    assert (method.kind, method.where) == ("method", "data/indicator_values.csv")
    assert "0123456789ab" in method.says
    assert release.manifest.draft.code_version in method.says


@pytest.mark.usefixtures("without_recomputation")
@pytest.mark.parametrize(
    ("tamper", "what", "where"),
    [
        (lambda f: (f / "data" / "more.csv").write_text("a\n1\n"), "added file", "data/more.csv"),
        (lambda f: (f / "evidence" / "gate.json").unlink(), "missing file", "evidence/gate.json"),
    ],
)
def test_each_tampering_with_the_folder_has_its_sentence(
    sealed: Settings, folder: Path, tamper: Callable[[Path], object], what: str, where: str
) -> None:
    tamper(folder)
    by_check = found(sealed, folder)
    assert [finding.where for finding in by_check.pop(what)] == [where]
    assert not by_check


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def test_a_signature_by_another_key_is_no_signature(sealed: Settings, folder: Path) -> None:
    stranger = Ed25519PrivateKey.generate()
    (folder / "manifest.sig").write_bytes(stranger.sign((folder / "manifest.json").read_bytes()))
    (folder / "public-key.pem").write_bytes(signing.pem(stranger.public_key()))
    by_check = found(sealed, folder, quick=True)
    assert "another key made it" in by_check.pop("signature")[0].says
    assert by_check.keys() == {"public key"}
    given = folder / "public-key.pem"
    assert found(sealed, folder, quick=True, key=given) == {}


def test_the_signature_of_another_release_is_no_signature(sealed: Settings, folder: Path) -> None:
    key = signing.private_key(sealed.signing_key)
    (folder / "manifest.sig").write_bytes(key.sign(b'{"release_id":"2026.2"}'))
    by_check = found(sealed, folder, quick=True)
    assert by_check.keys() == {"signature"}
    assert "another key" not in by_check["signature"][0].says


@pytest.mark.usefixtures("without_recomputation")
def test_a_figure_changed_in_the_database_is_located(sealed: Settings) -> None:
    change = """
    update releases.rows set row = jsonb_set(row, '{value}', %s)
    where release_id = %s and mart = 'indicator_values' and row_number = 2 returning 1
    """
    with connect(sealed.warehouse_url) as conn:
        conn.execute("alter table releases.rows disable trigger sealed")
        before = conn.execute(
            "select row -> 'value' from releases.rows where release_id = %s and mart = 'indicator_values'"
            " and row_number = 2",
            [RELEASE],
        ).fetchone()
        assert before
        try:
            conn.execute(change, ["999", RELEASE])
            by_check = found(sealed, sealed.releases / RELEASE)
        finally:
            conn.execute(change, [json.dumps(before[0]), RELEASE])
            conn.execute("alter table releases.rows enable trigger sealed")
    (finding,) = by_check.pop("database")
    assert finding.where == "releases.indicator_values of 2026.1"
    assert "line 3, column value" in finding.says
    assert "the database says 999" in finding.says
    assert not by_check


@pytest.mark.usefixtures("without_recomputation")
def test_a_removed_delivery_and_a_changed_event_are_found(sealed: Settings) -> None:
    root = Path(sealed.archive)
    with connect(sealed.warehouse_url) as conn:
        row = conn.execute(
            "select sha256, slice, arrival_event from releases.deliveries"
            " where release_id = %s and dataset = 'filings.researchers' order by slice limit 1",
            [RELEASE],
        ).fetchone()
    assert row
    sha256, slice_, event = row
    delivery, (file,) = root / "objects" / sha256[:2] / sha256[2:], (root / "events").glob(f"*/*-{event}.json")
    content = file.read_bytes()
    kept = delivery.rename(root / "kept")
    file.write_bytes(content.replace(b'"because":', b'"Because":'))
    try:
        by_check = found(sealed, sealed.releases / RELEASE)
    finally:
        kept.rename(delivery)
        file.write_bytes(content)
    (removed,) = by_check.pop("removed delivery")
    assert slice_ in removed.where
    (changed,) = by_check.pop("changed event")
    assert event in changed.where
    assert [finding.kind for finding in by_check.pop("recomputation")] == ["note"]
    assert not by_check


# It comes out again.


def test_no_order_of_texts_depends_on_the_locale(sealed: Settings) -> None:
    with connect(sealed.warehouse_url) as conn:
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


@pytest.mark.thorough
def test_a_release_is_computed_again_in_the_locale_of_the_warehouse(server: str, settings: Settings) -> None:
    name = f"locale_{uuid4().hex[:8]}"
    locale = "select datcollate, datctype from pg_database where datname = current_database()"
    with psycopg.connect(server, autocommit=True) as conn:
        made_with = "template template0 lc_collate 'C' lc_ctype 'C.UTF-8'"
        conn.execute(sql.SQL("create database {} " + made_with).format(sql.Identifier(name)))
        url = psycopg.conninfo.make_conninfo(server, dbname=name)
        try:
            with verifying._database(dataclasses.replace(settings, warehouse=url)) as scratch, connect(scratch) as its:
                assert its.execute(locale).fetchone() == ("C", "C.UTF-8")
        finally:
            conn.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def other_database(server: str) -> str:
    name = f"again_{uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(f"create database {name}")
    return name


def run_apart(settings: Settings, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Seal in a process that shares nothing with this one but code, key and archive."""
    ours = {
        "WAREHOUSE_URL": settings.warehouse_url,
        "NAUKOGRAD_STATE": str(settings.state),
        "NAUKOGRAD_ARCHIVE": settings.archive,
        "NAUKOGRAD_SIGNING_KEY": str(settings.signing_key),
        "NAUKOGRAD_MIN_FREE_GIB": "0",
        "PYTHONPATH": str(PROJECT),
        "TZ": "America/St_Johns",
        "LANG": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "77",
    }
    command = [sys.executable, "-m", "tests.integration.pipeline.sealed", *arguments]
    return subprocess.run(command, env={**os.environ, **ours}, cwd=cwd, umask=0o077, capture_output=True, text=True)


@pytest.mark.thorough
def test_other_days_places_and_databases_give_the_same_bytes_even_after_a_kill(
    sealed: Settings, server: str, tmp_path: Path
) -> None:
    state = tmp_path / "elsewhere"
    archive = tmp_path / "archive"
    shutil.copytree(sealed.archive, archive, ignore=shutil.ignore_patterns("*-seal-*"))
    name = other_database(server)
    url = psycopg.conninfo.make_conninfo(server, dbname=name)
    again = dataclasses.replace(
        sealed, state=state, archive=str(archive), warehouse=url, signing_key_at=sealed.signing_key
    )
    died = run_apart(again, str(YEAR), "2031-02-28T23:30:00-03:30", "dies", cwd=tmp_path)
    assert died.returncode == -9, died.stderr
    assert not (state / "releases" / RELEASE).exists()
    with pipeline.opened(again) as (conn, _):  # whoever opens the warehouse makes the rows
        assert conn.execute("select count(*) from releases.rows").fetchone() > (1000,)
    assert "the folder of release 2026.1 is missing" in " ".join(f.says for f in doctor.examine(again))
    release = pipeline.seal(again, YEAR, parse_moment(FREEZE), None, [])
    assert release.was_sealed_before
    assert [path.name for path in again.releases.iterdir()] == [RELEASE]
    assert hashes(release.folder) == hashes(sealed.releases / RELEASE)
    # What is held against a release is held against its content, not against the day on which it was sealed.
    next_one, its_again = (
        pipeline.seal(each, YEAR, parse_moment("2027-04-20T22:00:00+05:00"), "Исправление", []).folder
        for each in (sealed, again)
    )
    assert hashes(its_again) == hashes(next_one)
    assert found(again, its_again) == {}
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))
