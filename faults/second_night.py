"""The second night, less the dataset on trial: arrivals taken out of the ledger, and put back.

Bytes stay in the archive; rows, verdict and events leave with the trial, unless a build lists the delivery.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from psycopg import sql

from naukograd.core.database import Connection, connect
from naukograd.core.settings import Settings
from naukograd.deliveries import ledger
from naukograd.deliveries.archive import Archive
from naukograd.sources import DATASETS
from naukograd.sources.dataset import RowsDataset

SOUND = "sound_arrivals"
SOUND_EVENTS = "sound_events"
ASIDE = "arrivals_set_aside"

Warned = dict[tuple[str, str], str]
"""By check and slice, the words of the gate."""


class SecondNight:
    """Whose arrivals count, in the warehouse of these settings. ``moment``: of the second night."""

    def __init__(self, settings: Settings, moment: datetime) -> None:
        self._settings, self._moment = settings, moment
        self._damaged: dict[str, tuple[str, frozenset[str]]] = {}

    def remember(self) -> None:
        """The night as it is now is the sound one."""
        with connect(self._settings.warehouse_url) as conn:
            conn.execute("create schema if not exists trials")
            conn.execute(f"create table trials.{SOUND} as table ledger.arrivals")
            conn.execute(f"create table trials.{SOUND_EVENTS} as select event_id from ledger.events")
            conn.execute(f"create table trials.{ASIDE} as table ledger.arrivals with no data")

    def begin(self, run_id: str, dataset: str, years: Sequence[int], moment: datetime) -> None:
        """What the run will ask for has not been asked for this night; if it is a later one, all else has come again.

        Args:
            years: whose slices are asked for; none: all.
        """
        with connect(self._settings.warehouse_url) as conn, conn.transaction():
            if moment > self._moment:
                _all_else_arrives_again(conn, dataset, moment)
                return
            conn.execute(
                """
                delete from ledger.arrivals as a using ledger.deliveries as d
                where
                    d.delivery_id = a.delivery_id and d.dataset = %s and a.counts_from >= %s
                    and (d.slice ~ %s or %s)
                """,
                [dataset, moment, _slices_of(years), not years],
            )

    def set_aside(self, run_id: str, dataset: str, years: Sequence[int]) -> frozenset[str]:
        """Take out what the run got, to bring it back later.

        Returns:
            The slices for which it got something else than the sound night, or nothing.
        """
        with connect(self._settings.warehouse_url) as conn, conn.transaction():
            conn.execute(
                f"""
                insert into trials.{ASIDE} select a.* from ledger.arrivals as a
                where a.event_id not in (select s.event_id from trials.{SOUND} as s)
                """
            )
            self._restore(conn)
            rows = conn.execute(
                f"""
                with sound as (
                    select distinct d.slice, d.delivery_id
                    from trials.{SOUND} as a inner join ledger.deliveries as d using (delivery_id)
                    where d.dataset = %s and a.counts_from >= %s and (d.slice ~ %s or %s)
                ),

                got as (
                    select distinct d.slice, d.delivery_id
                    from trials.{ASIDE} as a inner join ledger.deliveries as d using (delivery_id)
                    where a.origin ->> 'run_id' = %s
                )

                (table sound except table got) union all (table got except table sound)
                """,
                [dataset, self._moment, _slices_of(years), not years, run_id],
            )
            slices = frozenset(str(row[0]) for row in rows)
        self._damaged[run_id] = dataset, slices
        return slices

    def bring_back(self, runs: Sequence[str], moment: datetime) -> None:
        """What these runs got arrives: in the place of what the sound night got, or on a later one all else again."""
        with connect(self._settings.warehouse_url) as conn, conn.transaction():
            is_later = moment > self._moment
            for dataset, slices in (self._damaged[run_id] for run_id in runs):
                if is_later:
                    _all_else_arrives_again(conn, dataset, moment)
                else:
                    conn.execute(
                        """
                        delete from ledger.arrivals as a using ledger.deliveries as d
                        where
                            d.delivery_id = a.delivery_id and d.dataset = %s and d.slice = any(%s)
                            and a.counts_from >= %s
                        """,
                        [dataset, list(slices), moment],
                    )
            for run_id in runs:
                conn.execute(
                    f"""
                    insert into ledger.arrivals
                    select s.* from trials.{ASIDE} as s inner join ledger.deliveries as d using (delivery_id)
                    where s.origin ->> 'run_id' = %s and (d.slice = any(%s) or %s)
                    """,
                    [run_id, list(self._damaged[run_id][1]), is_later],
                )

    def forget(self, runs: Sequence[str]) -> None:
        """These trials are over, and the night is the sound one."""
        with connect(self._settings.warehouse_url) as conn, conn.transaction():
            conn.execute(f"delete from trials.{ASIDE} where origin ->> 'run_id' = any(%s)", [list(runs)])
            self._restore(conn)

    def restore(self) -> None:
        """The sound night."""
        with connect(self._settings.warehouse_url) as conn, conn.transaction():
            self._restore(conn)

    def warned(self, run_id: str) -> Warned:
        """What the gate warned of in this run's deliveries, less what it warns of the sound night's."""
        with connect(self._settings.warehouse_url) as conn:
            usual = _warnings(conn, f"select delivery_id from trials.{SOUND}", [])
            found = _warnings(conn, "select delivery_id from ledger.arrivals where origin ->> 'run_id' = %s", [run_id])
        return {key: words for key, words in found.items() if key not in usual}

    def is_unreadable(self, run_id: str) -> bool:
        """Whether the reader could make nothing of a delivery of this run."""
        with connect(self._settings.warehouse_url) as conn:
            row = conn.execute(
                """
                select exists (
                    select from ledger.arrivals as a inner join ledger.verdicts as v using (delivery_id)
                    where a.origin ->> 'run_id' = %s and not v.accepted and v.decided_by = 'reader gate'
                )
                """,
                [run_id],
            ).fetchone()
            return bool(row and row[0])

    def failed(self, run_id: str) -> list[str]:
        """Names of the checks that this run's rejected deliveries fail, as the operator reads them."""
        with connect(self._settings.warehouse_url) as conn:
            rows = conn.execute(
                """
                select distinct c.value ->> 'check'
                from ledger.arrivals as a
                inner join ledger.verdicts as v using (delivery_id)
                inner join ledger.gate_runs as g on v.event_id = g.event_id
                cross join lateral jsonb_array_elements(g.record -> 'checks') as c (value)
                where
                    a.origin ->> 'run_id' = %s and not v.accepted
                    and position((c.value ->> 'check') || ':' in v.reason) > 0
                order by 1
                """,
                [run_id],
            )
            return [str(row[0]) for row in rows]

    def has_put_aside(self, dataset: str, run_id: str) -> bool:
        """Whether rows of this run's deliveries could not be read."""
        with connect(self._settings.warehouse_url) as conn:
            row = conn.execute(
                sql.SQL(
                    """
                    select exists (select from {} where delivery_id in (
                        select delivery_id from ledger.arrivals where origin ->> 'run_id' = %s
                    ))
                    """
                ).format(sql.Identifier("staging", f"{DATASETS[dataset].staging}_quarantined")),
                [run_id],
            ).fetchone()
            return bool(row and row[0])

    def reads_the_same(self, run_id: str, but: Sequence[str]) -> bool:
        """Whether staging reads and puts aside the same of what this run got as of the sound night, slice by slice.

        Args:
            but: columns besides the delivery that may differ.
        """
        dataset, slices = self._damaged[run_id]
        latest = """
            with arrivals as (
                select distinct on (d.slice) d.slice, d.delivery_id, a.published_at
                from {arrivals} as a inner join ledger.deliveries as d using (delivery_id)
                where d.dataset = %(dataset)s and d.slice = any(%(slices)s) and {which}
                order by d.slice, a.counts_from desc, a.received_at desc, a.event_id
            )

            select a.slice, a.published_at, to_jsonb(s) - %(but)s::text[] as row_read
            from {read} as s inner join arrivals as a using (delivery_id)
            where s.delivery_id = any(array(select delivery_id from arrivals))
            union all
            select a.slice, a.published_at, to_jsonb(s) - %(but)s::text[]
            from {put_aside} as s inner join arrivals as a using (delivery_id)
            where s.delivery_id = any(array(select delivery_id from arrivals))
        """
        staging = DATASETS[dataset].staging
        views = {
            "read": sql.Identifier("staging", staging),
            "put_aside": sql.Identifier("staging", f"{staging}_quarantined"),
        }
        sound, got = (
            sql.SQL(latest).format(arrivals=sql.Identifier("trials", table), which=sql.SQL(which), **views)
            for table, which in ((SOUND, "true"), (ASIDE, "a.origin ->> 'run_id' = %(run_id)s"))
        )
        query = sql.SQL("select not exists ((({one}) except all ({other})) union all (({other}) except all ({one})))")
        named = {"dataset": dataset, "slices": list(slices), "run_id": run_id, "but": ["delivery_id", *but]}
        with connect(self._settings.warehouse_url) as conn:
            row = conn.execute(query.format(one=sound, other=got), named).fetchone()
            return bool(row and row[0])

    def _restore(self, conn: Connection) -> None:
        conn.execute("delete from ledger.arrivals")
        conn.execute(f"insert into ledger.arrivals table trials.{SOUND}")
        _forget_what_is_over(conn)
        self._forget_events(conn)

    def _forget_events(self, conn: Connection) -> None:
        """What nothing refers to any more leaves the archive too, or each opening of the warehouse applies it again."""
        archive = Archive(self._settings.archive, self._settings.state / "incoming")
        over = conn.execute(
            f"""
            delete from ledger.gate_runs as g
            where
                g.event_id not in (select s.event_id from trials.{SOUND_EVENTS} as s)
                and g.event_id not in (select v.event_id from ledger.verdicts as v);

            delete from ledger.events as e
            where
                e.event_id not in (select s.event_id from trials.{SOUND_EVENTS} as s)
                and e.event_id not in (select a.event_id from ledger.arrivals as a)
                and e.event_id not in (select a.event_id from trials.{ASIDE} as a)
                and e.event_id not in (select v.event_id from ledger.verdicts as v)
                and e.event_id not in (select g.event_id from ledger.gate_runs as g)
                and e.event_id not in (
                    select l.event_id from ledger.build_deliveries as b
                    cross join lateral (values (b.arrival_event), (b.first_event), (b.verdict_event)) as l (event_id)
                )
            returning e.event_id, e.day
            """
        )
        while over.nextset():
            pass
        rows = over.fetchall()
        addresses = archive.addresses(row[1] for row in rows)
        for event, _ in rows:
            (archive.root / addresses[event]).unlink()


