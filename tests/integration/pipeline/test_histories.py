"""Whatever a warehouse has been through, the marts of a moment are those of one that saw nothing later.

The bytes are the sample world's own, fetched once at two of its clocks. A random history says when each of them came,
in which order, how often, and what the gate and persons thought of it, and when.
"""

from __future__ import annotations

import dataclasses
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from naukograd import pipeline
from naukograd.core.database import Connection, connect
from naukograd.core.periods import parse_moment
from naukograd.core.settings import Settings
from naukograd.deliveries import ledger
from naukograd.deliveries.archive import Archive, Event, Stored
from naukograd.deliveries.ledger import Delivery, Receipt, delivery_id
from naukograd.sources import DATASETS
from naukograd.sources.dataset import Statement
from naukograd.warehouse import dbt
from naukograd.warehouse.builds import Purpose
from sample_world.server import serve
from sample_world.world import World

from .conftest import CLOCK, Thread

pytestmark = pytest.mark.thorough

# At each clock of the world, what is asked for and of which years; what differs between clocks replaces each other.
FILED = [name for name in DATASETS if name.startswith("filings.")]
ASKED: list[tuple[str, dict[str, list[int]]]] = [
    ("2026-04-20T18:00:00+05:00", {name: [2025] for name in [*FILED, "kgd.payments_by_bin", "worldbank.series"]}),
    (
        CLOCK,
        {
            name: [2025] if name.startswith("kazpatent.") else [2025, 2026]
            for name in DATASETS
            if name != "kazpatent.utility_models"
        },
    ),
]
FIRST, SPAN = parse_moment("2025-06-01"), 800
"""Day of the first arrivals, and days until the last."""
LAST = parse_moment("2027-10-15")
DATABASE = "histories"
"""Always the same name: another one would have dbt parse its project anew."""
Marts = dict[str, list[tuple[object, ...]]]


@dataclass(frozen=True)
class Pool:
    """An archive full of the world's bytes, and the deliveries they make."""

    state: Path
    deliveries: list[Delivery]

    def settings(self, server: str, archive: Path) -> Settings:
        url = psycopg.conninfo.make_conninfo(server, dbname=DATABASE)
        return Settings(self.state, str(archive), self.state / "pages", 0, url)

    def archive(self, name: str) -> Archive:
        """Another archive of the same bytes without any event."""
        root = self.state / name
        root.mkdir()
        (root / "objects").symlink_to(self.state / "archive" / "objects")
        return Archive(str(root), root)


def anew(server: str, prepared: str) -> None:
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(DATABASE)))
        conn.execute(
            sql.SQL("create database {} template {}").format(sql.Identifier(DATABASE), sql.Identifier(prepared))
        )


