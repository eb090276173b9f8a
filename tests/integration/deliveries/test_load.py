"""Bytes into raw: what is read, what is refused, and that a refusal leaves nothing behind."""

from __future__ import annotations

import gzip
import logging
from pathlib import Path

import pytest

from naukograd import pipeline
from naukograd.core.database import connect, migrate
from naukograd.core.errors import GateFailed, NoRoom
from naukograd.core.settings import Settings
from naukograd.deliveries.ledger import Delivery
from naukograd.deliveries.load import check_room, create_raw_tables
from naukograd.sources import DATASETS
from naukograd.sources.kgd import COLUMNS

HEADER = ",".join(column.header for column in COLUMNS)
RECORD = "040240000125,ТОО «А»,6207,,,101201,,,{number},Налог,Уплата,2025-05-21+05:00,,{summa}"


@pytest.fixture
def warehouse(settings: Settings) -> Settings:
    with connect(settings.warehouse_url) as conn:
        migrate(conn)
        create_raw_tables(conn, list(DATASETS.values()))
    return settings


def take(settings: Settings, body: bytes, name: str = "payments_2025-05.csv.gz") -> dict[str, object]:
    """Receive a file and load it; the gate is not asked."""
    from naukograd.core import periods
    from naukograd.deliveries.receive import Receiver

    file = settings.state / name
    file.write_bytes(body)
    dataset = DATASETS["kgd.payments_bulk"]
    with pipeline.opened(settings) as (conn, archive):
        Receiver(conn, archive, dataset, "test", periods.now).take(dataset.slice_of(file) or "", file)
    return pipeline.load(settings, "kgd.payments_bulk")


def packed(*lines: str) -> bytes:
    return gzip.compress("\n".join([*lines, ""]).encode())


def rows(settings: Settings, query: str) -> list[tuple[object, ...]]:
    with connect(settings.warehouse_url) as conn:
        return conn.execute(query).fetchall()  # type: ignore[arg-type]


def test_records_keep_their_text_their_delivery_and_their_line(warehouse: Settings) -> None:
    result = take(warehouse, packed(HEADER, RECORD.format(number=1, summa="10.50"), RECORD.format(number=2, summa="")))
    assert (result["loaded"], result["rows"]) == (1, 2)
    assert rows(warehouse, "select place, pay_num, summa, name_tax_ru from raw.kgd_payments_bulk order by 1") == [
        (2, "1", "10.50", None),
        (3, "2", None, None),
    ]
    assert rows(warehouse, "select count(distinct delivery_id) from raw.kgd_payments_bulk") == [(1,)]


def test_columns_are_mapped_by_header(warehouse: Settings) -> None:
    names = HEADER.split(",")
    shuffled = ",".join([names[-1], *names[:-1]])
    values = RECORD.format(number=7, summa="1").split(",")
    take(warehouse, packed(shuffled, ",".join([values[-1], *values[:-1]])))
    assert rows(warehouse, "select iin_bin, pay_num, summa from raw.kgd_payments_bulk") == [("040240000125", "7", "1")]


def test_a_column_nobody_declared_is_named_and_the_rest_is_loaded(
    warehouse: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        take(warehouse, packed(HEADER + ",Region,,place", RECORD.format(number=1, summa="1") + ",Абай,,9"))
    assert "columns that are not declared" in caplog.text
    assert "Region" in caplog.text
    assert rows(warehouse, "select pay_num from raw.kgd_payments_bulk") == [("1",)]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            packed(HEADER, *(RECORD.format(number=n, summa="1") for n in range(5000)))[:2000],
            "breaks off before its end",
        ),
        (packed(HEADER.replace("Summa", "Amount"), RECORD.format(number=1, summa="1")), "no column Summa"),
        (packed(HEADER, RECORD.format(number=1, summa="1"), "one,two"), "line 3: missing data for column"),
        (packed(HEADER, RECORD.format(number=1, summa="1") + ",more"), "line 2: extra data"),
        (gzip.compress((HEADER + "\n").encode() + RECORD.encode("windows-1251"), mtime=0), "invalid byte sequence"),
        (b"<html>Service unavailable</html>", "not a sound gzip file"),
    ],
)
def test_what_cannot_be_read_is_rejected_in_words_and_leaves_nothing(
    warehouse: Settings, body: bytes, words: str
) -> None:
    result = take(warehouse, body)
    assert (result["loaded"], result["unreadable"]) == (0, 1)
    assert rows(warehouse, "select accepted from ledger.verdicts") == [(False,)]
    [(reason,)] = rows(warehouse, "select reason from ledger.verdicts")
    assert words in str(reason)
    assert rows(warehouse, "select count(*) from raw.kgd_payments_bulk") == [(0,)]
    assert rows(
        warehouse,
        "select count(*) from pg_class where relnamespace = 'raw'::regnamespace and relname ~ '_[0-9a-f]{16}'",
    ) == [(0,)]
    with pytest.raises(GateFailed, match="rejected"):
        pipeline.judge(warehouse, "kgd.payments_bulk", run_id="test")


def test_the_same_bytes_are_loaded_once(warehouse: Settings) -> None:
    body = packed(HEADER, RECORD.format(number=1, summa="1"))
    take(warehouse, body)
    assert take(warehouse, body)["loaded"] == 0
    assert rows(warehouse, "select count(*) from raw.kgd_payments_bulk") == [(1,)]
    assert rows(warehouse, "select count(*) from ledger.arrivals") == [(2,)]


def test_a_disk_too_full_is_said_before_loading(tmp_path: Path) -> None:
    with pytest.raises(NoRoom, match="must stay free"):
        check_room([Delivery(1, "d", "s", "h", 10)], tmp_path, min_free=1 << 60)