def _forget_what_is_over(conn: Connection) -> None:
    """Rows of trials that are over would be pending in the next, and make every view that reads them slower."""
    rows = conn.execute(
        f"""
        select d.delivery_id, d.dataset from ledger.deliveries as d
        where
            not exists (select from ledger.arrivals as a where a.delivery_id = d.delivery_id)
            and not exists (select from trials.{ASIDE} as s where s.delivery_id = d.delivery_id)
            and not exists (select from ledger.build_deliveries as b where b.delivery_id = d.delivery_id)
        """
    ).fetchall()
    over: defaultdict[str, list[int]] = defaultdict(list)
    for identity, dataset in rows:
        over[dataset].append(identity)
    for dataset, deliveries in over.items():
        table = DATASETS[dataset].table
        if isinstance(DATASETS[dataset], RowsDataset):
            _delete(conn, sql.Identifier("raw", table), deliveries)
        else:
            for identity in deliveries:
                partition = sql.Identifier("raw", f"{table}_{ledger.shown(identity)}")
                conn.execute(sql.SQL("drop table if exists {}").format(partition))
        for about in ("verdicts", "loads", "computed", "deliveries"):
            _delete(conn, sql.Identifier("ledger", about), deliveries)


def _slices_of(years: Sequence[int]) -> str:
    return f"(^|/)({'|'.join(map(str, years))})([/-]|$)"


