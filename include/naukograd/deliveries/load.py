"""Archived deliveries into ``raw``: one COPY, one transaction, the rows and the ledger's word for them together."""

from __future__ import annotations

import itertools
import logging
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO, cast

import psycopg
from isal import igzip, igzip_lib
from psycopg import sql
from psycopg.types.json import Jsonb

from naukograd.core.database import Connection
from naukograd.core.errors import NoRoom, UnreadableDelivery
from naukograd.deliveries.archive import CHUNK, Archive
from naukograd.deliveries.ledger import Delivery, shown
from naukograd.sources.dataset import UNDECLARED, CsvDataset, Dataset, RowsDataset
from naukograd.sources.layout import header_layout, layout
from naukograd.sources.unpacking import too_large

log = logging.getLogger(__name__)

ROOM_PER_BYTE = 15
"""Disk that a byte of a compressed delivery has been seen to need in ``raw``, rounded up."""

LONGEST_HEADER = 4 * CHUNK


def create_raw_tables(conn: Connection, datasets: list[Dataset]) -> None:
    """Make ``raw.<dataset>`` from the declared columns; newly declared columns are added."""
    for dataset in datasets:
        bulk = isinstance(dataset, CsvDataset)
        table = sql.Identifier("raw", dataset.table)
        with conn.transaction():
            conn.execute(
                sql.SQL("create table if not exists {} (delivery_id bigint not null, place {} not null) {}").format(
                    table,
                    sql.SQL("bigint" if bulk else "text"),
                    # A delivery leaves, one day, by dropping its partition.
                    sql.SQL("partition by list (delivery_id)" if bulk else ""),
                )
            )
            for column in dataset.columns:
                conn.execute(
                    sql.SQL("alter table {} add column if not exists {} text").format(
                        table, sql.Identifier(column.name)
                    )
                )
            if not bulk:
                conn.execute(
                    sql.SQL("create index if not exists {} on {} (delivery_id)").format(
                        sql.Identifier(f"{dataset.table}_delivery"), table
                    )
                )


def check_room(deliveries: list[Delivery], folder: Path, min_free: int) -> None:
    """Refuse to begin what the disk cannot hold.

    Raises:
        NoRoom: it would leave less than ``min_free`` bytes.
    """
    free = shutil.disk_usage(folder).free
    need = sum(delivery.size for delivery in deliveries) * ROOM_PER_BYTE
    if free - need < min_free:
        raise NoRoom(
            f"{free / 2**30:.1f} GiB free; loading {len(deliveries)} deliveries takes about {need / 2**30:.1f} GiB "
            f"and {min_free / 2**30:.1f} GiB must stay free",
            where=str(folder),
            remedy="Free or add disk, or lower NAUKOGRAD_MIN_FREE_GIB.",
        )


Reject = Callable[[Delivery, str], None]
"""Records that the reader could make nothing of a delivery, and why."""


def load(
    conn: Connection, archive: Archive, dataset: Dataset, deliveries: list[Delivery], reject: Reject
) -> tuple[int, int]:
    """Load deliveries; those that cannot be read are rejected and leave nothing behind.

    Returns:
        Number of deliveries and of rows loaded.
    """
    loaded, rows = 0, 0
    for delivery in deliveries:
        try:
            with conn.transaction():
                count, lines = load_one(conn, archive, dataset, delivery)
                conn.execute(
                    "insert into ledger.loads (delivery_id, row_count, layout, loaded_at) values (%s, %s, %s, now())",
                    [delivery.id, count, Jsonb(lines)],
                )
        except UnreadableDelivery as error:
            log.warning(
                "%s %s: delivery %s cannot be read: %s", dataset.name, delivery.slice, shown(delivery.id), error
            )
            reject(delivery, str(error))
            continue
        log.info("%s %s: delivery %s loaded, %d rows", dataset.name, delivery.slice, shown(delivery.id), count)
        loaded, rows = loaded + 1, rows + count
    return loaded, rows


def load_one(conn: Connection, archive: Archive, dataset: Dataset, delivery: Delivery) -> tuple[int, list[str]]:
    """COPY one delivery's rows into ``raw`` inside the caller's transaction.

    Returns:
        Number of rows, and the delivery's layout.
    Raises:
        UnreadableDelivery: the bytes cannot be opened or lack a column; nothing may be kept of it.
    """
    with archive.open(delivery.sha256) as body:
        if isinstance(dataset, CsvDataset):
            return _copy_csv(conn, dataset, delivery, body)
        count = _copy_rows(conn, cast(RowsDataset, dataset), delivery, body)
    # Opened again: a reader may have closed it.
    with archive.open(delivery.sha256) as body:
        return count, layout(body)


