"""The rows of sealed releases in ``releases.*``: made from the archive, when sealing as after a loss."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from datetime import date

from psycopg import sql

from naukograd.core.database import Connection, exclusive
from naukograd.core.errors import NaukogradError
from naukograd.deliveries.archive import Archive
from naukograd.releases.data import PACKAGE
from naukograd.releases.manifest import Manifest, parse
from naukograd.releases.shape import POSTGRES, Mart, from_resource

log = logging.getLogger(__name__)

DELIVERIES, VERDICTS = "evidence/deliveries.csv", "evidence/verdicts.csv"


def restore(conn: Connection, archive: Archive) -> list[str]:
    """Make the rows of every release that the archive holds sealed and the database lacks.

    A run may have died between its event and its rows; a rebuilt database has none.

    Returns:
        The releases restored, in the order they were sealed.
    """
    if not _lacking(conn):
        return []
    with exclusive(conn, "restore releases"):
        restored = []
        for event_id, day in _lacking(conn):
            content = archive.read(archive.addresses([day]).get(event_id, ""))
            if content is None:
                raise NaukogradError(
                    "the archive lacks the event of a seal", where=event_id, remedy="Restore the archive's backup."
                )
            restored.append(_insert(conn, archive, event_id, json.loads(content)))
    return restored


def objects(conn: Connection, archive: Archive) -> set[str]:
    """SHA-256 of everything in the archive that sealed releases consist of."""
    found: set[str] = set()
    for (sha256,) in conn.execute("select manifest_sha256 from releases.releases"):
        with archive.open(sha256) as file:
            found |= {sha256, *(each.sha256 for each in parse(file.read()).files)}
    return found


def marts_of(conn: Connection, release_id: str) -> set[str]:
    """Names of the marts that the database holds of a release."""
    rows = conn.execute("select distinct mart from releases.rows where release_id = %s", [release_id])
    return {str(row[0]) for row in rows}


def relation(release_id: str, mart: Mart) -> sql.Composed:
    """The rows of a mart in a release, in brackets: with the columns that the release itself declares."""
    return sql.SQL(
        "(select t.* from releases.rows as r cross join lateral jsonb_to_record(r.row) as t ({}) "
        "where r.release_id = {} and r.mart = {})"
    ).format(
        sql.SQL(", ").join(column.typed() for column in mart.columns), sql.Literal(release_id), sql.Literal(mart.name)
    )


def _lacking(conn: Connection) -> list[tuple[str, date]]:
    rows = conn.execute(
        """
        select e.event_id, e.day
        from ledger.events as e
        left join releases.releases as r using (event_id)
        where e.kind = 'seal' and r.event_id is null
        order by e.day, e.event_id
        """
    )
    return rows.fetchall()


def _insert(conn: Connection, archive: Archive, event_id: str, event: dict[str, str]) -> str:
    def stored(sha256: str) -> bytes:
        with archive.open(sha256) as file:
            return file.read()

    manifest = parse(stored(event["manifest_sha256"]))
    files = manifest.by_path
    marts = [from_resource(each) for each in json.loads(stored(files[PACKAGE].sha256))["resources"]]
    release_id = manifest.draft.release_id
    with conn.transaction():
        # As the sealed texts are read: by no setting of the server or the account.
        conn.execute("set local timezone to 'UTC'")
        for mart in marts:
            _insert_rows(conn, release_id, mart, stored(files[f"data/{mart.name}.csv"].sha256))
            _view(conn, mart)
        _insert_deliveries(conn, manifest, stored(files[DELIVERIES].sha256), stored(files[VERDICTS].sha256))
        # Last: from now on the release takes no more rows.
        _insert_release(conn, manifest, event_id, event)
    log.info("release %s: rows of %d marts in the database", release_id, len(marts))
    return release_id


def _texts(conn: Connection, name: str, columns: Sequence[str], content: bytes) -> sql.Identifier:
    """A temporary table of texts with the lines of a CSV, and their number in ``line``."""
    table = sql.Identifier("pg_temp", name)
    listed = sql.SQL(", ").join(map(sql.Identifier, columns))
    conn.execute(sql.SQL("drop table if exists {}").format(table))
    conn.execute(
        sql.SQL("create temporary table {} (line integer generated always as identity, {})").format(
            sql.Identifier(name), sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(c)) for c in columns)
        )
    )
    with (
        conn.cursor() as cursor,
        cursor.copy(
            sql.SQL("copy {} ({}) from stdin (format csv, header, encoding 'UTF8')").format(table, listed)
        ) as copy,
    ):
        copy.write(content)
    return table


def _insert_rows(conn: Connection, release_id: str, mart: Mart, content: bytes) -> None:
    table = _texts(conn, "sealed_mart", [column.name for column in mart.columns], content)
    values = sql.SQL(", ").join(sql.SQL("{} as {}").format(column.read(), column.identifier) for column in mart.columns)
    conn.execute(
        sql.SQL(
            "insert into releases.rows (release_id, mart, row_number, row) "
            "select {}, {}, s.line, to_jsonb(v) from {} as s cross join lateral (select {}) as v"
        ).format(sql.Literal(release_id), sql.Literal(mart.name), table, values)
    )


def _view(conn: Connection, mart: Mart) -> None:
    """``releases.<mart>``: that mart of all releases, with every column that any of them has."""
    known = conn.execute(
        """
        select a.attname, format_type(a.atttypid, a.atttypmod) from pg_attribute as a
        where a.attrelid = to_regclass(format('releases.%%I', %s::text)) and a.attnum > 1
        order by a.attnum
        """,
        [mart.name],
    ).fetchall()
    columns = dict(known) | {c.name: POSTGRES[c.kind] for c in mart.columns if c.name not in dict(known)}
    conn.execute(
        sql.SQL(
            "create or replace view releases.{} as select r.release_id, t.* from releases.rows as r "
            "cross join lateral jsonb_to_record(r.row) as t ({}) where r.mart = {}"
        ).format(
            sql.Identifier(mart.name),
            sql.SQL(", ").join(sql.SQL("{} " + kind).format(sql.Identifier(name)) for name, kind in columns.items()),
            sql.Literal(mart.name),
        )
    )
    comment = sql.SQL("comment on view releases.{} is {}")
    conn.execute(comment.format(sql.Identifier(mart.name), sql.Literal(mart.description)))


def _insert_deliveries(conn: Connection, manifest: Manifest, deliveries: bytes, verdicts: bytes) -> None:
    pinned = _texts(conn, "sealed_deliveries", _header(deliveries), deliveries)
    judged = _texts(conn, "sealed_verdicts", _header(verdicts), verdicts)
    conn.execute(
        sql.SQL(
            """
            insert into releases.deliveries (
                release_id, dataset, slice, delivery_id, sha256, size_bytes, is_current, entered_by_name, counts_from,
                known_from, published_at, is_sample, arrival_event, first_event, verdict_event, decided_at, decided_by,
                verdict_reason
            )
            select
                {}, d.dataset, d.slice, ('x' || d.delivery)::bit(64)::bigint, d.sha256, d.size_bytes::bigint,
                d.is_current::boolean, d.entered_by_name::boolean, d.counts_from::timestamptz,
                d.known_from::timestamptz, d.published_at::timestamptz, d.is_sample::boolean, d.arrival_event,
                d.first_event, d.verdict_event, v.decided_at::timestamptz, v.decided_by, v.reason
            from {} as d
            inner join {} as v using (delivery)
            """
        ).format(sql.Literal(manifest.draft.release_id), pinned, judged)
    )


def _header(content: bytes) -> list[str]:
    return content.partition(b"\n")[0].decode().split(",")


def _insert_release(conn: Connection, manifest: Manifest, event_id: str, event: dict[str, str]) -> None:
    draft = manifest.draft
    conn.execute(
        """
        insert into releases.releases (
            release_id, year, number, as_of, reason, named, build_id, method_version, code_version, is_sample,
            manifest_sha256, signature, public_key, sealed_at, event_id
        ) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        """,
        [
            *(draft.release_id, draft.year, draft.number, draft.as_of, draft.reason, list(draft.named)),
            *(draft.build_id, draft.method_version, draft.code_version, draft.is_sample),
            *(event["manifest_sha256"], event["signature"], event["public_key"], event["sealed_at"], event_id),
        ],
    )