def _delete(conn: Connection, table: sql.Identifier, deliveries: list[int]) -> None:
    conn.execute(sql.SQL("delete from {} where delivery_id = any(%s)").format(table), [deliveries])


def _all_else_arrives_again(conn: Connection, but: str, moment: datetime) -> None:
    """So that time has passed for one dataset alone."""
    conn.execute(
        """
        update ledger.arrivals as a set counts_from = %(moment)s, because = 'time has passed'
        from ledger.current_deliveries(%(moment)s) as c
        where c.delivery_id = a.delivery_id and c.counts_from = a.counts_from and c.dataset <> %(but)s
        """,
        {"moment": moment, "but": but},
    )


def _warnings(conn: Connection, deliveries: str, arguments: list[str]) -> Warned:
    rows = conn.execute(
        f"""
        select distinct w.name, d.slice, v.reason
        from ledger.verdicts as v
        inner join ledger.deliveries as d using (delivery_id)
        inner join ledger.gate_runs as g using (event_id)
        cross join lateral jsonb_array_elements(g.record -> 'deliveries') as j (value)
        cross join lateral jsonb_array_elements_text(j.value -> 'warnings') as w (name)
        where
            v.delivery_id in ({deliveries})
            and j.value ->> 'delivery_id' = lpad(to_hex(v.delivery_id), 16, '0')
        order by 1, 2
        """,
        arguments,
    )
    return {(str(name), str(slice_)): str(reason) for name, slice_, reason in rows}