@pytest.fixture(scope="module")
def pool(server: str, prepared: str, small_world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    state = tmp_path_factory.mktemp("histories")
    anew(server, prepared)
    settings = Pool(state, []).settings(server, state / "archive")
    with serve(small_world) as world:
        for clock, asked in ASKED:
            thread = Thread(settings, world, clock)
            world.site.now = parse_moment(clock)
            for dataset, years in asked.items():
                thread.take(dataset, years)
    with connect(settings.warehouse_url) as conn:
        rows = conn.execute("select delivery_id, dataset, slice, sha256, size_bytes from ledger.deliveries order by 1")
        yield Pool(state, [Delivery(*row) for row in rows])
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(f"drop database {DATABASE} with (force)")


def gate(archive: Archive, delivery: Delivery, accepted: bool, at: datetime) -> Event:
    verdict = {"dataset": delivery.dataset, "slice": delivery.slice, "sha256": delivery.sha256}
    record = {"gate": "delivery", "subject": delivery.dataset, "passed": accepted}
    return ledger.gate_run(archive, record, [{**verdict, "accepted": accepted, "reason": "drawn"}], at)


def write_history(archive: Archive, deliveries: list[Delivery], drawn: random.Random) -> None:
    """Events of a random history: what counted when has nothing to do with when it was received and judged."""

    def day() -> datetime:
        return FIRST + timedelta(days=drawn.randrange(SPAN), seconds=drawn.randrange(86400))

    for delivery in deliveries:
        for _ in range(drawn.choice([1, 1, 2])):
            receipt = Receipt(day(), {}, True, has_own_clock=True, statement=Statement(day(), "drawn"))
            stored = Stored(delivery.sha256, delivery.size)
            ledger.arrival(archive, delivery.dataset, delivery.slice, stored, receipt)
        gate(archive, delivery, drawn.random() < 0.9, day())
        for _ in range(drawn.choice([0, 0, 0, 1, 2])):
            ledger.verdict(archive, delivery, drawn.random() < 0.6, "head", Statement(day(), "drawn"), day())


def known_then(whole: Archive, moment: datetime, into: Archive) -> None:
    """The events of an archive that say what counted by the moment."""
    arrived: set[int] = set()
    for event in whole.events(None, set()):
        body = event.body
        if event.kind != "gate_run" and datetime.fromisoformat(body["counts_from"]) > moment:
            continue
        of = body["verdicts"][0] if event.kind == "gate_run" else body
        identity = delivery_id(of["dataset"], of["slice"], of["sha256"])
        if event.kind == "arrival":
            arrived.add(identity)
        if identity in arrived:
            at = body.get("ran_at") or body.get("decided_at") or body["received_at"]
            assert into.record(event.kind, body, datetime.fromisoformat(at)).id == event.id


def marts_as_of(settings: Settings, moment: datetime) -> Marts:
    """All rows of all marts. Random histories need not please the gate, so it is not asked."""
    build_id = pipeline.begin_build(settings, moment, Purpose.AS_OF)
    assert build_id is not None
    pipeline.build_per_delivery(settings, build_id)
    pipeline.build_candidate(settings, build_id)
    with connect(settings.warehouse_url) as conn:
        return read(conn, Purpose.AS_OF.candidate, dbt.contract(settings, Purpose.AS_OF.candidate))


def read(conn: Connection, schema: str, contract: dict[str, dict[str, str]]) -> Marts:
    """Build ids aside, all columns of all marts."""
    found: Marts = {}
    for mart, columns in contract.items():
        names = sql.SQL(", ").join(sql.Identifier(name) for name in sorted(columns) if name not in ("", "build_id"))
        query = sql.SQL("select {} from {}").format(names, sql.Identifier(schema, mart))
        found[mart] = sorted(conn.execute(query), key=repr)
    return found


def spoil_as_an_older_version_would(conn: Connection, drawn: random.Random) -> int:
    """Rows of half of the deliveries are those of an older, wrong version of the models."""
    spoilt = [row[0] for row in conn.execute("select distinct delivery_id from ledger.computed order by 1")]
    spoilt = drawn.sample(spoilt, len(spoilt) // 2)
    conn.execute("update ledger.computed set version = 'older' where delivery_id = any(%s)", [spoilt])
    for table in ("payments_by_bin_daily", "payments_bulk_daily"):
        conn.execute(
            f"update per_delivery.{table} set amount_kzt = amount_kzt + 7 where delivery_id = any(%s)", [spoilt]
        )
    return len(spoilt)


def heavy(conn: Connection) -> set[tuple[object, ...]]:
    """What this version has computed once per delivery, each with the moment at which it did."""
    query = "select model, delivery_id, computed_at from ledger.computed where version <> 'older'"
    return set(conn.execute(query))


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine in another country."""
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.setenv("LC_ALL", "C")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(("seed", "moment"), [(1, "2027-04-20"), (2, "2026-04-20T12:00:00+05:00")])
def test_marts_of_a_moment_are_those_of_a_warehouse_that_saw_nothing_later(
    pool: Pool, server: str, prepared: str, seed: int, moment: str, elsewhere: None
) -> None:
    drawn, earlier = random.Random(seed), parse_moment(moment)
    whole, then = pool.archive(f"whole_{seed}"), pool.archive(f"then_{seed}")
    write_history(whole, pool.deliveries, drawn)
    known_then(whole, earlier, then)

    anew(server, prepared)
    settings = pool.settings(server, Path(whole.root.path))
    now = marts_as_of(settings, LAST)
    with connect(settings.warehouse_url) as conn:
        assert spoil_as_an_older_version_would(conn, drawn) > 10
        computed = heavy(conn)
        looking_back = marts_as_of(settings, earlier)
        assert computed <= heavy(conn), "what has been computed by this version is not computed again"
    assert looking_back != now, "a history in which nothing happens"

    anew(server, prepared)
    with connect(settings.warehouse_url) as conn:
        for setting in ("timezone to 'America/New_York'", "datestyle to 'SQL, DMY'"):
            conn.execute(f"alter database {DATABASE} set {setting}")
    scratch = marts_as_of(dataclasses.replace(settings, archive=str(then.root.path)), earlier)
    assert scratch.keys() == looking_back.keys()
    for mart, rows in scratch.items():
        assert rows == looking_back[mart], f"{mart} as of {earlier}"
