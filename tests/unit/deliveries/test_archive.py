"""The archive on a local folder and on object storage (fsspec's memory file system speaks the same interface)."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from naukograd.core.errors import NaukogradError
from naukograd.deliveries.archive import Archive

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(params=["local", "memory"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path / "archive") if request.param == "local" else f"memory://{uuid4().hex}"


def test_bytes_come_back_by_their_hash_and_are_stored_once(root: str, tmp_path: Path) -> None:
    archive = Archive(root, tmp_path / "incoming")
    stored = archive.store(iter([b"hello", b" world"]))
    assert stored == archive.store([b"hello world"])
    assert stored.sha256 == hashlib.sha256(b"hello world").hexdigest()
    with archive.open(stored.sha256) as body:
        assert body.read() == b"hello world"
    assert archive.hashes() == {stored.sha256}


def test_a_stream_that_breaks_off_leaves_nothing(root: str, tmp_path: Path) -> None:
    def broken() -> object:
        yield b"half"
        raise ConnectionError

    archive = Archive(root, tmp_path / "incoming")
    with pytest.raises(ConnectionError):
        archive.store(broken())  # type: ignore[arg-type]
    assert archive.hashes() == set()
    assert not [path for path in tmp_path.rglob("incoming/*") if path.is_file()]


def test_events_come_in_order_of_time_from_a_day_on(root: str, tmp_path: Path) -> None:
    archive = Archive(root, tmp_path / "incoming")
    days = [NOON + timedelta(days=number) for number in (2, 0, 1)]
    recorded = {day: archive.record("arrival", {"day": day.isoformat()}, day) for day in days}
    assert archive.record("arrival", {"day": NOON.isoformat()}, NOON) == recorded[NOON], (
        "the same event is the same file"
    )
    in_order = [recorded[day] for day in sorted(days)]
    assert list(archive.events(None, set())) == in_order
    assert list(archive.events(days[2].date(), {in_order[2].id})) == [in_order[1]]
    assert Archive(root, tmp_path / "incoming").event_ids() == {event.id for event in in_order}


def test_missing_bytes_are_said_in_words(root: str, tmp_path: Path) -> None:
    with pytest.raises(NaukogradError, match="the archive lacks bytes"):
        Archive(root, tmp_path / "incoming").open("0" * 64)


def test_what_is_said_of_arrivals_comes_after_them_even_if_the_clock_was_set_back(root: str, tmp_path: Path) -> None:
    archive = Archive(root, tmp_path / "incoming")
    said = archive.record("verdict", {"of": "it"}, NOON - timedelta(days=2))
    arrived = archive.record("arrival", {"it": 1}, NOON)
    assert list(archive.events(None, set())) == [arrived, said]


def test_an_altered_event_is_found_and_never_applied(root: str, tmp_path: Path) -> None:
    archive = Archive(root, tmp_path / "incoming")
    event = archive.record("arrival", {"counts_from": "2027"}, NOON)
    assert archive.altered_events() == []
    [file] = (archive.root / "events" / NOON.date().isoformat()).iterdir()
    file.write_bytes(file.read_bytes().replace(b"2027", b"2026"))
    assert archive.altered_events() == [f"{event.day}/{file.name}"]
    with pytest.raises(NaukogradError, match=f"{file.name}.*altered or damaged"):
        list(archive.events(None, set()))
    assert list(archive.events(None, {event.id})) == [], "what the ledger holds already is the doctor's to find"