def _copy_rows(conn: Connection, dataset: RowsDataset, delivery: Delivery, body: BinaryIO) -> int:
    columns = ["delivery_id", "place", *(column.name for column in dataset.columns)]
    count = 0
    copy_in = sql.SQL("copy {} ({}) from stdin").format(
        sql.Identifier("raw", dataset.table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with conn.cursor() as cursor, cursor.copy(copy_in) as copy:
        for place, values in dataset.rows(body):
            # Postgres cannot hold U+0000; a source that sends it is quoted with the visible symbol for it.
            copy.write_row([delivery.id, place, *(value and value.replace("\0", "␀") for value in values)])
            count += 1
    return count


def _copy_csv(conn: Connection, dataset: CsvDataset, delivery: Delivery, body: BinaryIO) -> tuple[int, list[str]]:
    """The stream goes to the server as it is: a partition of its own knows the delivery and counts the lines."""
    chunks = _ahead(_decompressed(body, delivery.size))
    head, rest = _first_line(chunks)
    columns = dataset.header(head)
    partition = sql.Identifier("raw", dataset.partition(shown(delivery.id)))
    lines = sql.Identifier("raw", f"lines_{shown(delivery.id)}")
    names = {
        "parent": sql.Identifier("raw", dataset.table),
        "partition": partition,
        "lines": lines,
        "lines_name": sql.Literal(lines.as_string(conn)),
        "id": sql.Literal(delivery.id),
        "columns": sql.SQL(", ").join(map(sql.Identifier, columns)),
    }

    def run(statement: str) -> psycopg.Cursor[tuple[object, ...]]:
        return conn.execute(sql.SQL(statement).format(**names))

    # Rows never change, COPY freezes them and `analyze` below counts them: autovacuum has nothing to do.
    run("create table {partition} (like {parent}) with (autovacuum_enabled = off)")
    run("create sequence {lines} start 2 cache 100000")
    run("alter table {partition} alter delivery_id set default {id}")
    run("alter table {partition} alter place set default nextval({lines_name})")
    # With this check known, attaching need not scan the rows again.
    run("alter table {partition} add constraint of_delivery check (delivery_id = {id})")
    strangers = [name for name in columns if name.startswith(UNDECLARED)]
    if strangers:
        log.warning(
            "%s %s: the header has columns that are not declared; they stay in the archive: %s",
            dataset.name,
            delivery.slice,
            head.decode("utf-8-sig")[:2000],
        )
    for name in strangers:
        conn.execute(sql.SQL("alter table {} add column {} text").format(partition, sql.Identifier(name)))
    # What is written goes to the disk meanwhile, not all of it at the commit, which waits for it.
    run("set local backend_flush_after = '2MB'")
    copy_in = sql.SQL("copy {partition} ({columns}) from stdin (format csv, freeze)").format(**names)
    with conn.cursor() as cursor:
        try:
            with cursor.copy(copy_in) as copy:
                for chunk in itertools.chain([rest], chunks):
                    copy.write(chunk)
        except (psycopg.errors.BadCopyFileFormat, psycopg.errors.CharacterNotInRepertoire) as error:
            raise _unreadable(error) from None
        count = cursor.rowcount
    for name in strangers:
        conn.execute(sql.SQL("alter table {} drop column {}").format(partition, sql.Identifier(name)))
    run("alter table {partition} alter place drop default, alter delivery_id drop default")
    run("drop sequence {lines}")
    run("alter table {parent} attach partition {partition} for values in ({id})")
    run("alter table {partition} drop constraint of_delivery")
    # How many rows there are is what planners ask; no other column is compared before it is parsed.
    run("analyze {partition} (delivery_id, place)")
    return count, header_layout(head.decode("utf-8-sig"))


def _ahead(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The next chunk is decompressed while the last one is on its way: neither waits for the other's core."""
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, chunks, None)
        while (chunk := coming.result()) is not None:
            coming = thread.submit(next, chunks, None)
            yield chunk


def _decompressed(body: BinaryIO, size: int) -> Iterator[bytes]:
    expanded = 0
    try:
        with igzip.open(body, "rb") as opened:  # type: ignore[no-untyped-call]
            while chunk := opened.read(CHUNK):
                expanded += len(chunk)
                if too_large(size, expanded):
                    raise UnreadableDelivery(
                        f"{size} bytes expand to more than {expanded}: too large for what it is, and not read further",
                        remedy="Ask the source for a sound file.",
                    )
                yield chunk
    except EOFError:
        raise UnreadableDelivery(
            "the gzip file breaks off before its end",
            remedy="The transfer was cut short: fetch it again.",
        ) from None
    except (igzip.BadGzipFile, igzip_lib.IsalError) as error:  # type: ignore[misc]
        raise UnreadableDelivery(f"not a sound gzip file ({error})", remedy="Fetch it again.") from None


def _first_line(chunks: Iterator[bytes]) -> tuple[bytes, bytes]:
    head = b""
    for chunk in chunks:
        head += chunk
        line, newline, rest = head.partition(b"\n")
        if newline:
            return line.rstrip(b"\r"), rest
        if len(head) > LONGEST_HEADER:
            raise UnreadableDelivery("no header: the first line does not end", where="line 1", remedy="Ask the source.")
    return head, b""


def _unreadable(error: psycopg.Error) -> UnreadableDelivery:
    """The server's words for a record it cannot split, with the line counted from the header."""
    context = re.search(r"line (\d+)", error.diag.context or "")
    return UnreadableDelivery(
        error.diag.message_primary or str(error),
        where=f"line {int(context[1]) + 1}" if context else "",
        remedy="Look at that line in the archive; ask the source for a sound file.",
    )
