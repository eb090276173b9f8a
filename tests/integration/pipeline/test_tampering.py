"""Verification says where a sealed release was tampered with, and what differs for another reason."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from naukograd import pipeline
from naukograd.core.database import connect
from naukograd.core.settings import Settings
from naukograd.pipeline import verifying
from naukograd.releases import check, signing, version

from .first_release import RELEASE, found


@pytest.fixture
def folder(sealed: Settings, tmp_path: Path) -> Path:
    """A copy of the release's folder, to be tampered with."""
    return shutil.copytree(sealed.releases / RELEASE, tmp_path / RELEASE)


@pytest.fixture
def without_recomputation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "_recomputed", lambda *_: [])


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
